// The settings an administrator has laid down, as the browser gives them; what they mean, the core knows.
//
// Browsers are slow with them: Chromium answers with nothing for seconds after a first installation, and lets the first
// question after a start wait as long. So the settings of last time are served at once, and the browser's are put in
// their place whenever they come.

import { readManagedSettings } from './browser.js';

/** @typedef {Record<string, unknown>} Managed */

const LAST_TIME = 'managed';

export class ManagedSettings {
  #storage;
  /** @type {Promise<Managed>} */
  #current;
  /** @type {Promise<unknown>} */
  #refreshed = Promise.resolve();

  /** @param {typeof chrome.storage} storage */
  constructor(storage) {
    this.#storage = storage;
    this.#current = this.#recall();
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

  async #recall() {
    const { [LAST_TIME]: managed } = await this.#storage.local.get(LAST_TIME);
    return typeof managed === 'object' && managed !== null ? /** @type {Managed} */ (managed) : {};
  }

  /** @param {(managed: Managed) => unknown} changed */
  #refresh(changed) {
    const refresh = async () => {
      const managed = await readManagedSettings(this.#storage);
      if (JSON.stringify(managed) === JSON.stringify(await this.#current)) return;
      this.#current = Promise.resolve(managed);
      await this.#storage.local.set({ [LAST_TIME]: managed });
      await changed(managed);
    };
    // One after the other, so that an answer that took long cannot undo a later one.
    this.#refreshed = this.#refreshed.then(refresh, refresh);
  }
}
