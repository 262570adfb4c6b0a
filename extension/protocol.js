// The messages between content scripts and the background: their shapes, and the parser of what content scripts send. Such
// a script may have been taken over by the page it runs in, so nothing of it is passed on that was not looked at here. The
// background's own messages need no parser: nobody else can send them.

import { PLACE } from './invitation.js';
import { MOST } from './limits.js';

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
 * @property {boolean} unlistedSender whether the message's sender is known, and is nobody that Atlassian invites as
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
 * @typedef {object} SiftRequest content → background: which of many addresses are worth a question of their own?
 * @property {'sift'} kind
 * @property {string | null} webmail the adapter's id
 * @property {string[]} addresses
 *
 * @typedef {object} Sifted background → content: all others are unrelated
 * @property {'sifted'} kind
 * @property {Mode} mode
 * @property {number[]} worth the places of those that are, in the request's list
 *
 * @typedef {object} Refused background → content: no answer to this request
 * @property {'refused'} kind
 * @property {string} why for developers
 *
 * @typedef {Verdicts | Refused} JudgeReply
 *
 * @typedef {object} CheckRequest our pages → background: tell all about one link
 * @property {'check'} kind
 * @property {string} href
 *
 * @typedef {object} Checked background → our pages
 * @property {'checked'} kind
 * @property {Mode} mode
 * @property {Judgement} judgement
 * @property {Decoded} decoded
 * @property {(string | null)[]} way what was in each wrapper, outermost first, where it is known
 * @property {GatewayInfo[]} gateways those that were met
 *
 * @typedef {object} Decoded what is behind a link's wrappers, whether or not it may be used
 * @property {string | null} target
 * @property {string[]} trail
 * @property {{ gateway: string, hint: string | null } | null} opaque
 *
 * @typedef {object} GatewayInfo
 * @property {string} id
 * @property {string} name
 * @property {string} vendor
 * @property {string[]} hosts
 * @property {'decodable' | 'host-hint' | 'opaque'} state
 * @property {string | null} exemption how to have it leave a link alone, in its maker's words
 *
 * @typedef {object} OverviewRequest our pages → background: what holds here, and who says so
 * @property {'overview'} kind
 *
 * @typedef {object} Overview background → our pages
 * @property {'overview'} kind
 * @property {Policy} policy the settings in force
 * @property {string[]} fixed those that the person cannot change
 * @property {Record<string, unknown>} managed what the administrator has laid down, as it was received
 * @property {number | null} received when that was, in milliseconds
 * @property {Record<string, unknown>} own what the person has chosen
 * @property {{ path: string, reason: string, expected: string, found: string }[]} problems
 * @property {GatewayInfo[]} gateways
 *
 * @typedef {object} LogRequest our pages → background: what the event log holds, or: empty it
 * @property {'log' | 'clear-log'} kind
 *
 * @typedef {object} EventLog background → our pages
 * @property {'log'} kind
 * @property {import('./log.js').Entry[]} entries the oldest first
 *
 * @typedef {object} Policy
 * @property {Mode} mode
 * @property {'after-invitation' | 'always' | 'off'} landingGuard
 * @property {string[]} webmailHosts
 * @property {{ name: string, host: string, parameter: string, coding: string }[]} extraGateways
 * @property {string[]} disabledGateways
 * @property {string} organizationName
 * @property {string} supportEmail
 * @property {string} supportUrl
 * @property {boolean} lockSettings
 * @property {boolean} showOnboarding
 * @property {'off' | 'basic' | 'verbose'} logLevel
 * @property {string} policyVersion
 *
 * @typedef {object} PressedRequest content or landing page → background: a link with a verdict is followed
 * @property {'pressed'} kind
 * @property {string} address what was judged; it is judged again, so that nothing else has to be believed
 *
 * @typedef {object} NearRequest content → background: somebody may soon follow a link with a verdict
 * @property {'near'} kind
 *
 * @typedef {object} OpenRequest content → background: a mended link is followed in a frame that may not open a tab itself
 * @property {'open'} kind
 * @property {string} address what was judged; the tab goes where it leads by a judgement of its own
 *
 * @typedef {object} FoundRequest content → background: there is something else in this frame than until now
 * @property {'found'} kind
 *
 * @typedef {'idle' | 'mended' | 'warning' | 'off'} State what there is to say of a page in a word
 *
 * @typedef {object} ArrivedRequest id.atlassian.com's content script → background: a page was reached, which the browser
 *   names by itself
 * @property {'arrived'} kind
 *
 * @typedef {object} SeenRequest content or popup → background: what a mailbox shows of invitations
 * @property {'seen'} kind
 * @property {string[]} rows what those in its list are to
 * @property {{ place: string, address: string }[]} opened those whose message is open
 *
 * @typedef {object} CausesRequest content → background: why may the invitation of this link not be accepted?
 * @property {'causes'} kind
 * @property {string} address
 * @property {string | null} place what it is to, if the message says so
 *
 * @typedef {object} LandingRequest landing page → background: what is remembered, or: the start page is wanted
 * @property {'landed' | 'continue'} kind
 *
 * @typedef {JudgeRequest | SiftRequest | NearRequest | PressedRequest | OpenRequest | FoundRequest | ArrivedRequest
 *   | SeenRequest | CausesRequest} Request
 *
 * @typedef {object} Remembered an invitation that somebody is on the way with
 * @property {string | null} target
 * @property {string | null} place what it is to
 * @property {number} at when it was seen, in milliseconds
 * @property {boolean} isWhole whether it came to Atlassian as it was sent
 * @property {Judgement} judgement what the core said of the link
 *
 * @typedef {object} Landing background → landing page
 * @property {'landing'} kind
 * @property {Remembered | null} here this tab's
 * @property {Remembered[]} others
 * @property {string[]} pending the places that several open invitations were seen to
 * @property {Policy} policy
 * @property {GatewayInfo[]} gateways
 *
 * @typedef {object} Detour background → id.atlassian.com's content script: the login there would lose this invitation
 * @property {'detour'} kind
 * @property {Remembered} invitation
 *
 * @typedef {object} Pending background → whoever saw invitations
 * @property {'pending'} kind
 * @property {string[]} places those with several open invitations
 *
 * @typedef {object} Causes background → content
 * @property {'causes'} kind
 * @property {import('./causes.js').Cause[]} causes
 *
 * @typedef {object} Noted background → whoever told something
 * @property {'noted'} kind
 *
 * @typedef {JudgeReply | Sifted | Checked | Overview | EventLog | Landing | Detour | Pending | Causes | Noted} Reply
 *
 * @typedef {object} Settings background → content: other settings hold from now on
 * @property {'settings'} kind
 * @property {Mode} mode
 * @property {boolean | null} siteOff `null`: the tab's site may not be known, and what held there still holds
 */

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

