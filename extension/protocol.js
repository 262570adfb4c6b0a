// The messages between content scripts and the background: their shapes, and the only parser of incoming ones. Whoever
// sends them may have been taken over by the page it runs in, so nothing is passed on that was not looked at here.

/**
 * @typedef {object} Link a link of a message, as the page has it
 * @property {string} href
 * @property {string | null} label what the reader sees of it
 * @property {string | null} safeRedirect Gmail's second address
 * @property {string | null} originalSrc Outlook's note of the first address, which a mail can forge
 *
 * @typedef {'fix' | 'warn' | 'off'} Mode
 * @typedef {'accept' | 'lost' | 'opaque' | 'suspicious' | 'other'} Verdict
 *
 * @typedef {object} Judgement what the core thinks of one link
 * @property {Verdict} verdict
 * @property {string} reason one of the core's codes, such as `bare-host`
 * @property {string | null} target where the click must go, would land or really goes, as the verdict has it
 * @property {string | null} host the target's
 * @property {string | null} site the customer site that the target names
 * @property {string | null} product
 * @property {number | null} expires Unix seconds
 * @property {string[]} trail the wrappers undone, outermost first
 * @property {string | null} gateway the wrapper to name to the reader
 * @property {string | null} hint the host that an opaque wrapper names
 *
 * @typedef {object} JudgeRequest content → background: a message's links
 * @property {'judge'} kind
 * @property {string | null} webmail the adapter's id
 * @property {string | null} sender the message's, as a bare address
 * @property {Link[]} links
 *
 * @typedef {object} Verdicts background → content: one judgement for each link, in their order
 * @property {'verdicts'} kind
 * @property {Mode} mode
 * @property {Judgement[]} judgements
 * @property {Record<string, string>} names how to call the gateways that the judgements name by their ids
 *
 * @typedef {object} Refused background → content: no answer to this request
 * @property {'refused'} kind
 * @property {string} why for developers
 *
 * @typedef {Verdicts | Refused} JudgeReply
 *
 * @typedef {object} Settings background → content: other settings hold from now on
 * @property {'settings'} kind
 * @property {Mode} mode
 * @property {boolean} siteOff
 */

/** What a request may hold at most. A longer list is asked about in parts, a longer address not at all. */
export const MOST = {
  links: 5000,
  /** The characters of one address. */
  address: 64 * 1024,
  /** The characters of a link's label, of a host, of a name. */
  label: 1024,
  /** The characters of all of a request's links. */
  characters: 16 * 1024 * 1024,
};

/** A message of a shape that nobody of ours sends. Its text names the place, never the content. */
export class Malformed extends Error {
  /** @param {string} place @param {string} expected */
  constructor(place, expected) {
    super(`${place}: expected ${expected}`);
    this.name = 'Malformed';
  }
}

/**
 * @template T
 * @typedef {(value: unknown, place: string) => T} Parser gives the value back, freshly made, or throws `Malformed`
 */

/** @param {number} most @returns {Parser<string>} */
const text = (most) => (value, place) => {
  if (typeof value !== 'string' || value.length > most)
    throw new Malformed(place, `text of at most ${most} characters`);
  return value;
};

/** A code of ours: an adapter, a reason. @type {Parser<string>} */
const id = (value, place) => {
  if (typeof value !== 'string' || !/^[a-z0-9][a-z0-9._-]{0,63}$/.test(value)) throw new Malformed(place, 'an id');
  return value;
};

/** @type {Parser<number>} */
const seconds = (value, place) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Malformed(place, 'seconds');
  return value;
};

/** @type {Parser<boolean>} */
const flag = (value, place) => {
  if (typeof value !== 'boolean') throw new Malformed(place, 'true or false');
  return value;
};

/** @template {string} T @param {...T} values @returns {Parser<T>} */
const oneOf =
  (...values) =>
  (value, place) => {
    const found = values.find((each) => each === value);
    if (found === undefined) throw new Malformed(place, values.join(' or '));
    return found;
  };

/** @template T @param {Parser<T>} parse @returns {Parser<T | null>} */
const orNull = (parse) => (value, place) => (value === null ? null : parse(value, place));

