// The DOM of a hostile page. A form's fields and a document's images shadow the properties of the
// form or document under their own names (`<form><input name="parentNode"></form>`), so whatever
// may be one of those is asked through the prototypes.

/**
 * @param {object} prototype
 * @param {string} property
 * @returns {(object: object) => any}
 */
function getter(prototype, property) {
  const { get } = /** @type {{ get: () => any }} */ (Object.getOwnPropertyDescriptor(prototype, property));
  return (object) => Reflect.apply(get, object, []);
}

/**
 * @param {Function} method
 * @returns {(object: object, ...parameters: any[]) => any}
 */
const method =
  (method) =>
  (object, ...parameters) =>
    Reflect.apply(method, object, parameters);

/** @type {(node: Node) => number} */
export const typeOf = getter(Node.prototype, 'nodeType');

/** @type {(node: Node) => ParentNode | null} */
export const parentOf = getter(Node.prototype, 'parentNode');

/** @type {(node: Node) => boolean} */
export const isConnected = getter(Node.prototype, 'isConnected');

/** @type {(node: Node) => Document} */
export const documentOf = getter(Node.prototype, 'ownerDocument');

/** @type {(element: Element) => string} */
export const textOf = getter(Node.prototype, 'textContent');

/** @type {(element: Element) => string} */
export const tagOf = getter(Element.prototype, 'localName');

/** @type {(element: Element) => string | null} */
export const namespaceOf = getter(Element.prototype, 'namespaceURI');

/** @type {(document: Document) => Element | null} */
export const rootElementOf = getter(Document.prototype, 'documentElement');

/** @type {(document: Document) => (Window & typeof globalThis) | null} */
export const windowOf = getter(Document.prototype, 'defaultView');

/** @type {(document: Document) => string} */
export const designModeOf = getter(Document.prototype, 'designMode');

/** @type {(element: Element, selector: string) => NodeListOf<Element>} */
export const findAll = method(Element.prototype.querySelectorAll);

const findAllInDocument = method(Document.prototype.querySelectorAll);
const findAllInShadow = method(DocumentFragment.prototype.querySelectorAll);

/** In all of a document or shadow root. @param {Document | ShadowRoot} root @param {string} selector @returns {NodeListOf<Element>} */
export const findAllIn = (root, selector) =>
  (typeOf(root) === Node.DOCUMENT_NODE ? findAllInDocument : findAllInShadow)(root, selector);

/**
 * Goes through a list that the browser made, which takes three times as long with an iterator.
 * @template T
 * @param {{ readonly length: number, readonly [at: number]: T }} list
 * @param {(item: T) => void} visit
 */
export function forEach(list, visit) {
  for (let i = 0; i < list.length; i += 1) visit(/** @type {T} */ (list[i]));
}

/** @type {(element: Element, selector: string) => Element | null} */
export const findFirst = method(Element.prototype.querySelector);

/** @type {(document: Document, selector: string) => Element | null} */
export const findFirstIn = method(Document.prototype.querySelector);

/** The element itself, or the nearest around it. @type {(element: Element, selector: string) => Element | null} */
export const closest = method(Element.prototype.closest);

/** @type {(element: Element, selector: string) => boolean} */
export const matches = method(Element.prototype.matches);

/** @type {(element: Element, name: string) => string | null} */
export const getAttribute = method(Element.prototype.getAttribute);

/** @type {(element: Element, name: string, value: string) => void} */
export const setAttribute = method(Element.prototype.setAttribute);

/** @type {(element: Element, name: string) => void} */
export const removeAttribute = method(Element.prototype.removeAttribute);

/** @type {(element: Element) => DOMRect} */
export const boxOf = method(Element.prototype.getBoundingClientRect);

/** @type {(element: Element, added: Element) => void} */
export const insertBefore = method(Element.prototype.before);

/** @type {(element: Element, added: Element) => void} */
export const insertAfter = method(Element.prototype.after);

/** @type {(document: Document, tag: string) => HTMLElement} */
export const createElement = method(Document.prototype.createElement);

/** @type {(document: Document, namespace: string, tag: string) => Element} */
export const createElementNS = method(Document.prototype.createElementNS);

/** @type {(node: Node, other: Node) => boolean} */
export const contains = method(Node.prototype.contains);

const positionOf = method(Node.prototype.compareDocumentPosition);

/** @type {(node: Node, other: Node) => boolean} */
export const isBefore = (node, other) => (positionOf(node, other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

const walk = method(Document.prototype.createTreeWalker);

/** The pieces of text below an element. @param {Document} document @param {Element} root @returns {Iterable<Text>} */
export function* textsIn(document, root) {
  const walker = /** @type {TreeWalker} */ (walk(document, root, NodeFilter.SHOW_TEXT));
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) yield /** @type {Text} */ (text);
}

const previousOf = getter(Element.prototype, 'previousElementSibling');
const nextOf = getter(Element.prototype, 'nextElementSibling');

/** The elements on both sides. @type {(element: Element) => [Element | null, Element | null]} */
export const siblingsOf = (element) => [previousOf(element), nextOf(element)];
