// Ordinary use, and who is asked for what: every request of the browser's comes to the stage, whatever its host, and each
// must be a page that somebody opened here or a part of one. The extension sends none.
//
// MINUTES=60 goes on for as long.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { BUTTON, frameAt, linkIn, showMail } from '../pages/pages.js';
import { invitationAddress } from '../stage/addresses.js';
import { describeInBrowsers } from '../stage/browser.js';
import { DIALOG } from '../stage/faces.js';
import { invitation } from '../stage/mail.js';

/** @typedef {import('../stage/answer.js').Arrival} Arrival */

const MINUTES = Number(process.env.MINUTES ?? 0);

/** Between two rounds of a long run somebody reads; long enough for the background to fall asleep now and then. */
const READING_MS = 20_000;

const WEBMAILS = MINUTES > 0 ? ['gmail', 'outlook', 'yahoo', 'fastmail', 'zoho', 'qq'] : ['gmail', 'outlook'];
const START = 'https://start.atlassian.com/';
const LOST = 'https://id.atlassian.com/';

/** What browsers ask of their makers by themselves, with or without extensions. */
const MAKERS = /(^|\.)(mozilla\.(com|org|net)|firefox\.com|google(apis)?\.com|gvt1\.com)$/;

/** Parts of a page that the page asks for, from its own folder. @param {Arrival} arrival */
const isPart = ({ path, headers }) =>
  /^\/(page|shared)\//.test(path) && ['style', 'script', 'image'].includes(String(headers['sec-fetch-dest']));

/** @param {Arrival} arrival */
const isDocument = ({ headers }) => ['document', 'iframe', 'frame'].includes(String(headers['sec-fetch-dest']));

describeInBrowsers('in ordinary use', (place) => {
  /** The addresses that somebody goes to, without their queries. @type {Set<string>} */
  const wanted = new Set();
  /** @type {string[]} */
  const strangers = [];
  /** @type {Record<string, number>} */
  const seen = {};

  /** @param {string} address */
  const withoutQuery = (address) => address.replace(/[?#].*/, '');
  /** @param {string} address */
  const go = (address) => {
    wanted.add(withoutQuery(address));
    return address;
  };

  /** Judges the requests since the last time. */
  function look() {
    for (const arrival of place.stage.requests) {
      const isWanted = isDocument(arrival) && wanted.has(withoutQuery(arrival.url));
      const kind = isWanted ? 'documents' : isPart(arrival) ? 'parts' : MAKERS.test(arrival.host) ? 'makers' : 'others';
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (kind === 'others') strangers.push(`${arrival.method} ${arrival.url} ${JSON.stringify(arrival.headers)}`);
    }
    place.stage.forget();
  }

  /** Somebody opens a message, then its invitation. @param {string} webmail */
  async function accept(webmail) {
    const mail = invitation({ gateway: 'proofpoint' });
    const { address, depth, host } = await showMail(place.stage, webmail, [mail]);
    go(address);
    const page = await place.browser.open(address);
    for (const frame of page.frames()) go(frame.url());
    const link = await linkIn(await frameAt(page, depth), `${BUTTON}[href="${mail.target}"]`);
    go(mail.target);
    const tab = await place.browser.atNewTab(() => link.click());
    await place.stage.arrival(({ url }) => url === mail.target);
    await tab.close();
    for (const frame of page.frames()) go(frame.url());
    await page.close();
    return host;
  }

  /** Somebody presses a button that is warned of, and thinks better of it. */
  async function beWarned() {
    const { address, depth } = await showMail(place.stage, 'gmail', [invitation({ link: LOST })]);
    const page = await place.browser.open(go(address));
    const link = await linkIn(await frameAt(page, depth), BUTTON);
    await page.waitForSelector('body straightway-note');
    await link.click();
    await page.waitForSelector(DIALOG);
    await page.keyboard.press('Escape');
    await page.close();
  }

  /** Somebody loses an invitation on the way, and is met by our page. */
  async function landAstray() {
    const tab = await place.browser.open(go(invitationAddress()));
    await tab.waitForSelector('#accept');
    // The background answers this when the tab is guarded.
    await place.browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'continue' }));
    await tab.evaluate((start) => location.assign(start), START);
    await tab.waitForSelector('body:not([hidden]) #continue');
    await tab.close();
  }

  /** Somebody looks through our pages. */
  async function lookAround() {
    for (const file of ['options/options.html', 'check/check.html', 'welcome/welcome.html', 'popup/popup.html']) {
      const page = await place.browser.extensionPage(file);
      await page.waitForFunction(() => document.title !== '' || document.body.textContent !== '');
      await page.close();
    }
    await place.browser.asExtension(async (href) => {
      await chrome.runtime.sendMessage({ kind: 'check', href });
      await chrome.storage.local.set({ preferences: { mode: 'warn' } });
      await chrome.storage.local.set({ preferences: {} });
    }, invitation().link);
  }

  before(async () => {
    // Chromium never starts a worker again that was stopped before it had started for the first time.
    await place.browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'overview' }));
    await place.browser.killBackground();
  });
  after(() => {
    if (MINUTES > 0) console.log(place.browser.name, seen);
  });

  it('the extension asks nobody for anything', { timeout: (MINUTES + 5) * 60_000 }, async () => {
    const until = Date.now() + MINUTES * 60_000;
    for (;;) {
      for (const webmail of WEBMAILS) await accept(webmail);
      await beWarned();
      await landAstray();
      await lookAround();
      look();
      assert.deepEqual(strangers, []);
      if (Date.now() >= until) break;
      await pause(READING_MS);
    }
    assert.ok(seen.documents && seen.parts, 'nothing was seen at all');
  });
});
