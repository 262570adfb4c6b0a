// The look of every page the stage shows in place of a real one: plain, and saying so.

import { readFileSync } from 'node:fs';
import { Html, html } from './html.js';

const STYLE = new Html(`<style>${readFileSync(new URL('stand-in.css', import.meta.url), 'utf8')}</style>`);

/**
 * @param {object} page
 * @param {string} page.host the host it stands in for
 * @param {string} page.title
 * @param {unknown} page.body
 */
export const standIn = ({ host, title, body }) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <link rel="icon" href="data:," />
        <title>${title} (stand-in for ${host})</title>
        ${STYLE}
      </head>
      <body>
        <header>Stand-in for <b>${host}</b></header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        <footer>
          Made by Straightway’s test stage on this computer. It is not ${host}, and nothing you do here leaves the
          machine.
        </footer>
      </body>
    </html>`;
