// The sites on which a person has switched Straightway off, by their origins. Where an organisation has locked the settings
// there are none.

import { isLocked, keptManaged } from './policy.js';
import { Fixed } from './settings.js';

const SITES_OFF = 'sitesOff';

/** @returns {Promise<string[]>} */
export async function sitesOff() {
  const { [SITES_OFF]: sites } = await chrome.storage.local.get(SITES_OFF);
  return Array.isArray(sites) && !(await areLocked()) ? sites : [];
}

/** Whether a person may not switch sites off. */
export const areLocked = async () => isLocked(await keptManaged(chrome.storage));

/** @param {string} origin @param {boolean} on @throws {Fixed} */
export async function switchSite(origin, on) {
  if (await areLocked()) throw new Fixed(SITES_OFF);
  const others = (await sitesOff()).filter((site) => site !== origin);
  await chrome.storage.local.set({ [SITES_OFF]: on ? others : [...others, origin] });
}

/** @param {() => unknown} changed */
export function followSwitches(changed) {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && Object.hasOwn(changes, SITES_OFF)) changed();
  });
}

/** The origin of an address; of anything else, and of addresses that have none, `null`. @param {string | undefined} address */
export function originOf(address) {
  const { origin = 'null' } = address !== undefined && URL.canParse(address) ? new URL(address) : {};
  return origin === 'null' ? null : origin;
}
