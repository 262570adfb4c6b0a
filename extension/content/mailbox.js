// The fifth of the content scripts: what a mailbox shows around a link, and what there is to say of the link because of it.

import { placeOf } from '../invitation.js';
import { MOST } from '../limits.js';
import { closest, contains, documentOf, findFirst, parentOf, rootElementOf, textOf, textsIn } from './dom.js';
import { language } from './language.js';
import { noteOn } from './note.js';
import { pageAround } from './sender.js';

/** @typedef {import('../protocol.js').Judgement} Judgement */
/** @typedef {import('./note.js').Note} Note */

/** Which workspace a message is about: Bitbucket's mails say it in their subject and again in their text, in English. */
const NAMED = /\binvited (?:you )?to join the ([\w.-]{1,80}) workspace on Bitbucket\b/;

/** What a message has in a list of messages. */
const ROW = 'tr, li, [role=row], [role=option], [role=listitem]';

/** Why an invitation may be one that waits to be accepted by this reader alone. */
const PENDING = ['invitation', 'tracked', 'bitbucket-invitation'];

/** @param {string | null | undefined} text */
function workspaceIn(text) {
  const [, name] = NAMED.exec(text ?? '') ?? [];
  return name === undefined ? null : `bitbucket.org/${name}`;
}

/** @param {Judgement | undefined} judgement */
function mayBePending(judgement) {
  const { verdict, reason = '' } = judgement ?? {};
  return PENDING.includes(reason) || verdict === 'opaque' || (verdict === 'lost' && reason !== 'expired');
}

/**
 * The workspaces that a list of messages names around an open message, one for each row.
 *
 * @param {Element} link in the message
 * @param {string | undefined} body what a message's own markup is in
 */
function workspacesListed(link, body) {
  /** @type {Map<Element, string>} */
  const rows = new Map();
  // Where nobody knows where a message begins and ends, its own page has no list that can be told from it.
  const own = body === undefined ? [] : [documentOf(link)];
  const outer = pageAround(link) === documentOf(link) ? [] : [pageAround(link)];
  for (const page of [...own, ...outer]) {
    const root = rootElementOf(page);
    if (root === null) continue;
    for (const text of textsIn(page, root)) {
      const place = workspaceIn(text.data);
      const row = place && closest(/** @type {Element} */ (parentOf(text)), ROW);
      // What is laid out in a table has rows as well: those with the message in them are none of the list.
      if (row && !contains(row, link) && !(body && (findFirst(row, body) ?? closest(row, body)))) rows.set(row, place);
    }
  }
  return [...rows.values()].slice(0, MOST.seen);
}

/**
 * @param {object} page
 * @param {import('./apply.js').Links} page.links
 * @param {(link: Element) => Element | null} page.messageOf the element that holds the link's message, if it is known
 * @param {() => string | undefined} page.body what a message's own markup is in
 * @param {(request: import('../protocol.js').SeenRequest) => Promise<import('../protocol.js').Reply | null>} page.send
 */
export function createMailbox({ links, messageOf, body, send }) {
  /** The gateways' names by their ids. @type {Record<string, string>} */
  const names = {};
  /** The places that this mailbox has shown several open invitations to. @type {string[]} */
  let several = [];
  /** @type {WeakMap<Judgement, Note>} */
  const notes = new WeakMap();

  /** What messages with invitations are about. @type {WeakMap<Element, string | null>} */
  const named = new WeakMap();

  /** What an invitation is to: by its address, else by what its message says. @param {Element} link */
  function placeFor(link) {
    const message = messageOf(link);
    const found = links.get(link);
    return (found && placeOf(found.judgement)) ?? (message && named.get(message)) ?? null;
  }

  /** @param {string | null} place */
  const isOneOfSeveral = (place) => place !== null && several.includes(place);

  return {
    names,
    placeFor,

    /** @param {Element} link @param {Judgement} judgement the link's */
    noteOn(link, judgement) {
      let note = notes.get(judgement);
      if (note === undefined) {
        const place = placeFor(link);
        const pending = judgement.verdict !== 'other' && isOneOfSeveral(place) ? place : null;
        note = noteOn(judgement, { mode: links.getMode(), names, language: language(), pending });
        notes.set(judgement, note);
      }
      return note;
    },

    /**
     * The invitation in whose message a link stands, and where it leads if that is known.
     * @param {Element} link
     */
    invitationBeside(link) {
      const message = messageOf(link);
      const beside = [...links.present].flatMap((each) => {
        const { verdict, target } = links.get(each)?.judgement ?? {};
        const isInvitation = verdict === 'accept' || verdict === 'lost' || verdict === 'opaque';
        if (!isInvitation || documentOf(each) !== documentOf(link) || messageOf(each) !== message) return [];
        return [{ link: each, target: (verdict === 'accept' && target) || null }];
      });
      return beside.find(({ target }) => target !== null) ?? beside[0] ?? null;
    },

    /**
     * Finds out whether invitations are some of several to one place.
     * @param {Element[]} appeared links
     * @returns {Promise<Element[]>} those that there is more to say of now
     */
    async lookForOthers(appeared) {
      const invitations = appeared.filter((link) => mayBePending(links.get(link)?.judgement)).slice(0, MOST.seen);
      const [first] = invitations;
      if (first === undefined) return [];
      const rows = workspacesListed(first, body());
      for (const message of new Set(invitations.map(messageOf))) {
        if (message !== null) named.set(message, workspaceIn(textOf(message)));
      }
      const opened = invitations.flatMap((link) => {
        const { judged = '', judgement } = links.get(link) ?? {};
        const place = placeFor(link);
        return place === null ? [] : [{ place, address: judgement?.target ?? judged }];
      });
      if (rows.length + opened.length === 0) return [];
      const reply = await send({ kind: 'seen', rows, opened });
      const fresh = reply?.kind === 'pending' ? reply.places.filter((place) => !several.includes(place)) : [];
      several = [...several, ...fresh];
      return [...links.present].filter((link) => {
        const place = placeFor(link);
        const { judgement } = links.get(link) ?? {};
        return place !== null && fresh.includes(place) && judgement && notes.delete(judgement);
      });
    },
  };
}

globalThis.straightwayMailbox = createMailbox;
