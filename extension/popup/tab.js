// The tab under the popup: what Straightway may do there, and what it found.

import { ask } from '../page.js';
import { patternOf } from '../sites.js';
import { areLocked, originOf, sitesOff } from '../switches.js';

/** @typedef {import('../protocol.js').Judgement} Judgement */
/** @typedef {import('../protocol.js').Link} Link */

/** As many as anybody would look at. */
const MOST_SHOWN = 20;

/**
 * @typedef {object} Tab
 * @property {number} id
 * @property {string | null} origin of a page that may be a webmail; of no other
 * @property {'webmail' | 'granted' | 'open'} right `open`: none yet, and it can be asked for
 * @property {boolean} off switched off by the person
 * @property {boolean} locked an organisation lets nobody switch sites off
 */

/** @returns {Promise<Tab>} */
export async function tabHere() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  const origin = originOf(tab?.url);
  const { host_permissions: known = [], content_scripts: [mail] = [] } = chrome.runtime.getManifest();
  const pattern = origin?.startsWith('https://') ? patternOf(origin) : null;
  const isWebmail = pattern !== null && (mail?.matches ?? []).includes(pattern);
  // Atlassian's own pages are no webmail, and need none of this.
  const mayBeWebmail = pattern !== null && (isWebmail || !known.includes(pattern));
  const [isGranted, off] = await Promise.all([
    mayBeWebmail && chrome.permissions.contains({ origins: [pattern] }),
    sitesOff(),
  ]);
  return {
    id: tab?.id ?? chrome.tabs.TAB_ID_NONE,
    origin: mayBeWebmail ? origin : null,
    right: isGranted ? (isWebmail ? 'webmail' : 'granted') : 'open',
    off: origin !== null && off.includes(origin),
    locked: await areLocked(),
  };
}

/**
 * What was found in a tab. Its pages are asked for their links only; what is to be thought of them, the background says.
 *
 * @param {number} tabId
 */
export async function findingsIn(tabId) {
  const frames = await chrome.scripting
    .executeScript({
      target: { tabId, allFrames: true },
      func: () => /** @type {typeof globalThis} */ (globalThis).straightwayFound?.() ?? [],
      injectImmediately: true, // a page may never have loaded
    })
    .catch(() => []);
  const links = frames.flatMap(({ result }) => result ?? []);
  const asked = [...new Map(links.map((link) => [JSON.stringify([link.href, link.label]), link])).values()];
  asked.splice(MOST_SHOWN);
  const reply = await ask({ kind: 'judge', webmail: null, sender: null, links: asked }, 'verdicts');
  if (reply === null) return null;
  const { mode, judgements, names } = reply;
  /** By address: a button's picture and its words may be two links. @type {Map<string, { link: Link, judgement: Judgement }>} */
  const findings = new Map();
  judgements.forEach((judgement, i) => {
    const link = /** @type {Link} */ (asked[i]);
    const isNamed = Boolean(findings.get(link.href)?.link.label);
    if (judgement.verdict !== 'other' && !isNamed) findings.set(link.href, { link, judgement });
  });
  return { mode, names, findings: [...findings.values()] };
}
