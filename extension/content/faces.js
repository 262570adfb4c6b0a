// The second of the content scripts: all that people see in a mail page. It knows nothing of the page but the links it
// is told to speak about.

import { createCard } from './card.js';
import { warn } from './dialog.js';
import { createMarks } from './mark.js';
import { noteOn } from './note.js';

/** @typedef {import('../protocol.js').Judgement} Judgement */
/** @typedef {import('./apply.js').Held} Held */

/**
 * @typedef {object} Told what the faces have to ask for
 * @property {(link: Element) => Element | null} messageOf the element that holds the link's message, if it is known
 * @property {(link: object) => Held | undefined} heldOf
 * @property {() => Omit<import('./note.js').Context, 'language'>} context
 * @property {(held: Held) => void} pressed a link is followed from here
 */

/** @typedef {ReturnType<typeof createFaces>} Faces */

/** @param {Told} told */
export function createFaces({ messageOf, heldOf, context, pressed }) {
  /** @type {WeakMap<Judgement, import('./note.js').Note>} */
  const notes = new WeakMap();
  const card = createCard();
  const marks = createMarks({ messageOf, explain });

  /** @param {Judgement} judgement */
  function noteFor(judgement) {
    const known = notes.get(judgement);
    if (known !== undefined) return known;
    const note = noteOn(judgement, { ...context(), language: chrome.i18n.getUILanguage() });
    notes.set(judgement, note);
    return note;
  }

  /** @param {Element} link @param {Held} held */
  function warnOf(link, held) {
    const { judgement, judged } = held;
    const addresses = { address_target: judgement.target, address_original: judged };
    warn(link, noteFor(judgement), addresses, () => pressed(held));
  }

  /** @param {HTMLButtonElement} mark @param {Element} link @param {import('./card.js').Interest} interest */
  function explain(mark, link, interest) {
    const held = heldOf(link);
    if (held === undefined) return;
    const { judgement, judged } = held;
    const note = noteFor(judgement);
    if (interest === 'press' && note.steps.length > 0) return warnOf(link, held);

    card.open(mark, interest, {
      note,
      target: judgement.verdict === 'accept' ? judgement.target : null,
      original: judged,
    });
  }

  return {
    ...marks,
    warn: warnOf,

    /** @param {Element} link @param {Held} held */
    show: (link, { judgement }) => marks.show(link, noteFor(judgement)),

    close: card.close,
  };
}

globalThis.straightwayFaces = createFaces;
