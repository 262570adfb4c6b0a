// The settings an administrator has laid down, as the browser gives them; what they mean, the core knows.
//
// Browsers are slow with them: Chromium answers with nothing for seconds after a first installation, and lets the first
// question after a start wait as long. So the settings of last time are served at once, and the browser's are put in
// their place whenever they come.

import { readManagedSettings } from './browser.js';

/** @typedef {Record<string, unknown>} Managed */

const LAST_TIME = 'managed';
const RECEIVED = 'managedReceived';

/**
 * The settings that the browser gave last time.
 *
 * @param {typeof chrome.storage} storage
 * @returns {Promise<Managed>}
 */
export async function keptManaged(storage) {
  const { [LAST_TIME]: managed } = await storage.local.get(LAST_TIME);
  return typeof managed === 'object' && managed !== null ? /** @type {Managed} */ (managed) : {};
}

/**
 * Whether a policy says so, and not only something that is a mistake. Group policy has no flags for Firefox, which hands 0
 * and 1 on.
 *
 * @param {unknown} setting
 * @param {boolean} flag
 */
export const says = (setting, flag) => setting === flag || setting === Number(flag);

/** Whether a policy forbids people to change settings. @param {Managed} managed */
export const isLocked = ({ lockSettings }) => says(lockSettings, true);

export class ManagedSettings {
  #storage;
  /** @type {Promise<Managed>} */
  #current;
  /** @type {Promise<unknown>} */
  #refreshed = Promise.resolve();

  /** @param {typeof chrome.storage} storage */
  constructor(storage) {
    this.#storage = storage;
    this.#current = keptManaged(storage);
  }

  /** The settings in force, without waiting for the browser's. */
  current() {
    return this.#current;
  }

  /**
   * Asks the browser, and listens to it from then on.
   *
   * @param {(managed: Managed) => unknown} changed called with other settings than were in force until then
   */
  follow(changed) {
    this.#storage.onChanged.addListener((_changes, area) => {
      if (area === 'managed') this.#refresh(changed);
    });
    this.#refresh(changed);
  }

  /** Resolves when the browser has answered every question so far. */
  refreshed() {
    return this.#refreshed;
  }

  /** When the settings in force first arrived, in milliseconds; `null` if that is not known. */
  async received() {
    const { [RECEIVED]: at } = await this.#storage.local.get(RECEIVED);
    return typeof at === 'number' ? at : null;
  }

  /** @param {(managed: Managed) => unknown} changed */
  #refresh(changed) {
    const refresh = async () => {
      const managed = await readManagedSettings(this.#storage);
      if (JSON.stringify(managed) === JSON.stringify(await this.#current)) return;
      this.#current = Promise.resolve(managed);
      await this.#storage.local.set({ [LAST_TIME]: managed, [RECEIVED]: Date.now() });
      await changed(managed);
    };
    // One after the other, so that an answer that took long cannot undo a later one.
    this.#refreshed = this.#refreshed.then(refresh, refresh);
  }
}
