// What we draw on: closed shadow roots in the page, with one style sheet to a document and elements built by hand.
// Neither the page's styles nor its content security policy reach in there, nor its scripts.

import { createElement, createElementNS, documentOf, windowOf } from './dom.js';

/** @typedef {import('./note.js').Text} Text */

/** The element that holds our root. Frames' scripts know each other's by this name. */
export const TAG = 'straightway-note';

/**
 * Whether something happens in what we have drawn. A shadow root of the page's, with ours in it, hides that from `target`.
 * @param {Event} event
 */
export const isOurs = (event) => /** @type {Element | undefined} */ (event.composedPath()[0])?.localName === TAG;

/** It, in markup: Chromium writes down what is in the root as well. */
const OURS = new RegExp(`<${TAG}\\b.*?</${TAG}>`, 'gs');

/** @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/** @param {Document} document */
function sheetFor(document) {
  let sheet = sheets.get(document);
  if (sheet === undefined) {
    sheet = new (windowOf(document) ?? window).CSSStyleSheet();
    sheet.replaceSync(globalThis.straightwayStyles);
    sheets.set(document, sheet);
  }
  return sheet;
}

/**
 * What is copied or dragged out of a page has nothing of ours in it: Chromium takes along every element that is drawn.
 * @param {EventTarget} target
 * @param {AbortSignal} signal
 */
export function staysBehind(target, signal) {
  /** @param {Event} event */
  const onCopy = (event) => {
    if (isOurs(event)) return; // somebody copies what a card says
    const sheet = sheetFor(documentOf(/** @type {Element} */ (event.target)));
    sheet.insertRule(':host { display: none !important }', sheet.cssRules.length);
    setTimeout(() => sheet.deleteRule(sheet.cssRules.length - 1));
  };
  /** @param {Event} event */
  const onDrag = (event) => {
    const { dataTransfer } = /** @type {DragEvent} */ (event);
    const markup = dataTransfer?.getData('text/html') ?? '';
    if (markup.includes(TAG)) dataTransfer?.setData('text/html', markup.replaceAll(OURS, ''));
  };
  for (const type of ['copy', 'cut']) target.addEventListener(type, onCopy, { capture: true, passive: true, signal });
  target.addEventListener('dragstart', onDrag, { capture: true, passive: true, signal });
}

/**
 * An element of ours for a page, and the root in it.
 * @param {Document} document
 */
export function createSurface(document) {
  const host = createElement(document, TAG);
  const root = host.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [sheetFor(document)];
  // What happens in here is no click on the message around it.
  for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick']) {
    host.addEventListener(type, (event) => event.stopPropagation());
  }
  return { host, root };
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Document} document
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function build(document, tag, attributes, ...children) {
  const element = /** @type {HTMLElementTagNameMap[Tag]} */ (createElement(document, tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** What each tone is drawn as, besides its colour: a way through, a question, an exclamation. */
const GLYPHS = {
  mended: 'M2.5 8h10.5M9.5 4.5 13 8l-3.5 3.5M7 1.8v3M7 11.2v3',
  quiet: 'M5.7 6.2a2.3 2.3 0 1 1 3.3 2.1c-.7.4-1 .8-1 1.5M8 12.3v.1',
  warning: 'M8 3.6v5.6M8 12.2v.1',
  danger: 'M8 3.6v5.6M8 12.2v.1',
};

/**
 * A line, in a square of 16.
 * @param {Document} document
 * @param {string} line
 */
export function drawing(document, line) {
  const svg = createElementNS(document, SVG, 'svg');
  const path = createElementNS(document, SVG, 'path');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', line);
  svg.append(path);
  return svg;
}

/**
 * @param {Document} document
 * @param {import('./note.js').Note['tone']} tone
 * @param {string} [line] the tone's own unless given
 */
export const icon = (document, tone, line = GLYPHS[tone]) =>
  build(document, 'i', { class: 'icon', 'data-tone': tone }, drawing(document, line));

/** A message's words. @param {Text} text */
export const words = ([key, ...values]) => chrome.i18n.getMessage(key, values);

/** Stands at both ends of what fills a message's gap, until the message is taken apart there. */
const GAP = '\uE000';

/**
 * A message's words with what fills the gaps set off: a host keeps its own direction in any sentence.
 * @param {Document} document
 * @param {Text} text
 */
export const rich = (document, [key, ...values]) =>
  words([key, ...values.map((value) => GAP + value + GAP)])
    .split(GAP)
    .map((part, i) => (i % 2 ? build(document, 'b', {}, build(document, 'bdi', {}, part)) : part));

/** @param {Document} document @param {import('./note.js').Note['facts']} facts */
export const factList = (document, facts) =>
  build(
    document,
    'dl',
    {},
    ...facts.flatMap(([name, value]) => [
      build(document, 'dt', {}, words(name)),
      build(document, 'dd', {}, build(document, 'bdi', {}, value)),
    ]),
  );

/**
 * Addresses in full, folded away.
 * @param {Document} document
 * @param {string | null} target
 * @param {string} original
 */
export function addressList(document, target, original) {
  const details = build(document, 'details', {}, build(document, 'summary', {}, words(['addresses'])));
  for (const [name, address] of [
    ['address_target', target],
    ['address_original', original],
  ]) {
    if (!name || !address || (address === target && name === 'address_original')) continue;
    details.append(
      build(document, 'h3', {}, words([name])),
      build(document, 'code', { dir: 'ltr', translate: 'no', tabindex: '0' }, address),
    );
  }
  return details;
}
