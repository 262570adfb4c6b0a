// The local event log: what was judged, pressed and caught, for whoever has to find out why an invitation got lost. It stays
// in this browser until somebody copies it out.
//
// An entry is made of words from closed lists and of numbers. A word that is on no list is left out, whoever it came from,
// so no address, token, name or text of a mail can get in.

import { HOSTS } from './report.js';

/**
 * @typedef {'judged' | 'pressed' | 'landed' | 'continued' | 'detour' | 'policy' | 'refused' | 'trap' | 'failure'} Event
 *
 * @typedef {object} Happened
 * @property {Event} event
 * @property {import('./protocol.js').Mode} [mode]
 * @property {Pick<import('./protocol.js').Judgement, 'verdict' | 'reason' | 'gateway' | 'host'> | null} [judgement]
 * @property {string | null} [webmail] its adapter's id
 * @property {string | undefined} [page] where it happened
 *
 * @typedef {object} Entry
 * @property {number} at in milliseconds, the first time
 * @property {number} last the last time
 * @property {number} count
 * @property {string} event
 * @property {string} [mode]
 * @property {string} [verdict]
 * @property {string} [reason]
 * @property {string} [gateway]
 * @property {string} [webmail]
 * @property {string} [on] the webmail's host, where it is one that the extension knows
 * @property {string} [to] the target's host, where it is one of Atlassian's for invitations
 *
 * @typedef {{ reasons: string[], gateways: string[], sites: string[] }} Vocabulary the lists that others keep
 */

const KEY = 'log';

/** The most entries that are kept. */
export const MOST_KEPT = 500;

/** The same again within this time, in milliseconds, only counts up: a mailbox is judged over and over. */
const SAME = 10 * 60_000;

/** How far back the same is looked for. */
const LOOKS_BACK = 20;

/** @type {readonly string[]} */
export const EVENTS = ['judged', 'pressed', 'landed', 'continued', 'detour', 'policy', 'refused', 'trap', 'failure'];
const MODES = ['fix', 'warn', 'off'];
const VERDICTS = ['accept', 'lost', 'opaque', 'suspicious', 'other'];

/** The adapters' ids. */
export const WEBMAILS = [
  'alps',
  'aol',
  'cypht',
  'default',
  'fastmail',
  'gmail',
  'gmx',
  'horde',
  'icloud',
  'mail-ru',
  'modoboa',
  'naver',
  'nextcloud',
  'open-xchange',
  'outlook',
  'proton',
  'qq',
  'roundcube',
  'snappymail',
  'sogo',
  't-online',
  'tuta',
  'yahoo',
  'yandex',
  'zimbra',
  'zoho',
];

/** In place of the name that an organisation has given a gateway of its own. */
export const OWN_GATEWAY = 'own-gateway';

/**
 * What is written down of something that happened; of what has no name here, nothing.
 *
 * @param {Happened} happened
 * @param {'basic' | 'verbose'} level
 * @param {Vocabulary} vocabulary
 * @param {number} now
 * @returns {Entry | null}
 */
export function entryOf({ event, mode, judgement, webmail, page }, level, { reasons, gateways, sites }, now) {
  if (!EVENTS.includes(event)) return null;
  const { verdict, reason, gateway, host } = judgement ?? {};
  const known = gateway && (gateways.includes(gateway) ? gateway : OWN_GATEWAY);
  const words = {
    mode: oneOf(MODES, mode),
    verdict: oneOf(VERDICTS, verdict),
    reason: oneOf(reasons, reason),
    gateway: known || undefined,
    webmail: oneOf(WEBMAILS, webmail),
    ...(level === 'verbose' && { on: oneOf(sites, hostOf(page)), to: oneOf(HOSTS, host) }),
  };
  const said = Object.entries(words).filter(([, word]) => word !== undefined);
  return { at: now, last: now, count: 1, event, ...Object.fromEntries(said) };
}

/** The list's own word. @param {readonly string[]} list @param {unknown} word */
const oneOf = (list, word) => list.find((each) => each === word);

/** @param {string | undefined} page */
const hostOf = (page) => (page !== undefined && URL.canParse(page) ? new URL(page).host : null);

/** What an entry says beside its times, in this order. @type {readonly (keyof Entry)[]} */
const SAYS = ['event', 'verdict', 'reason', 'gateway', 'webmail', 'mode', 'on', 'to'];

/** An entry's words. Browsers give its fields back in an order of their own. @param {Entry} entry */
export const wordsOf = (entry) => SAYS.flatMap((field) => entry[field] ?? []);

/** Whether two entries say the same but for their times. @param {Entry} one @param {Entry} other */
const isSame = (one, other) => SAYS.every((field) => one[field] === other[field]);

/** Adds an entry, the latest last. @param {Entry[]} entries @param {Entry} fresh */
export function add(entries, fresh) {
  const again = entries.slice(-LOOKS_BACK).find((each) => fresh.at - each.last < SAME && isSame(each, fresh));
  if (again === undefined) entries.push(fresh);
  else Object.assign(again, { last: fresh.last, count: again.count + fresh.count });
  entries.splice(0, entries.length - MOST_KEPT);
}

export class Log {
  #storage;
  #policy;
  #vocabulary;
  /** @type {Happened[]} */
  #waiting = [];
  /** @type {Promise<Vocabulary> | undefined} */
  #words;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();

  /**
   * @param {typeof chrome.storage} storage
   * @param {() => Promise<Pick<import('./protocol.js').Policy, 'logLevel'>>} policy
   * @param {() => Promise<Vocabulary>} vocabulary
   */
  constructor(storage, policy, vocabulary) {
    this.#storage = storage;
    this.#policy = policy;
    this.#vocabulary = vocabulary;
  }

  /** Writes down what happened, all that comes meanwhile in one go. @param {...Happened} happened */
  note(...happened) {
    if (happened.length === 0) return this.#turn;
    this.#waiting.push(...happened);
    this.#after(() => this.#write());
    return this.#turn;
  }

  /** The entries, the oldest first. */
  read() {
    return this.#after(() => this.#kept());
  }

  clear() {
    return this.#after(() => this.#storage.local.remove(KEY));
  }

  /** One after the other. @template T @param {() => Promise<T>} step @returns {Promise<T>} */
  #after(step) {
    const done = this.#turn.then(step);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #write() {
    const happened = this.#waiting.splice(0);
    if (happened.length === 0) return;
    const { logLevel } = await this.#policy();
    if (logLevel === 'off') return this.#storage.local.remove(KEY);
    // Of what is none of ours, `verbose` tells how much was left alone, and why.
    const told = happened.filter(({ judgement }) => judgement?.verdict !== 'other' || logLevel === 'verbose');
    if (told.length === 0) return;
    const vocabulary = await (this.#words ??= this.#vocabulary());
    const now = Date.now();
    const fresh = told.flatMap((each) => entryOf(each, logLevel, vocabulary, now) ?? []);
    const entries = await this.#kept();
    for (const entry of fresh) add(entries, entry);
    await this.#storage.local.set({ [KEY]: entries });
  }

  /** @returns {Promise<Entry[]>} */
  async #kept() {
    const { [KEY]: entries } = await this.#storage.local.get(KEY);
    return Array.isArray(entries) ? entries : [];
  }
}
