// The click guarantee. These listeners are the first on the window, so no handler of the page gets
// an event on a link of ours: a mended link is left to the browser, a guarded one to the reader.
// Everything is decided at once, from what is known; no press waits for an answer.

import { contains, documentOf, matches, typeOf, windowOf } from './dom.js';
import { FOLLOWED } from './links.js';
import { isOurs } from './surface.js';

/** @typedef {import('./apply.js').Links} Links */

/**
 * @typedef {object} Deeds
 * @property {Links} links
 * @property {() => boolean} isAlive whether the extension is still there; where it is not, nothing is to be held back
 * @property {() => boolean} passesOn whether the webmail's own handlers may have the press of a mended link
 * @property {(link: Element, held: import('./apply.js').Held) => boolean} isGuarded whether a press must wait until the
 *   reader knows more
 * @property {(link: Element) => void} warn shows the reader what a guarded link would do
 * @property {(link: Element) => unknown} near told when the pointer or the focus comes upon a link with a verdict
 * @property {(link: Element) => void} pressed told when a link with a verdict is followed
 * @property {(link: Element) => void} open opens a mended link from where new tabs are allowed
 */

/** From the first touch to the last: pages act on any of these. */
const POINTER = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'auxclick', 'dragstart'];
const TOUCH = ['touchstart', 'touchend'];
const KEYS = ['keydown', 'keypress', 'keyup'];

/** What comes before them. */
const APPROACH = ['pointerover', 'focusin'];

const MIDDLE = 1;
const RIGHT = 2;

/** Whether a frame around a link lets no tab be opened, or may be such a one, except by hand. @param {Element} link */
function isBoxedIn(link) {
  let window = windowOf(documentOf(link));
  for (let frame = window?.frameElement; frame; frame = window?.frameElement) {
    const sandbox = frame.getAttribute('sandbox');
    if (sandbox !== null && !/\ballow-popups\b(?!-)/i.test(sandbox)) return true;
    window = windowOf(documentOf(frame));
  }
  return window !== window?.parent; // what is around a frame of another origin cannot be seen
}

/** @param {Element} node or a shadow root */
const isFollowed = (node) => typeOf(node) === Node.ELEMENT_NODE && matches(node, FOLLOWED);

/** Whether the browser would have put the page behind the mail. @param {Event} event */
function isByHand(event) {
  const { ctrlKey, metaKey, shiftKey, button } = /** @type {MouseEvent} */ (event);
  return ctrlKey || metaKey || shiftKey || button !== 0;
}

/** @param {Deeds} deeds */
export function createPressListener({ links, isAlive, passesOn, isGuarded, warn, near, pressed, open }) {
  /** @param {Event} event */
  const onPointer = (event) => {
    const { type, button } = /** @type {MouseEvent} */ (event);
    if (button !== RIGHT) decide(event, type === 'click' || (type === 'auxclick' && button === MIDDLE));
  };

  /** @param {Event} event */
  const onApproach = (event) => {
    const link = linkIn(event);
    const from = /** @type {Node | null} */ (/** @type {PointerEvent | FocusEvent} */ (event).relatedTarget);
    if (link && !(from && contains(link, from))) near(link);
  };

  /** The key that a note of ours got, until it is let go: by then the note may be gone. */
  let ownKey = '';

  /** @param {Event} event */
  const onKey = (event) => {
    const { type, key, repeat } = /** @type {KeyboardEvent} */ (event);
    if (!isAlive()) return;
    if (isOurs(event) || (type === 'keyup' && key === ownKey)) {
      // A mailbox's shortcuts are not meant by keys that our own notes get. What the keys do there is the browser's
      // doing and needs no listener; a key held down does nothing twice.
      event.stopImmediatePropagation();
      if (repeat && key === 'Enter') event.preventDefault();
      ownKey = type === 'keyup' ? '' : key;
    } else if (key === 'Enter') {
      decide(event, type === 'keydown');
    }
  };

  /** The link with a verdict that the browser would follow: of two, the inner one. @param {Event} event */
  const linkIn = (event) => {
    const path = /** @type {Element[]} */ (event.composedPath());
    const at = path.findIndex((node) => links.get(node));
    return at < 0 || path.slice(0, at).some(isFollowed) || !isAlive() ? undefined : path[at];
  };

  /** @param {Event} event @param {boolean} follows whether the browser would follow the link now */
  function decide(event, follows) {
    const link = linkIn(event);
    const held = link && links.get(link);
    if (link === undefined || held === undefined) return;
    if (isGuarded(link, held)) {
      event.stopImmediatePropagation();
      if (!follows && event.type !== 'dragstart') return;
      event.preventDefault();
      warn(link);
    } else if (links.isMended(held)) {
      links.putForClick(link, held);
      if (held.isContested || !passesOn()) event.stopImmediatePropagation();
      // A page that contests a link has its say between now and the browser's reading of the address. What no hand has
      // done opens no more tabs than the browser lets a page open.
      const isNoUse = held.isContested || (isBoxedIn(link) && !isByHand(event));
      if (follows && event.type !== 'keydown' && event.isTrusted && isNoUse) {
        event.preventDefault();
        open(link);
      }
    }
    // Enter becomes a click, unless it was stopped.
    if (follows && event.type !== 'keydown') pressed(link);
  }

  /** @param {EventTarget} target @param {AbortSignal} signal */
  return (target, signal) => {
    for (const type of POINTER) target.addEventListener(type, onPointer, { capture: true, signal });
    for (const type of TOUCH) target.addEventListener(type, onPointer, { capture: true, passive: true, signal });
    for (const type of APPROACH) target.addEventListener(type, onApproach, { capture: true, passive: true, signal });
    for (const type of KEYS) target.addEventListener(type, onKey, { capture: true, signal });
  };
}
