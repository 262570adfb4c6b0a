// The only writer to the links of a mail page. Keeps what stood there, so that everything can be put back, and writes
// nothing twice.

import { getAttribute, isConnected, removeAttribute, setAttribute } from './dom.js';
import { addressAttribute, addressOf, hasOther, isBeingEdited } from './links.js';

/** @typedef {import('../protocol.js').Judgement} Judgement */
/** @typedef {import('../protocol.js').Mode} Mode */
/** @typedef {ReturnType<typeof createLinks>} Links */

/**
 * @typedef {object} Held what is known of a link
 * @property {string} judged its address when it was judged
 * @property {Judgement} judgement
 * @property {Map<string, string | null>} before what the page last wrote where we wrote since
 * @property {number} writes in the second that began at `since`
 * @property {number} since
 * @property {boolean} isContested the page answers each of our writes with one of its own
 */

/** A page that writes back at once, each time, would hang the tab. After so many writes in a second it wins. */
const MOST_WRITES = 64;

/** @param {Element} link @param {string} name @param {string | null} value */
function write(link, name, value) {
  if (value === null) removeAttribute(link, name);
  else setAttribute(link, name, value);
}

/** @param {Element} link @param {Held} held */
function restore(link, { judgement, before }) {
  // An address that is not ours any more came with attributes of its own.
  if (addressOf(link) !== judgement.target) return;
  for (const [name, value] of before) write(link, name, value);
}

/** @param {readonly string[]} [drops] the attributes in which the webmail keeps a second address */
export function createLinks(drops = []) {
  /** @type {WeakMap<object, Held>} */
  const all = new WeakMap();
  /** @type {Set<Element>} */
  const present = new Set();
  /** @type {Mode} */
  let mode = 'off';

  /** Whether a click must end at the verdict's target. @param {Held} held */
  const isMended = ({ judgement }) => mode === 'fix' && judgement.verdict === 'accept';

  /** @param {Element} link @param {Held} held */
  function mend(link, held) {
    /** @param {string} name @param {string | null} value */
    const set = (name, value) => {
      const now = getAttribute(link, name);
      if (now === value) return;
      held.before.set(name, now);
      held.writes += 1;
      write(link, name, value);
    };
    set(addressAttribute(link), held.judgement.target);
    for (const name of drops) set(name, null);
    set('ping', null); // would tell the gateway of the click
    // The mailbox's own tab and frames are no place for an invitation, and any name may be one of theirs.
    if (!/^_blank$/i.test(getAttribute(link, 'target') ?? '')) {
      set('target', '_blank');
      set('rel', 'noopener noreferrer');
    }
  }

  /** Whether clicks on what was promised to lead to an invitation lead elsewhere. @param {Element} link */
  const isShared = (link) => all.get(link)?.judgement.verdict === 'accept' && hasOther(link);

  /** @param {Held} held */
  function mayWrite(held) {
    const now = performance.now();
    if (now - held.since > 1000) Object.assign(held, { since: now, writes: 0 });
    held.isContested ||= held.writes >= MOST_WRITES;
    return !held.isContested;
  }

  /**
   * Brings a link to its verdict. Says whether the verdict is still about this link: the page may have given it
   * another address since, made it part of a draft, or put another link in it.
   * @param {Element} link
   */
  function put(link) {
    const held = all.get(link);
    if (held === undefined) return false;
    const address = addressOf(link);
    const isMine = isMended(held) && address === held.judgement.target;
    if ((!isMine && address !== held.judged) || isBeingEdited(link) || isShared(link)) return false;
    present.add(link);
    if (isMended(held) && mayWrite(held)) mend(link, held);
    return true;
  }

  return {
    present,
    isMended,
    isShared,
    put,

    /** @param {Mode} now */
    setMode(now) {
      mode = now;
    },

    getMode: () => mode,

    /** @param {object} link */
    get: (link) => all.get(link),

    /** Whether a click must wait until the reader knows more. @param {Held} held */
    isGuarded: ({ judgement: { verdict } }) => mode === 'fix' && (verdict === 'lost' || verdict === 'suspicious'),

    /**
     * Takes a link's verdict and acts on it; says what `put` says.
     * @param {Element} link
     * @param {string} judged
     * @param {Judgement} judgement anything but `other`, unless it is why the press is asked about
     */
    hold(link, judged, judgement) {
      all.set(link, { judged, judgement, before: new Map(), writes: 0, since: 0, isContested: false });
      if (put(link)) return true;
      all.delete(link); // nothing is written yet, and whoever presses it shall find nothing
      return false;
    },

    /**
     * The same at the last moment before a click: nothing that the page did since counts.
     * @param {Element} link @param {Held} held
     */
    putForClick: mend,

    /** Puts back what stood there and forgets the link. @param {Element} link */
    release(link) {
      const held = all.get(link);
      if (held === undefined) return;
      restore(link, held);
      all.delete(link);
      present.delete(link);
    },

    /** Lets go of what has left the page. */
    sweep() {
      for (const link of present) if (!isConnected(link)) present.delete(link);
    },
  };
}
