// The way to the background, from content scripts and our pages.

/**
 * Asks the background, or tells it something. One that is stopped before it has answered is started by being asked again.
 * @param {object} request
 * @returns {Promise<import('./protocol.js').Reply | null>} `null`: nobody answers; the extension may be gone
 */
export async function send(request) {
  const once = async () => {
    try {
      return await chrome.runtime.sendMessage(request);
    } catch {
      return null;
    }
  };
  return (await once()) ?? (await once()) ?? null;
}
