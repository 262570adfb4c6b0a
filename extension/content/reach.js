// Reaches whatever a mail page is made of, as it comes: its document, open and closed shadow roots, and the one kind of
// frame that gets no content script of its own. Looks at added nodes only.

import { findAll, getAttribute, matches, parentOf, rootElementOf, tagOf, typeOf, windowOf } from './dom.js';
import { LINKS } from './links.js';

/**
 * @typedef {object} Reached
 * @property {(target: Window | ShadowRoot, signal: AbortSignal) => void} arm puts listeners on it; called again with
 *   the same target when the page may have erased them
 * @property {(links: Set<Element>) => void} links new ones, and ones with a changed attribute
 * @property {(element: Element) => void} edited somebody may have begun to write in it
 * @property {() => void} changed after every change of the page
 */

/** @param {Node} node @returns {node is Document} */
const isDocument = (node) => typeOf(node) === Node.DOCUMENT_NODE;

const EDITABLE = 'contenteditable';

/**
 * Horde's way to an empty frame. Chromium runs no content script in it, Firefox only sometimes.
 * @param {Element} frame
 */
const isScripted = (frame) => /^\s*javascript:/i.test(getAttribute(frame, 'src') ?? '');

/** Custom elements, which is what shadow roots hang on. No selector can say so, and a walk would take four times as long. */
const CUSTOM = new XPathEvaluator().createExpression("descendant-or-self::*[contains(local-name(), '-')]");

/** Whether the page around this frame does the work in it. */
export const isReachedFromOutside = () => window.frameElement !== null && isScripted(window.frameElement);

/**
 * The shadow root of an element, closed or not: extensions have a key, each browser another one.
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
const shadowOf = (element) =>
  chrome.dom
    ? chrome.dom.openOrClosedShadowRoot(/** @type {HTMLElement} */ (element))
    : /** @type {any} */ (element).openOrClosedShadowRoot;

/**
 * @param {Reached} reached
 * @param {string[]} attributes the attributes of links that matter
 * @param {string} [shadowHosts] elements that may hide a shadow root, custom elements apart
 */
export function createReach(reached, attributes, shadowHosts) {
  const interesting = [LINKS, 'iframe, frame', shadowHosts].filter(Boolean).join(', ');
  const watched = { subtree: true, childList: true, attributeFilter: [...attributes, EDITABLE] };
  const observer = new MutationObserver(follow);
  let listening = new AbortController();
  /** @type {WeakSet<Node>} */
  let entered = new WeakSet();

  /** @param {MutationRecord[]} records */
  function follow(records) {
    /** @type {Set<Element>} */
    const links = new Set();
    /** @type {Set<Node | null>} */
    const seen = new Set();
    for (const { type, target, attributeName, addedNodes } of records) {
      if (type === 'childList') {
        // `document.write` replaces everything and erases the listeners of document and window.
        if (isDocument(target)) arm(target);
        for (const node of addedNodes) {
          if (typeOf(node) !== Node.ELEMENT_NODE) continue;
          // What lies in an element added in the same breath was seen with it.
          if (!seen.has(parentOf(node))) look(/** @type {Element} */ (node), links);
          seen.add(node);
        }
      } else if (attributeName === EDITABLE) {
        reached.edited(/** @type {Element} */ (target));
      } else if (matches(/** @type {Element} */ (target), LINKS)) {
        links.add(/** @type {Element} */ (target));
      }
    }
    tell(links);
  }

  /** @param {Set<Element>} links */
  function tell(links) {
    if (links.size > 0) reached.links(links);
    reached.changed();
  }

  /** @param {Element} element @param {Set<Element>} links */
  function look(element, links) {
    if (matches(element, interesting)) sort(element, links);
    for (const found of findAll(element, interesting)) sort(found, links);
    const custom = CUSTOM.evaluate(element, XPathResult.UNORDERED_NODE_SNAPSHOT_TYPE);
    for (let i = 0; i < custom.snapshotLength; i += 1) openShadow(/** @type {Element} */ (custom.snapshotItem(i)));
  }

  /** @param {Element} element @param {Set<Element>} links */
  function sort(element, links) {
    const tag = tagOf(element);
    if (tag === 'a' || tag === 'area') links.add(element);
    else if (tag === 'iframe' || tag === 'frame') openFrame(/** @type {HTMLIFrameElement} */ (element));
    else openShadow(element);
  }

  /** @param {HTMLIFrameElement} frame */
  function openFrame(frame) {
    if (!isScripted(frame)) return;
    const open = () => {
      if (frame.contentDocument) enter(frame.contentDocument);
    };
    frame.addEventListener('load', open, { signal: listening.signal });
    open();
  }

  /** @param {Element} element */
  function openShadow(element) {
    const root = shadowOf(element);
    if (root) enter(root);
  }

  /**
   * A page attaches a shadow root without a word; whoever points into it shows it.
   * @param {Event} event
   */
  function visit(event) {
    const path = event.composedPath();
    for (const node of path) if (node instanceof ShadowRoot) enter(node);
    if (path[0] instanceof HTMLElement) openShadow(path[0]); // a closed root keeps what is in it to itself
  }

  /** @param {Document | ShadowRoot} root */
  function arm(root) {
    const target = isDocument(root) ? windowOf(root) : root.mode === 'closed' ? root : null;
    if (target === null) return; // in an open root, its window sees what happens
    const { signal } = listening;
    reached.arm(target, signal);
    target.addEventListener('pointerover', visit, { capture: true, passive: true, signal });
  }

  /** @param {Document | ShadowRoot} root */
  function enter(root) {
    if (entered.has(root)) return;
    entered.add(root);
    arm(root);
    observer.observe(root, watched);
    /** @type {Set<Element>} */
    const links = new Set();
    for (const child of isDocument(root) ? [rootElementOf(root)] : root.children) if (child) look(child, links);
    tell(links);
  }

  return {
    start() {
      listening = new AbortController();
      entered = new WeakSet();
      enter(document);
    },
    stop() {
      observer.disconnect();
      listening.abort();
    },
  };
}
