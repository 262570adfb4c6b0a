// The settings in force: the administrator's, and where he has laid nothing down, the person's own. What they mean, the
// core knows.

import { isLocked, keptManaged, ManagedSettings } from './policy.js';

/** @typedef {import('./policy.js').Managed} Managed */

/** Where this browser keeps what the person has chosen, under the names that policies use. */
const OWN = 'preferences';

/** What a person may choose. The rest describes an organisation. */
export const PERSONAL = ['mode', 'landingGuard', 'disabledGateways', 'logLevel'];

/** A choice that is not the person's to make. */
export class Fixed extends Error {
  /** @param {string} name the setting's */
  constructor(name) {
    super(`${name} is set by the organisation`);
    this.name = 'Fixed';
  }
}

/** The names of the settings that a person cannot change. @param {Managed} managed */
const fixedBy = (managed) => (isLocked(managed) ? PERSONAL : PERSONAL.filter((name) => Object.hasOwn(managed, name)));

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
      this.#last = { managed, own, merged: isLocked(managed) ? managed : { ...own, ...managed } };
    }
    return this.#last.merged;
  }

  /** The names of the settings that the person cannot change. */
  async fixed() {
    return fixedBy(await this.#managed.current());
  }

  /** Where the settings in force come from. */
  async sources() {
    const [managed, own, received] = await Promise.all([this.#managed.current(), this.#own, this.#managed.received()]);
    return { managed, own, received };
  }

  /** The settings in force, once the browser has said what the administrator's are. */
  async settled() {
    await this.#managed.refreshed();
    return this.current();
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

/**
 * Keeps a choice of the person's. No message leads here: only our own pages can choose.
 *
 * @param {string} name
 * @param {unknown} value
 * @throws {Fixed}
 */
export async function choose(name, value) {
  const { storage } = chrome;
  if (!PERSONAL.includes(name) || fixedBy(await keptManaged(storage)).includes(name)) throw new Fixed(name);
  await storage.local.set({ [OWN]: { ...(await readOwn(storage)), [name]: value } });
}
