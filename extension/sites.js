// The sites that a person has granted, beside the webmails of the manifest: the content script runs there too, whichever
// way they were granted, from our popup or from the browser's own settings.

import { pathInside } from './browser.js';

const ID = 'granted-sites';

/** @type {Promise<unknown>} */
let registered = Promise.resolve();

/** Keeps the content script registered for the granted sites, and for no others. */
export function followGrants() {
  chrome.permissions.onAdded.addListener(update);
  chrome.permissions.onRemoved.addListener(update);
  // An update of the extension throws registrations away.
  chrome.runtime.onInstalled.addListener(update);
}

function update() {
  // One after the other: two registrations at once would be one too many.
  registered = registered.then(register, register);
}

async function register() {
  const { content_scripts: [script] = [], host_permissions: required = [] } = chrome.runtime.getManifest();
  const { origins = [] } = await chrome.permissions.getAll();
  const matches = origins.filter((origin) => !required.includes(origin));
  const present = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (matches.length === 0) {
    if (present.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
    return;
  }
  const wanted = {
    id: ID,
    matches,
    js: (script?.js ?? []).map(pathInside),
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: /** @type {const} */ ('document_start'),
  };
  await (present.length > 0 ? chrome.scripting.updateContentScripts : chrome.scripting.registerContentScripts)([
    wanted,
  ]);
}
