// The welcome page opens once, after a person's own installation. Whom an organisation gave Straightway needs no page.

/** @param {import('./settings.js').Settings} settings */
export function welcomeNewcomers(settings) {
  chrome.runtime.onInstalled.addListener(async ({ reason }) => {
    if (reason !== 'install') return;
    const { installType } = await chrome.management.getSelf();
    if (installType !== 'normal' || (await settings.settled()).showOnboarding === false) return;
    await chrome.tabs.create({ url: chrome.runtime.getURL('/welcome/welcome.html') });
  });
}
