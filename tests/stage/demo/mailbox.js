// The demo's mailbox: a webmail page under Gmail's name and with the structure that Straightway's Gmail adapter looks
// for, in a dress of its own, so that nobody takes it for Gmail.

import path from 'node:path';
import { rewriteLinks } from '../../pages/links.js';
import { gateways } from '../gateways.js';
import { Html, html } from '../html.js';
import { standIn } from '../stand-in.js';
import { CANTEEN, LOOKALIKE, demoMails } from './mails.js';

/** @typedef {import('./mails.js').DemoMail} DemoMail */

export const ORIGIN = 'https://mail.google.com';
export const MAILBOX = `${ORIGIN}/mail/u/0/`;

/** As strict as webmails get: no script but the page's own, and no WebAssembly. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:";

/** Where the mails' other links lead. */
const ELSEWHERE = [
  {
    host: LOOKALIKE,
    title: 'This would be the forger’s page',
    text: 'It would look like Atlassian’s and ask for a password.',
  },
  { host: CANTEEN, title: 'This week’s menu', text: 'On Thursday there are dumplings.' },
  { host: 'www.atlassian.com', title: 'About the product', text: 'An ordinary page, reached by an ordinary link.' },
];

const TIME = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat('en', { weekday: 'short' });

/** @param {Date} date */
const when = (date) => (Date.now() - date.getTime() < 20 * 3_600_000 ? TIME : DAY).format(date);

/** What Gmail makes of a mail's links: the address stays, and a second one is what a click follows. @param {string} body */
const asGmailShowsIt = (body) =>
  new Html(rewriteLinks(body, (href) => ({ target: '_blank', 'data-saferedirecturl': gateways.google.wrap(href) })));

/** @param {string} name @param {DemoMail} demoMail */
const row = (name, { mail, tag }) =>
  html`<li>
    <a class="row" href="#inbox/${name}">
      <b>${mail.from.name}</b><time>${when(mail.date)}</time>
      <span>${mail.subject}</span>
      <em>${tag}</em>
    </a>
  </li>`;

/** @param {string} name @param {DemoMail} demoMail */
const message = (name, { mail, story, without, withIt }) =>
  html`<template id="${name}">
    <h1>${mail.subject}</h1>
    <div class="adn ads" data-message-id="#msg-f:${mail.id}" data-legacy-message-id="${mail.id}">
      <div class="gE">
        <span class="face" aria-hidden="true">${mail.from.name[0]}</span>
        <span class="gD" email="${mail.from.address}" name="${mail.from.name}"><b>${mail.from.name}</b></span>
        <span class="go">&lt;${mail.from.address}&gt;</span>
        <time>${when(mail.date)}</time>
        <div class="hb">to <span class="g2" email="${mail.to.address}">me</span></div>
      </div>
      <div class="ii gt"><div class="a3s aiL">${asGmailShowsIt(mail.html)}</div></div>
    </div>
    <aside>
      <p>${story}</p>
      <dl>
        <dt>Without Straightway</dt>
        <dd>${without}</dd>
        <dt>With Straightway</dt>
        <dd>${withIt}</dd>
      </dl>
    </aside>
  </template>`;

/** @param {Record<string, DemoMail>} mails @param {boolean} withExtension */
const page = (mails, withExtension) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/demo/mailbox.css" />
        <script type="module" src="/demo/mailbox.client.js"></script>
        <title>Inbox, Straightway demo</title>
      </head>
      <body>
        <header>
          <strong>Straightway demo</strong>
          <div class="switch" role="group" aria-label="The same mailbox">
            <button data-extension="on" aria-pressed="${String(withExtension)}">With Straightway</button>
            <button data-extension="off" aria-pressed="${String(!withExtension)}">Without</button>
          </div>
          <span class="where">Not Gmail: this computer plays mail.google.com here. Nothing leaves it.</span>
        </header>
        <nav aria-label="Inbox">
          <ol>
            ${Object.entries(mails).map(([name, demoMail]) => row(name, demoMail))}
          </ol>
        </nav>
        <main></main>
        <section class="journey" aria-live="polite" hidden>
          <h2>Where the last click went</h2>
          <ol></ol>
        </section>
        ${Object.entries(mails).map(([name, demoMail]) => message(name, demoMail))}
      </body>
    </html>`;

/**
 * Puts the mailbox on the stage.
 *
 * @param {import('../stage.js').Stage} stage
 * @param {{ isOn: () => boolean, turn: (on: boolean) => Promise<void> }} extension whether Straightway is in the browser, and how to change it
 */
export function playMailbox(stage, { isOn, turn }) {
  const mails = demoMails();
  let told = 0;
  stage.put(MAILBOX, () => page(mails, isOn()), { csp: CSP });
  stage.putFolder(`${ORIGIN}/demo/`, path.resolve(import.meta.dirname));
  stage.put(`${ORIGIN}/demo/extension`, async ({ body }) => {
    await turn(body === 'on');
    return '';
  });
  stage.put(`${ORIGIN}/demo/journey`, () => {
    const steps = journey(stage.requests.slice(told));
    told = stage.requests.length;
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(steps) };
  });
  for (const { host, title, text } of ELSEWHERE) {
    stage.put(`https://${host}/*`, standIn({ host, title, body: html`<p>${text}</p>` }));
  }
  return mails;
}

/**
 * The pages a tab was led through, the mailbox apart.
 *
 * @param {import('../answer.js').Arrival[]} requests
 */
export const journey = (requests) =>
  requests
    .filter(({ headers, url }) => headers['sec-fetch-dest'] === 'document' && !url.startsWith(ORIGIN))
    .map(({ url }) => url);
