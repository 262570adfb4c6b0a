// The third of the content scripts. Reaches whatever a mail page is made of, as it comes: its document, open and closed
// shadow roots, and the one kind of frame that gets no content script of its own. Looks at added nodes only, and while
// the page is loading at nothing but the list of links that the browser keeps.

import {
  contains,
  designModeOf,
  documentOf,
  findAll,
  findAllIn,
  forEach,
  getAttribute,
  matches,
  namespaceOf,
  rootElementOf,
  tagOf,
  typeOf,
  windowOf,
} from './dom.js';
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

/** Empty elements that may yet turn out to have a shadow. Whoever points at one finds it all the same. */
const MOST_EMPTY = 1000;

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

/** The links a page is full of, which browsers find quickest. */
const [MOST_LINKS = ''] = LINKS;

/** What shadow roots hang on where it is no custom element. */
const EMPTY = ':empty:is(div, section, article, main)';

// One by one, browsers find these several times as fast as all at once. In a small part of a page, the asking costs more.
const EACH = [...LINKS, 'iframe', 'frame', EMPTY];
const ALL = EACH.join(', ');

/** Custom elements, which is what shadow roots hang on. No selector can say so, and a walk would take four times as long. */
const CUSTOM = new XPathEvaluator().createExpression("descendant-or-self::*[contains(local-name(), '-')]");

/** Whether the page around this frame does the work in it. */
const isReachedFromOutside = () => window.frameElement !== null && isScripted(window.frameElement);

const HTML = 'http://www.w3.org/1999/xhtml';

const { dom } = chrome;

/**
 * The shadow root of an element, closed or not: extensions have a key, each browser another one. Only HTML's elements can
 * have one, and Chromium's key fits no others.
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
function shadowOf(element) {
  if (namespaceOf(element) !== HTML) return null;
  return dom
    ? dom.openOrClosedShadowRoot(/** @type {HTMLElement} */ (element))
    : /** @type {any} */ (element).openOrClosedShadowRoot;
}

/**
 * @param {Reached} reached
 * @param {string[]} attributes the attributes of links that matter
 */
export function createReach(reached, attributes) {
  const watched = { subtree: true, attributeFilter: [...attributes, EDITABLE] };
  const observer = new MutationObserver(follow);
  // `document.write` replaces everything and erases the listeners of document and window.
  const rewrites = new MutationObserver((records) => {
    for (const { target } of records) arm(/** @type {Document} */ (target));
  });
  // Nothing tells of a new shadow root but that its element grows, though nothing is in it.
  const growth = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (contentRect.height === 0) continue;
      growth.unobserve(target);
      openShadow(target);
    }
  });
  let awaited = 0;
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
        forEach(record.addedNodes, (node) => {
          if (typeOf(node) !== Node.ELEMENT_NODE) return;
          seen = /** @type {Element} */ (node);
          look(seen, links);
        });
      } else if (record.attributeName === EDITABLE) {
        reached.edited(/** @type {Element} */ (target));
        look(/** @type {Element} */ (target), links); // or they have ended
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

  /** A part of a page. @param {Element} element @param {Set<Element>} links */
  function look(element, links) {
    if (matches(element, ALL)) sort(element, links);
    forEach(findAll(element, ALL), (found) => sort(found, links));
    lookForCustom(element);
  }

  /** @param {Element} element @param {Set<Element>} links */
  function sort(element, links) {
    const tag = tagOf(element);
    if (tag === 'a' || tag === 'area') links.add(element);
    else if (tag === 'iframe' || tag === 'frame') openFrame(/** @type {HTMLIFrameElement} */ (element));
    else awaitGrowth(element);
  }

  /** @param {Element} element */
  function awaitGrowth(element) {
    if (awaited >= MOST_EMPTY) {
      growth.disconnect();
      awaited = 0;
    }
    growth.observe(element);
    awaited += 1;
  }

  /** @param {Element} element */
  function lookForCustom(element) {
    const custom = CUSTOM.evaluate(element, XPathResult.UNORDERED_NODE_SNAPSHOT_TYPE);
    for (let i = 0; i < custom.snapshotLength; i += 1) {
      const found = /** @type {Element} */ (custom.snapshotItem(i));
      if (!openShadow(found)) awaitGrowth(found);
    }
  }

  /** @param {HTMLIFrameElement} frame */
  function openFrame(frame) {
    const enterIt = () => {
      if (isScripted(frame) && frame.contentDocument) enter(frame.contentDocument);
    };
    frame.addEventListener('load', enterIt, { signal: listening.signal });
    enterIt();
  }

  /** Says whether there is one. @param {Element} element */
  function openShadow(element) {
    const root = shadowOf(element);
    if (root) enter(root);
    return root !== null;
  }

  /**
   * Whoever points into a shadow root or a document, or comes to it by the Tab key, shows it.
   * @param {Event} event
   */
  function visit(event) {
    const nodes = /** @type {Node[]} */ (event.composedPath().slice(0, -1)); // the window is last
    for (const node of nodes) if (typeOf(node) === Node.DOCUMENT_FRAGMENT_NODE) enter(/** @type {ShadowRoot} */ (node));
    const [innermost] = nodes;
    if (!innermost || typeOf(innermost) !== Node.ELEMENT_NODE) return;
    // A closed root keeps what is in it to itself.
    openShadow(/** @type {Element} */ (innermost));
    // Nothing tells that a whole document became one to write in.
    const document = documentOf(innermost);
    const root = designModeOf(document) === 'on' && rootElementOf(document);
    if (root) reached.edited(root);
  }

  /** @param {Document | ShadowRoot} root */
  function arm(root) {
    const target = isDocument(root) ? windowOf(root) : root.mode === 'closed' ? root : null;
    if (target === null) return; // in an open root, its window sees what happens
    const { signal } = listening;
    reached.arm(target, signal);
    for (const type of ['pointerover', 'focusin']) {
      target.addEventListener(type, visit, { capture: true, passive: true, signal });
    }
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
    for (const selector of EACH) {
      forEach(findAllIn(root, selector), (found) => {
        if (!known?.has(found)) sort(found, links);
      });
    }
    tell(links);
    const { signal } = listening;
    // Links are what people wait for, and each search through a big page takes its time.
    setTimeout(() => {
      if (signal.aborted) return;
      for (const child of isDocument(root) ? [rootElementOf(root)] : root.children) if (child) lookForCustom(child);
    });
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
      if (now - lookedAt < BETWEEN_LOOKS_MS) return;
      lookedAt = now;
      const listed = findAllIn(document, MOST_LINKS);
      const links = new Set();
      for (let i = known.size; i < listed.length; i += 1) links.add(listed[i]);
      for (const link of links) known.add(link);
      known.delete(/** @type {Element} */ (listed[listed.length - 1])); // its words may be on their way
      if (links.size > 0) tell(links);
    };
    window.addEventListener('DOMContentLoaded', () => step(), { signal });
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
      growth.disconnect();
      rewrites.disconnect();
      listening.abort();
    },
  };
}

globalThis.straightwayReach = isReachedFromOutside() ? null : createReach;
