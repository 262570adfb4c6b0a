// The fourth of the content scripts: all that people see in a mail page. It knows nothing of the page but the links it is
// told to speak about.

import { createCard } from './card.js';
import { warn } from './dialog.js';
import { createMarks } from './mark.js';

/**
 * @typedef {object} Subject a link there is something to say about
 * @property {import('./note.js').Note} note
 * @property {string | null} target where the link leads now, or would lead, or really leads
 * @property {string} original the address in the mail
 * @property {{ link: Element, target: string | null } | null} instead an invitation that had better be opened
 * @property {(() => Promise<import('../causes.js').Cause[]>) | null} causes what else there may be to do
 *
 * @typedef {object} Told what the faces have to ask for
 * @property {(link: Element) => Element | null} messageOf the element that holds the link's message, if it is known
 * @property {(link: Element) => Subject | null} subjectOf
 * @property {(link: Element) => void} pressed a link is followed from here
 */

/** @param {Told} told */
export function createFaces({ messageOf, subjectOf, pressed }) {
  const card = createCard();
  const marks = createMarks({
    messageOf,
    explain(mark, link, interest) {
      const subject = subjectOf(link);
      if (subject === null) return;
      if (interest === 'press' && subject.note.steps.length > 0) warnOf(link, mark);
      else card.open(mark, interest, subject);
    },
  });

  /** Opens the warning about a link. @param {Element} link @param {Element} [from] what was pressed */
  function warnOf(link, from = link) {
    const subject = subjectOf(link);
    if (subject === null) return;
    // Whoever came near the mark first has a card open, or soon will.
    card.close();
    warn(link, from, subject, pressed);
  }

  return {
    ...marks,
    warn: warnOf,

    /** @param {Element} link */
    show(link) {
      const subject = subjectOf(link);
      if (subject !== null) marks.show(link, subject.note);
    },

    closeCard: card.close,
  };
}

globalThis.straightwayFaces = createFaces;
