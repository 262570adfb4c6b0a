/// <reference path="./globals.d.ts" />

// The mailbox that everything is measured in: Gmail's address, a list of rows, a pane for messages.

import { html } from '../stage/html.js';
import { invitation } from '../stage/mail.js';

/** @typedef {(i: number) => import('../stage/html.js').Html} Row three elements and two texts, one of them a link */

export const MAILBOX = 'https://mail.google.com/mail/u/0/';

/** A row as mailboxes have them, leading to a place within. @type {Row} */
export const ownRow = (i) => html`<div><b>Sender</b><a href="#inbox/FMfcgzQXJ${i}">Subject ${i}</a></div>`;

/** A row as no mailbox has ten thousand: each leads somewhere else, by the 250 characters of a newsletter's link. @type {Row} */
export const foreignRow = (i) =>
  html`<div>
    <b>Sender</b
    ><a href="https://news.example.com/2024/05/title-${i}?utm_source=mail&id=${String(i).padEnd(190, 'x')}"
      >Subject ${i}</a
    >
  </div>`;

/** @param {number} first @param {number} count @param {Row} row */
export const rows = (first, count, row) => Array.from({ length: count }, (_, i) => row(first + i).source).join('');

/** The page's own script. It goes there as text. */
function script() {
  const pane = /** @type {HTMLElement} */ (document.querySelector('.a3s'));
  window.mailbox = {
    show(markup) {
      pane.innerHTML = markup;
    },
    open: (markup, target) =>
      new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (pane.querySelector('a[style*="inline-flex"]')?.getAttribute('href') !== target) return;
          observer.disconnect();
          resolve(performance.now() - begun);
        });
        const begun = performance.now();
        pane.innerHTML = markup;
        observer.observe(pane, { subtree: true, attributeFilter: ['href'] });
      }),
    scroll(markup) {
      document.querySelector('.rows')?.insertAdjacentHTML('beforeend', markup);
    },
  };
}

/** @param {number} links in the list @param {Row} row */
export const mailbox = (links, row) => `<!doctype html>
<meta charset="utf-8">
<title>Inbox</title>
<div class="adn"><div class="ii gt"><div class="a3s"></div></div></div>
<div class="rows">${rows(0, links, row)}</div>
<script>(${script})()</script>`;

/** Another invitation each time, its links as the gateway left them. */
export function message() {
  const { html: markup, target } = invitation();
  return { markup, target };
}
