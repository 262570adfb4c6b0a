// How webmails rewrite the links of a mail they show.

import { escape } from '../stage/html.js';

/** @param {string} text */
const unescape = (text) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/**
 * Gives every link of a mail other attributes.
 *
 * @param {string} html a mail's, which is ours, so its links are easily found
 * @param {(href: string) => Record<string, string | null>} attributesFor what to set, or, with `null`, to take away
 */
export const rewriteLinks = (html, attributesFor) =>
  html.replace(/<a ([^>]*)>/g, (_, inside) => {
    /** @type {Record<string, string | null>} */
    const attributes = {};
    for (const [, name = '', value = ''] of inside.matchAll(/([\w-]+)="([^"]*)"/g)) attributes[name] = unescape(value);
    Object.assign(attributes, attributesFor(attributes.href ?? ''));
    const written = Object.entries(attributes).flatMap(([name, value]) =>
      value === null ? [] : [`${name}="${escape(value)}"`],
    );
    return `<a ${written.join(' ')}>`;
  });
