// The third of the content scripts. Reaches whatever a mail page is made of, as it comes: its document, open and closed
// shadow roots, and the one kind of frame that gets no content script of its own. Looks at added nodes only, and while
// the page is loading at nothing but the list of links that the browser keeps.

import { contains, findAll, getAttribute, matches, rootElementOf, tagOf, typeOf, windowOf } from './dom.js';
import { LINKS } from './links.js';

/**
 * @typedef {object} Reached
 * @property {(target: Window | ShadowRoot, signal: AbortSignal) => void} arm puts listeners on it; called again with
 *   the same target when the page may have erased them
 * @property {(links: Set<Element>) => void} links new ones, and ones with a changed attribute
 * @property {(element: Element) => void} edited somebody may have begun to write in it
 * @property {() => void} changed after every change of the page
 */

/** While a page is loading. A reader takes longer to find a button. */
const BETWEEN_LOOKS_MS = 100;

/** @param {Node} node @returns {node is Document} */
const isDocument = (node) => typeOf(node) === Node.DOCUMENT_NODE;

/** @param {Element} element */
const isLink = (element) => /^(a|area)$/.test(tagOf(element));

const EDITABLE = 'contenteditable';

/**
 * Horde's way to an empty frame. Chromium runs no content script in it, Firefox only sometimes.
 * @param {Element} frame
 */
const isScripted = (frame) => /^\s*javascript:/i.test(getAttribute(frame, 'src') ?? '');

/** Custom elements, which is what shadow roots hang on. No selector can say so, and a walk would take four times as long. */
const CUSTOM = new XPathEvaluator().createExpression("descendant-or-self::*[contains(local-name(), '-')]");

/** Whether the page around this frame does the work in it. */
const isReachedFromOutside = () => window.frameElement !== null && isScripted(window.frameElement);

const { dom } = chrome;

/**
 * The shadow root of an element, closed or not: extensions have a key, each browser another one.
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
const shadowOf = (element) =>
  dom
    ? dom.openOrClosedShadowRoot(/** @type {HTMLElement} */ (element))
    : /** @type {any} */ (element).openOrClosedShadowRoot;

/**
 * @param {Reached} reached
 * @param {string[]} attributes the attributes of links that matter
 * @param {string} [shadowHosts] elements that may hide a shadow root, custom elements apart
 */
export function createReach(reached, attributes, shadowHosts) {
  /** Where there may be more than meets the eye. */
  const places = ['iframe, frame', shadowHosts].filter(Boolean).join(', ');
  const watched = { subtree: true, attributeFilter: [...attributes, EDITABLE] };
  const observer = new MutationObserver(follow);
  // `document.write` replaces everything and erases the listeners of document and window.
  const rewrites = new MutationObserver((records) => {
    for (const { target } of records) arm(/** @type {Document} */ (target));
  });
  let listening = new AbortController();
  /** @type {WeakSet<Node>} */
  let entered = new WeakSet();

  /** @param {MutationRecord[]} records */
  function follow(records) {
    /** @type {Set<Element>} */
    const links = new Set();
    /** What was looked through last. @type {Element | null} */
    let seen = null;
    for (const record of records) {
      const { type, target } = record;
      if (type === 'childList') {
        // What lies in an element added in the same breath was seen with it.
        if (seen !== null && contains(seen, target)) continue;
        for (const node of record.addedNodes) {
          if (typeOf(node) !== Node.ELEMENT_NODE) continue;
          seen = /** @type {Element} */ (node);
          look(seen, links);
        }
      } else if (record.attributeName === EDITABLE) {
        reached.edited(/** @type {Element} */ (target));
      } else if (isLink(/** @type {Element} */ (target))) {
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

  /** @param {Element} element @param {Set<Element>} links @param {Set<Element>} [known] */
  function look(element, links, known) {
    if (matches(element, LINKS)) links.add(element);
    const listed = findAll(element, LINKS);
    for (let i = 0; i < listed.length; i += 1) {
      const link = /** @type {Element} */ (listed[i]);
      if (!known?.has(link)) links.add(link);
    }
    if (matches(element, places)) open(element);
    for (const place of findAll(element, places)) open(place);
    const custom = CUSTOM.evaluate(element, XPathResult.UNORDERED_NODE_SNAPSHOT_TYPE);
    for (let i = 0; i < custom.snapshotLength; i += 1) openShadow(/** @type {Element} */ (custom.snapshotItem(i)));
  }

  /** @param {Element} place */
  function open(place) {
    if (/^i?frame$/.test(tagOf(place))) openFrame(/** @type {HTMLIFrameElement} */ (place));
    else openShadow(place);
  }

  /** @param {HTMLIFrameElement} frame */
  function openFrame(frame) {
    if (!isScripted(frame)) return;
    const enterIt = () => {
      if (frame.contentDocument) enter(frame.contentDocument);
    };
    frame.addEventListener('load', enterIt, { signal: listening.signal });
    enterIt();
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
    if (isDocument(root)) rewrites.observe(root, { childList: true });
    if (root === document && document.readyState === 'loading') followLoading();
    else lookAround(root);
  }

  /** @param {Document | ShadowRoot} root @param {Set<Element>} [known] links that were seen already */
  function lookAround(root, known) {
    observer.observe(root, { ...watched, childList: true });
    /** @type {Set<Element>} */
    const links = new Set();
    for (const child of isDocument(root) ? [rootElementOf(root)] : root.children) {
      if (child) look(child, links, known);
    }
    tell(links);
  }

  /**
   * A page that is loading adds node by node, and to follow each would cost more than all else. The browser finds links
   * quickly by itself, so a look every now and then does; what a script puts between those seen is found in the end.
   */
  function followLoading() {
    const { signal } = listening;
    /** @type {Set<Element>} */
    const known = new Set();
    let isLoading = true;
    let lookedAt = 0;
    observer.observe(document, watched);
    /** @param {number} [now] */
    const step = (now = 0) => {
      if (signal.aborted || !isLoading) return;
      isLoading = document.readyState === 'loading';
      if (!isLoading) return lookAround(document, known);
      requestAnimationFrame(step);
      const root = rootElementOf(document);
      if (root === null || now - lookedAt < BETWEEN_LOOKS_MS) return;
      lookedAt = now;
      const listed = findAll(root, LINKS);
      const links = new Set();
      for (let i = known.size; i < listed.length; i += 1) links.add(listed[i]);
      for (const link of links) known.add(link);
      if (links.size > 0) tell(links);
    };
    document.addEventListener('DOMContentLoaded', () => step(), { signal });
    step();
  }

  return {
    start() {
      listening = new AbortController();
      entered = new WeakSet();
      enter(document);
    },
    stop() {
      observer.disconnect();
      rewrites.disconnect();
      listening.abort();
    },
  };
}

globalThis.straightwayReach = isReachedFromOutside() ? null : createReach;
