// The extension's background: answers content scripts, and tells them when the settings change. The browser stops it
// when it has rested for half a minute and starts it for the next message, so every listener stands before anything is
// waited for, and nothing is kept that the next start could not do without.

import { Core } from './core.js';
import { ManagedSettings } from './policy.js';
import { MOST, parseRequest } from './protocol.js';
import { followGrants } from './sites.js';

const core = new Core();
const settings = new ManagedSettings(chrome.storage);

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  answer(message).then(respond);
  return true;
});

followGrants();

settings.follow(async (managed) => tellTabs({ kind: 'settings', mode: await core.mode(managed), siteOff: false }));

/**
 * @param {unknown} message
 * @returns {Promise<import('./protocol.js').JudgeReply>}
 */
async function answer(message) {
  try {
    const { webmail, sender, links } = parseRequest(message);
    const now = Math.floor(Date.now() / 1000);
    return { kind: 'verdicts', ...(await core.judge({ now, webmail, sender, links }, await settings.current())) };
  } catch (error) {
    return { kind: 'refused', why: String(error).slice(0, MOST.label) };
  }
}

/** @param {import('./protocol.js').Settings} notice */
async function tellTabs(notice) {
  for (const { id } of await chrome.tabs.query({})) {
    // Tabs without a content script of ours have nobody to listen; that is most of them.
    if (id !== undefined) chrome.tabs.sendMessage(id, notice).catch(() => {});
  }
}
