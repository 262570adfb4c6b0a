// What a mark opens: where its link goes, how it came to be so, and the addresses themselves.

import { documentOf, rootElementOf, windowOf } from './dom.js';
import { inLanguage } from './language.js';
import { TAG, addressList, build, factList, icon, rich, words } from './surface.js';

/** @typedef {import('./faces.js').Subject} Subject */
/** @typedef {'press' | 'approach'} Interest whoever only comes near a mark may be on the way elsewhere */

/** Between a mark and its card, and between the card and the edge. */
const GAP = 6;

/** A card that a pointer opens waits so long before it comes, and before it goes. */
const PATIENCE_MS = 250;

/** @param {Document} document @param {string} text */
async function copy(document, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A frame of another origin may not write to the clipboard, but may copy when somebody presses a button.
    const window = windowOf(document) ?? globalThis;
    /** @param {Event} event */
    const give = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      /** @type {ClipboardEvent} */ (event).clipboardData?.setData('text/plain', text);
    };
    window.addEventListener('copy', give, { capture: true, once: true });
    document.execCommand('copy');
    window.removeEventListener('copy', give, { capture: true });
  }
}

/** A button that copies a text. @param {Document} document @param {import('./note.js').Text} name @param {string} text */
export function copier(document, name, text) {
  const button = build(document, 'button', { type: 'button' }, words(name));
  button.addEventListener('click', async () => {
    await copy(document, text);
    button.replaceChildren(words(['action_copied']));
  });
  return button;
}

/** @param {Document} document @param {Subject} subject */
function buildCard(document, { note, target, original }) {
  const heading = build(document, 'h2', { id: 'heading' }, ...rich(document, note.title));
  const card = build(
    document,
    'div',
    { class: 'card', popover: 'auto', role: 'dialog', tabindex: '-1', 'aria-labelledby': 'heading', ...inLanguage() },
    build(document, 'div', { class: 'head' }, icon(document, note.tone), heading),
    ...note.body.map((text) => build(document, 'p', {}, ...rich(document, text))),
    factList(document, note.facts),
    addressList(document, target, original),
  );
  // Where there is something to do about a link, its address is not one to take along.
  if (target !== null && note.steps.length === 0) {
    card.append(build(document, 'div', { class: 'foot' }, copier(document, ['action_copy'], target)));
  }
  return card;
}

/** There is one at a time. */
export function createCard() {
  /** @type {HTMLElement | null} */
  let card = null;
  /** @type {HTMLElement | null} */
  let owner = null;
  let timer = 0;
  let shown = new AbortController();

  function close() {
    clearTimeout(timer);
    shown.abort();
    owner?.removeAttribute('aria-expanded');
    card?.remove();
    card = owner = null;
  }

  function closeSoon() {
    clearTimeout(timer);
    // Whoever went into it by a key or a press leaves it by themselves.
    if (!card?.matches(':focus-within')) timer = setTimeout(close, PATIENCE_MS);
  }

  /** @param {HTMLElement} mark @param {Subject} subject */
  function show(mark, subject) {
    close();
    const document = documentOf(mark);
    const fresh = buildCard(document, subject);
    card = fresh;
    owner = mark;
    mark.setAttribute('aria-expanded', 'true');
    mark.after(fresh);
    fresh.showPopover();
    place(fresh, mark);

    fresh.addEventListener('pointerenter', () => clearTimeout(timer));
    fresh.addEventListener('pointerleave', closeSoon);
    // The addresses, unfolded, may have no room there.
    fresh.querySelector('details')?.addEventListener('toggle', () => place(fresh, mark));
    // The browser would give the focus back to what it can see from outside of our root, which is nothing.
    fresh.addEventListener('beforetoggle', ({ newState }) => {
      if (newState === 'closed' && fresh.matches(':focus-within')) mark.focus({ preventScroll: true });
    });
    fresh.addEventListener('toggle', ({ newState }) => {
      if (newState === 'closed' && card === fresh) close();
    });
    shown = new AbortController();
    windowOf(document)?.addEventListener(
      'scroll',
      ({ target }) => {
        if (/** @type {Element} */ (target).localName !== TAG) close();
      },
      { capture: true, passive: true, signal: shown.signal },
    );
  }

  return {
    close,

    /** @param {HTMLElement} mark @param {Interest} interest @param {Subject} subject */
    open(mark, interest, subject) {
      clearTimeout(timer);
      if (interest === 'press') {
        if (owner !== mark) show(mark, subject);
        card?.focus();
      } else if (owner !== mark) {
        timer = setTimeout(() => show(mark, subject), PATIENCE_MS);
      }
      mark.addEventListener('pointerleave', closeSoon, { once: true });
    },
  };
}

/** Below the mark, or above it where there is no room. @param {HTMLElement} card @param {HTMLElement} mark */
function place(card, mark) {
  const { clientWidth = 0, clientHeight = 0 } = rootElementOf(documentOf(mark)) ?? {};
  const at = mark.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = card.dir === 'rtl' ? at.right - width : at.left;
  const below = at.bottom + GAP;
  const top = below + height + GAP > clientHeight && at.top - GAP - height > 0 ? at.top - GAP - height : below;
  card.style.left = `${Math.max(GAP, Math.min(left, clientWidth - width - GAP))}px`;
  card.style.top = `${Math.max(GAP, Math.min(top, clientHeight - height - GAP))}px`;
}
