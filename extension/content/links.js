// What a page says of its links. What a link is worth, the core decides.

import { MOST } from '../limits.js';

/** @typedef {import("../protocol.js").Link} Link */
/** @typedef {import("./webmail.js").Webmail} Webmail */

/**
 * Everything a click can follow away from here, SVG's links with them, and little else: an address without a scheme or a
 * host leads back into the webmail. Browsers read backslashes as slashes, but one more search would cost every page.
 */
export const LINKS = ['a[*|href*=":"]', 'a[*|href*="//"]', 'area[href*=":"]', 'area[href*="//"]'];

/** How an address begins that has a host and no scheme, as browsers read it. */
const SCHEMELESS = /^[^!-\uffff]*[\\/][\t\n\r]*[\\/][\\/\t\n\r]*/;

/** What the browser follows, whatever it is made of. */
export const FOLLOWED = ':any-link';

/** As much of a link's text as tells a button from another. */
const LABEL_LENGTH = 200;

// Nothing shadows the properties of a link, so these are asked as they are: there may be thousands.

/** The attribute a link's address stands in: old SVG has one of its own. @param {Element} link */
export const addressAttribute = (link) => (link.hasAttribute('href') ? 'href' : 'xlink:href');

/**
 * The address as it is written, but with its scheme: webmails are pages of https. The `href` property would cost four
 * times as much and hide how an address was disguised.
 * @param {Element} link
 */
export const addressOf = (link) =>
  (link.getAttribute('href') ?? link.getAttribute('xlink:href'))?.replace(SCHEMELESS, 'https://') ?? null;

/**
 * Whether to ask about an address.
 * @param {string | null} address
 * @returns {address is string}
 */
export const isAskable = (address) => address !== null && address.length <= MOST.address && address.includes(':');

/** What a reader sees of a link, or hears of its picture; of one without words, an empty text. @param {Element} link */
export const labelOf = (link) =>
  (link.textContent?.trim() || link.querySelector('[alt]')?.getAttribute('alt') || '').slice(0, LABEL_LENGTH).trim();

/**
 * @param {Element} link
 * @param {string} href
 * @param {Pick<Webmail, 'redirect' | 'original'>} webmail
 * @returns {Link}
 */
export const describeLink = (link, href, { redirect, original }) => ({
  href,
  label: labelOf(link),
  safeRedirect: secondAddress(link, redirect),
  originalSrc: secondAddress(link, original),
});

/** @param {Element} link @param {string | undefined} name */
function secondAddress(link, name) {
  const address = name === undefined ? null : link.getAttribute(name);
  return address !== null && address.length <= MOST.address ? address : null;
}

/** Where somebody can write. What else a mail makes of the attribute means nothing. */
const EDITABLE = ':is([contenteditable=""], [contenteditable=true i], [contenteditable=plaintext-only i])';

/** Whether somebody is writing here: a draft, or the reply that quotes a message. @param {Element} link */
export const isBeingEdited = (link) =>
  /** @type {HTMLElement} */ (link).isContentEditable || link.closest(EDITABLE) !== null;

/** Whether a click on a link may be one on another in it, or on a place of a map: then the browser follows that. @param {Element} link */
export const hasOther = (link) => link.querySelector(`${FOLLOWED}, [usemap]`) !== null;
