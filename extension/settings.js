// The settings in force: the administrator's, and where he has laid nothing down, the person's own. What they mean, the
// core knows.

import { ManagedSettings } from './policy.js';

/** @typedef {import('./policy.js').Managed} Managed */

/** Where this browser keeps what the person has chosen, under the names that policies use. */
const OWN = 'preferences';

/** What a person may choose. The rest describes an organisation. */
export const PERSONAL = ['mode', 'landingGuard', 'disabledGateways'];

export class Settings {
  #storage;
  #managed;
  /** @type {Promise<Managed>} */
  #own;
  /** @type {{ managed?: Managed, own?: Managed, merged: Managed }} */
  #last = { merged: {} };

  /** @param {typeof chrome.storage} storage */
  constructor(storage) {
    this.#storage = storage;
    this.#managed = new ManagedSettings(storage);
    this.#own = readOwn(storage);
  }

  /** The settings in force; the same object as long as they are the same. */
  async current() {
    const managed = await this.#managed.current();
    const own = await this.#own;
    if (managed !== this.#last.managed || own !== this.#last.own) {
      this.#last = { managed, own, merged: managed.lockSettings === true ? managed : { ...own, ...managed } };
    }
    return this.#last.merged;
  }

  /** The names of the settings that the person cannot change. */
  async fixed() {
    const managed = await this.#managed.current();
    return managed.lockSettings === true ? PERSONAL : PERSONAL.filter((name) => Object.hasOwn(managed, name));
  }

  /** The settings in force, once the browser has said what the administrator's are. */
  async settled() {
    await this.#managed.refreshed();
    return this.current();
  }

  /** Whether the administrator has laid anything down. */
  async isManaged() {
    await this.#managed.refreshed();
    return Object.keys(await this.#managed.current()).length > 0;
  }

  /** Listens to both. @param {() => unknown} changed called when other settings hold than until then */
  follow(changed) {
    this.#managed.follow(changed);
    this.#storage.onChanged.addListener((changes, area) => {
      if (area !== 'local' || !Object.hasOwn(changes, OWN)) return;
      this.#own = readOwn(this.#storage);
      changed();
    });
  }
}

/** @param {typeof chrome.storage} storage @returns {Promise<Managed>} */
async function readOwn(storage) {
  const { [OWN]: own } = await storage.local.get(OWN);
  if (typeof own !== 'object' || own === null) return {};
  return Object.fromEntries(Object.entries(own).filter(([name]) => PERSONAL.includes(name)));
}

/** Keeps a choice of the person's. @param {string} name one of `PERSONAL` @param {unknown} value */
export async function choose(name, value) {
  await chrome.storage.local.set({ [OWN]: { ...(await readOwn(chrome.storage)), [name]: value } });
}
