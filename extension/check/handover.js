// The link that the popup hands over to the check page. Not by that page's address, which browsers write down.

const KEY = 'handedOver';

/** @param {string} href */
export const handOver = (href) => chrome.storage.session.set({ [KEY]: href });

/** What was handed over, once. @returns {Promise<string>} */
export async function takeOver() {
  const { [KEY]: href } = await chrome.storage.session.get(KEY);
  await chrome.storage.session.remove(KEY);
  return typeof href === 'string' ? href : '';
}
