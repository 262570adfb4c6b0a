// The popup: whether Straightway is at work on this page, and what it may do there.

import { localise, message } from '../page.js';

/** The host of the page under the popup, when that is a page of the web. */
async function hostHere() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  const { protocol, host } = new URL(tab?.url ?? 'about:blank');
  return protocol === 'https:' ? host : null;
}

/** @param {string | null} host */
function worksOn(host) {
  const scripts = chrome.runtime.getManifest().content_scripts ?? [];
  return scripts.some(({ matches = [] }) => matches.includes(`https://${host}/*`));
}

/**
 * The mode in force, as the answer to a question about no link tells it; null when there is no answer.
 *
 * @returns {Promise<import('../protocol.js').Mode | null>}
 */
async function modeInForce() {
  const question = { kind: 'judge', webmail: null, sender: null, links: [] };
  const reply = await chrome.runtime.sendMessage(question).catch(() => null);
  return reply?.kind === 'verdicts' ? reply.mode : null;
}

/** @param {string} id @param {string} text */
function say(id, text) {
  const element = document.getElementById(id);
  if (element) element.textContent = text;
}

localise();
say('version', message('popup_version', chrome.runtime.getManifest().version));
const [host, mode] = await Promise.all([hostHere(), modeInForce()]);
say('mode', message(mode === null ? 'popup_no_answer' : `popup_mode_${mode}`));
if (mode === 'fix' || mode === 'warn') {
  say('here', worksOn(host) ? message('popup_works_here', host ?? '') : message('popup_not_here'));
}