/** @template T @param {Parser<T>} parse @param {number} most @returns {Parser<T[]>} */
const list = (parse, most) => (value, place) => {
  if (!Array.isArray(value) || value.length > most) throw new Malformed(place, `a list of at most ${most}`);
  return Array.from(value, (item, index) => parse(item, `${place}[${index}]`));
};

/** @template T @param {Parser<T>} parse @param {number} most @returns {Parser<Record<string, T>>} */
const dictionary = (parse, most) => (value, place) => {
  if (typeof value !== 'object' || value === null) throw new Malformed(place, 'an object');
  const entries = Object.entries(value);
  if (entries.length > most) throw new Malformed(place, `at most ${most} entries`);
  return Object.fromEntries(entries.map(([key, item]) => [key, parse(item, place)]));
};

/**
 * An object with exactly these fields of its own.
 *
 * @template {Record<string, Parser<any>>} Fields
 * @param {Fields} fields
 * @returns {Parser<{ [Name in keyof Fields]: ReturnType<Fields[Name]> }>}
 */
const record = (fields) => (value, place) => {
  if (typeof value !== 'object' || value === null) throw new Malformed(place, 'an object');
  const names = Object.keys(fields);
  const given = Object.keys(value);
  if (given.length !== names.length || !names.every((name) => Object.hasOwn(value, name))) {
    throw new Malformed(place, `an object of ${names.join(', ')}`);
  }
  const parsed = names.map((name) => [
    name,
    fields[name]?.(/** @type {Record<string, unknown>} */ (value)[name], `${place}.${name}`),
  ]);
  return Object.fromEntries(parsed);
};

const address = text(MOST.address);
const label = text(MOST.label);
const mode = oneOf('fix', 'warn', 'off');
const MOST_LAYERS = 64;
const MOST_NAMES = 1000;

const judgeRequest = record({
  kind: oneOf('judge'),
  webmail: orNull(id),
  sender: orNull(label),
  links: list(
    record({
      href: address,
      label: orNull(label),
      safeRedirect: orNull(address),
      originalSrc: orNull(address),
    }),
    MOST.links,
  ),
});

const verdictsReply = record({
  kind: oneOf('verdicts'),
  mode,
  judgements: list(
    record({
      verdict: oneOf('accept', 'lost', 'opaque', 'suspicious', 'other'),
      reason: id,
      target: orNull(address),
      host: orNull(label),
      site: orNull(label),
      product: orNull(label),
      expires: orNull(seconds),
      trail: list(label, MOST_LAYERS),
      gateway: orNull(label),
      hint: orNull(label),
    }),
    MOST.links,
  ),
  names: dictionary(label, MOST_NAMES),
});

const refusedReply = record({ kind: oneOf('refused'), why: label });

const settingsNotice = record({ kind: oneOf('settings'), mode, siteOff: flag });

/**
 * In the background: what a content script asks.
 *
 * @param {unknown} message
 * @returns {JudgeRequest}
 * @throws {Malformed}
 */
export function parseRequest(message) {
  const request = judgeRequest(message, 'request');
  const characters = request.links.reduce(
    (sum, { href, safeRedirect, originalSrc }) =>
      sum + href.length + (safeRedirect?.length ?? 0) + (originalSrc?.length ?? 0),
    0,
  );
  if (characters > MOST.characters)
    throw new Malformed('request.links', `at most ${MOST.characters} characters in all`);
  return request;
}

/**
 * In a content script: what the background answers.
 *
 * @param {unknown} message
 * @param {number} links how many were asked about
 * @returns {JudgeReply}
 * @throws {Malformed}
 */
export function parseReply(message, links) {
  if (kindOf(message) === 'refused') return refusedReply(message, 'reply');
  const reply = verdictsReply(message, 'reply');
  if (reply.judgements.length !== links) throw new Malformed('reply.judgements', `a list of ${links}`);
  return reply;
}

/**
 * In a content script: what the background says unasked.
 *
 * @param {unknown} message
 * @returns {Settings}
 * @throws {Malformed}
 */
export function parseNotice(message) {
  return settingsNotice(message, 'notice');
}

/** @param {unknown} message */
function kindOf(message) {
  return typeof message === 'object' && message !== null && 'kind' in message ? message.kind : undefined;
}
