// The welcome page opens once, after a person's own installation. Whom an organisation gave Straightway needs no page.

import { says } from './policy.js';

/** @param {import('./settings.js').Settings} settings */
export function welcomeNewcomers(settings) {
  chrome.runtime.onInstalled.addListener(async ({ reason }) => {
    if (reason !== 'install') return;
    const { installType } = await chrome.management.getSelf();
    if (installType !== 'normal' || says((await settings.settled()).showOnboarding, false)) return;
    await chrome.tabs.create({ url: chrome.runtime.getURL('/welcome/welcome.html') });
  });
}
