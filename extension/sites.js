// The sites that a person has granted, beside the webmails of the manifest: the content script runs there too, whichever
// way they were granted, from our popup or from the browser's own settings.

import { pathInside } from './browser.js';

const ID = 'granted-sites';

/** The host that a site's pattern is about. @param {string} pattern */
export const hostOf = (pattern) => pattern.replace(/^https:\/\/|\/.*$/g, '');

/**
 * The pattern of the site that an address is at. It has no port: in Chromium it is good for all of them, Firefox knows none.
 *
 * @param {string} address
 */
export const patternOf = (address) => `https://${new URL(address).hostname}/*`;

/** @type {Promise<unknown>} */
let registered = Promise.resolve();

/**
 * Keeps the content scripts registered for the granted sites, and for no others.
 *
 * @param {(taken: string[]) => unknown} changed called when that is done, with what was taken back
 */
export function followGrants(changed) {
  chrome.permissions.onAdded.addListener(({ origins = [] }) => update(() => bringTo(origins)).then(() => changed([])));
  chrome.permissions.onRemoved.addListener(({ origins = [] }) => update().then(() => changed(origins)));
  chrome.runtime.onInstalled.addListener(async () => {
    // An update of the extension throws registrations away.
    await update();
    // Nor does it bring the new scripts to what is open, where Chromium leaves the old ones, cut off. A page that does not
    // answer must keep no later change waiting.
    const { content_scripts: [mail] = [] } = chrome.runtime.getManifest();
    await bringTo([...(mail?.matches ?? []), ...(await granted())]);
  });
}

/** @param {() => unknown} [then] */
function update(then) {
  // One after the other: two registrations at once would be one too many.
  return (registered = registered.then(register, register).then(then));
}

/** Puts the content scripts into the pages of sites that are open already. @param {string[]} origins */
async function bringTo(origins) {
  if (origins.length === 0) return;
  const tabs = await chrome.tabs.query({ url: origins });
  await Promise.allSettled(tabs.map(({ id }) => bringToTab(id ?? chrome.tabs.TAB_ID_NONE)));
}

/** Puts the content scripts into one tab, where they stay until it goes to another page. @param {number} tabId */
export const bringToTab = (tabId) =>
  chrome.scripting.executeScript({
    target: { tabId, allFrames: true },
    files: contentScripts(),
    injectImmediately: true,
  });

/** The content scripts' files, in their order. */
function contentScripts() {
  const { content_scripts: [script] = [] } = chrome.runtime.getManifest();
  return (script?.js ?? []).map(pathInside);
}

/** The patterns of the granted sites. */
async function granted() {
  const { host_permissions: required = [] } = chrome.runtime.getManifest();
  const { origins = [] } = await chrome.permissions.getAll();
  return origins.filter((origin) => !required.includes(origin));
}

async function register() {
  const matches = await granted();
  const present = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (matches.length === 0) {
    if (present.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
    return;
  }
  const wanted = {
    id: ID,
    matches,
    js: contentScripts(),
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: /** @type {const} */ ('document_start'),
  };
  await (present.length > 0 ? chrome.scripting.updateContentScripts : chrome.scripting.registerContentScripts)([
    wanted,
  ]);
}