/** An adapter's id. @type {Parser<string>} */
const id = (value, place) => {
  if (typeof value !== 'string' || !/^[a-z0-9][a-z0-9._-]{0,63}$/.test(value)) throw new Malformed(place, 'an id');
  return value;
};

/** What an invitation is to: a workspace, or a site. @type {Parser<string>} */
const place = (value, where) => {
  if (typeof value !== 'string' || !PLACE.test(value)) throw new Malformed(where, 'a workspace or a site');
  return value;
};

/** @template {string} T @param {T} wanted @returns {Parser<T>} */
const exactly = (wanted) => (value, place) => {
  if (value !== wanted) throw new Malformed(place, wanted);
  return wanted;
};

/** @template T @param {Parser<T>} parse @returns {Parser<T | null>} */
const orNull = (parse) => (value, place) => (value === null ? null : parse(value, place));

/** @template T @param {Parser<T>} parse @param {number} most @returns {Parser<T[]>} */
const list = (parse, most) => (value, place) => {
  if (!Array.isArray(value) || value.length > most) throw new Malformed(place, `a list of at most ${most}`);
  return Array.from(value, (item, index) => parse(item, `${place}[${index}]`));
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

const judgeRequest = record({
  kind: exactly('judge'),
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

/** The characters of all the texts that a request goes through the core with. @param {string[]} texts @param {string} place */
function limitCharacters(texts, place) {
  const characters = texts.reduce((sum, { length }) => sum + length, 0);
  if (characters > MOST.characters) throw new Malformed(place, `at most ${MOST.characters} characters in all`);
}

/** @type {Parser<string[]>} */
const addresses = (value, place) => {
  const parsed = list(address, MOST.links)(value, place);
  limitCharacters(parsed, place);
  return parsed;
};

/** What content scripts tell, and what they ask beside verdicts. @type {Map<string, Parser<Request>>} */
const TOLD = new Map(
  Object.entries({
    sift: record({ kind: exactly('sift'), webmail: orNull(id), addresses }),
    near: record({ kind: exactly('near') }),
    pressed: record({ kind: exactly('pressed'), address }),
    open: record({ kind: exactly('open'), address }),
    found: record({ kind: exactly('found') }),
    arrived: record({ kind: exactly('arrived') }),
    seen: record({
      kind: exactly('seen'),
      rows: list(place, MOST.seen),
      opened: list(record({ place, address }), MOST.seen),
    }),
    causes: record({ kind: exactly('causes'), address, place: orNull(place) }),
  }),
);

/** What only our own pages ask. @type {Map<string, Parser<CheckRequest | OverviewRequest | LogRequest | LandingRequest>>} */
const ASKED_BY_PAGES = new Map(
  Object.entries({
    check: record({ kind: exactly('check'), href: address }),
    overview: record({ kind: exactly('overview') }),
    log: record({ kind: exactly('log') }),
    'clear-log': record({ kind: exactly('clear-log') }),
    landed: record({ kind: exactly('landed') }),
    continue: record({ kind: exactly('continue') }),
  }),
);

/**
 * What one of our own pages asks, beside what content scripts do. What it shows was often pasted in by hand.
 *
 * @param {unknown} message
 * @returns {CheckRequest | OverviewRequest | LogRequest | LandingRequest | Request}
 * @throws {Malformed}
 */
export function parsePageRequest(message) {
  const parse = ASKED_BY_PAGES.get(kindOf(message));
  if (parse) return parse(message, 'request');
  return parseRequest(message);
}

/** @param {unknown} message */
const kindOf = (message) =>
  typeof message === 'object' && message !== null && 'kind' in message && typeof message.kind === 'string'
    ? message.kind
    : '';

/**
 * What a content script asks or tells.
 *
 * @param {unknown} message
 * @returns {Request}
 * @throws {Malformed}
 */
export function parseRequest(message) {
  const parse = TOLD.get(kindOf(message));
  if (parse) return parse(message, 'request');
  const request = judgeRequest(message, 'request');
  limitCharacters(
    request.links.flatMap(({ href, safeRedirect, originalSrc }) => [href, safeRedirect ?? '', originalSrc ?? '']),
    'request.links',
  );
  return request;
}
