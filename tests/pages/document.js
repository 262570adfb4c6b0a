// The documents that webmails' pages are made of.

import { Html, html } from '../stage/html.js';
import { rewriteLinks } from './links.js';

/** @typedef {import('../stage/mail.js').Mail} Mail */

/**
 * A document. What has `data-draw` in it is drawn anew on a `redraw` event of its window.
 *
 * @param {string} title
 * @param {Html | Html[]} body
 * @param {string[]} [scripts] their addresses
 */
export const page = (title, body, scripts = []) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        ${[...scripts, '/shared/redraw.js'].map((address) => html`<script src="${address}" defer></script>`)}
      </head>
      <body>
        ${body}
      </body>
    </html>`;

/**
 * A mail's markup with the attributes that a webmail gives to links.
 *
 * @param {Mail} mail
 * @param {(href: string) => Record<string, string | null>} [attributesFor]
 */
export const shown = ({ html: body }, attributesFor = () => ({})) =>
  new Html(rewriteLinks(body, (href) => ({ target: '_blank', rel: 'noopener noreferrer', ...attributesFor(href) })));
