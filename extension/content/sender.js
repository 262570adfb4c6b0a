// Who sent a message, as webmails show it. A mail may have put there what is looked for.

import { documentOf, getAttribute, textOf, windowOf } from './dom.js';

const ADDRESS = /[^\s<>"'()]{1,64}@[^\s<>"'()]{1,255}/;

/**
 * The address that stands in an element, or in one of its attributes.
 * @param {Element | null | undefined} element
 * @param {string} [attribute]
 */
export function addressIn(element, attribute) {
  const text = element && (attribute === undefined ? textOf(element) : getAttribute(element, attribute));
  return text?.match(ADDRESS)?.[0];
}

/**
 * The page around a frame of the same origin, or the page itself.
 * @param {Element} body
 */
export function pageAround(body) {
  const own = documentOf(body);
  const frame = windowOf(own)?.frameElement;
  return frame ? documentOf(frame) : own;
}
