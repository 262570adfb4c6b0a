// Who sent a message, as webmails show it.

/**
 * The address that stands in an element, or in one of its attributes.
 * @param {Element | null | undefined} element
 * @param {string} [attribute]
 */
export const addressIn = (element, attribute) =>
  (attribute === undefined ? element?.textContent : element?.getAttribute(attribute))?.match(
    /[^\s<>"'()]{1,64}@[^\s<>"'()]{1,255}/,
  )?.[0];

/**
 * The page around a frame of the same origin, or the page itself.
 * @param {Element} body
 */
export const pageAround = ({ ownerDocument }) =>
  ownerDocument.defaultView?.frameElement?.ownerDocument ?? ownerDocument;
