// A real Roundcube with a real Dovecot. Straightway works there because its origin was granted, as people grant it to a
// webmail of their own.

import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { grantSite, holding } from '../pages/pages.js';
import { invitationAddress, trackedAddress } from '../stage/addresses.js';
import { launch } from '../stage/browser.js';
import { gateways } from '../stage/gateways.js';
import { invitation, READER } from '../stage/mail.js';
import { openStage } from '../stage/stage.js';
import { Dovecot, PASSWORD } from './dovecot.js';
import { ensurePackages } from './packages.js';
import { Roundcube } from './roundcube.js';

/** @typedef {import('puppeteer-core').Frame} Frame */
/** @typedef {import('puppeteer-core').Page} Page */

const WEBMAIL = 'https://mail.example.org/';
const BUTTON = '#messagebody a[style*="background:#0052cc"], #messagebody a[style*="background: #0052cc"]';

const MAILS = {
  rewritten: invitation({ gateway: 'safeRedirect', by: 'Robin Mora' }),
  safeLinks: invitation({ gateway: 'safeLinks', by: 'Priya Nair', product: 'jira', workspace: 'quiet-otter' }),
  tracked: invitation({ gateway: 'proofpoint', by: 'Mei Tanaka', target: trackedAddress(invitationAddress()) }),
  lost: invitation({ link: gateways.safeRedirect.wrap('https://id.atlassian.com'), by: 'Jonas Weber' }),
  opaque: invitation({ gateway: 'mimecast', by: 'Dana Kim' }),
};

describe('Roundcube', () => {
  /** @type {string} */ let folder;
  /** @type {import('../stage/stage.js').Stage} */ let stage;
  /** @type {import('../stage/browser.js').Browser} */ let browser;
  /** @type {Dovecot} */ let dovecot;
  /** @type {Roundcube} */ let roundcube;

  before(async () => {
    await ensurePackages('roundcube');
    folder = await mkdtemp(path.join(os.tmpdir(), 'straightway-webmail-'));
    // Dovecot’s processes run under other users, and have to get through to their own folders.
    await chmod(folder, 0o711);
    dovecot = await Dovecot.start(path.join(folder, 'dovecot'));
    await dovecot.deliver(READER.address, Object.values(MAILS));
    roundcube = await Roundcube.start(path.join(folder, 'roundcube'), dovecot.port);
    stage = await openStage();
    roundcube.play(stage, WEBMAIL);
    browser = await launch('chromium', stage);
    await grantSite(browser, `${WEBMAIL}*`);
  });

  beforeEach(() => stage.forget());

  after(async () => {
    await browser?.close();
    await stage?.close();
    await roundcube?.stop();
    await dovecot?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  /** The list of mails, after a login where one is asked for. */
  async function inbox() {
    const page = await browser.open(WEBMAIL);
    if (await page.$('input[name=_user]')) {
      await page.type('input[name=_user]', READER.address);
      await page.type('input[name=_pass]', PASSWORD);
      await page.keyboard.press('Enter');
    }
    await page.waitForSelector('#messagelist tr.message');
    return page;
  }

  /**
   * A mail beside the list: Roundcube shows it in a frame.
   *
   * @param {Page} page
   * @param {import('../stage/mail.js').Mail} mail
   */
  async function preview(page, { subject }) {
    const row = await page.waitForSelector(`#messagelist tr.message ::-p-text(${subject})`);
    await row?.click();
    const frame = await page.waitForFrame((each) => each.url().includes('_action=preview'));
    await frame.waitForSelector('#messagebody a');
    return frame;
  }

  /** A mail by itself: no frame. @param {Page} page @param {import('../stage/mail.js').Mail} mail */
  async function alone(page, mail) {
    const frame = await preview(page, mail);
    await page.goto(
      frame
        .url()
        .replace('_action=preview', '_action=show')
        .replace(/&_framed=1/, ''),
    );
    return page.mainFrame();
  }

  /** @param {Page} page @param {'c' | 'v'} key */
  const command = (page, key) =>
    holding(page, 'Control', () => page.keyboard.press(key, { commands: [key === 'c' ? 'Copy' : 'Paste'] }));

  /** @param {Frame} frame @param {string} address */
  const buttonLeadsTo = (frame, address) => frame.waitForSelector(`#messagebody a[href=${JSON.stringify(address)}]`);

  /** Presses the button and makes sure of where it led. @param {Frame} frame @param {string} target */
  async function reaches(frame, target) {
    await buttonLeadsTo(frame, target);
    const tab = await browser.atNewTab(() => frame.click(`#messagebody a[href=${JSON.stringify(target)}]`));
    const { host } = new URL(target);
    assert.equal((await stage.arrival(host)).url, target);
    for (const gateway of Object.values(gateways)) assert.deepEqual(stage.arrivals(gateway.host), []);
    await tab.waitForSelector('#accept');
    await tab.close();
  }

  for (const skin of /** @type {const} */ (['elastic', 'larry', 'classic'])) {
    describe(`in its skin ${skin}`, () => {
      /** @type {Page} */ let page;
      before(() => roundcube.wear(skin));
      beforeEach(async () => {
        page = await inbox();
      });

      it('opens the invitation from the preview', async () => {
        const frame = await preview(page, MAILS.rewritten);
        await buttonLeadsTo(frame, MAILS.rewritten.target);
        await frame.waitForSelector('straightway-note');
        await browser.shot(page, `roundcube-${skin}-preview`);
        await reaches(frame, MAILS.rewritten.target);
      });

      it('opens the invitation from the message by itself', async () => {
        const frame = await alone(page, MAILS.rewritten);
        await buttonLeadsTo(frame, MAILS.rewritten.target);
        await frame.waitForSelector('straightway-note');
        await browser.shot(page, `roundcube-${skin}-message`);
        await reaches(frame, MAILS.rewritten.target);
      });
    });
  }

  it('opens the invitation behind Safe Links', async () => {
    await reaches(await preview(await inbox(), MAILS.safeLinks), MAILS.safeLinks.target);
  });

  it('opens the invitation behind Proofpoint and Atlassian’s tracker', async () => {
    await reaches(await preview(await inbox(), MAILS.tracked), MAILS.tracked.target);
  });

  it('warns of an invitation that the gateway cut off, and sends nothing', async () => {
    const page = await inbox();
    const frame = await preview(page, MAILS.lost);
    await frame.waitForSelector('straightway-note');
    stage.forget();
    await frame.click(BUTTON);
    await page.waitForFunction(() => document.activeElement?.localName === 'straightway-note');
    await browser.shot(page, 'roundcube-lost');
    assert.deepEqual(stage.requests, []);
  });

  it('has nothing of ours in a reply, not even with the message pasted into it', async () => {
    const page = await inbox();
    const frame = await alone(page, MAILS.rewritten);
    await buttonLeadsTo(frame, MAILS.rewritten.target);
    await frame.waitForSelector('straightway-note');
    const { searchParams } = new URL(page.url());
    await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
    await command(page, 'c');

    await page.goto(`${WEBMAIL}?_task=mail&_action=compose&_mbox=INBOX&_reply_uid=${searchParams.get('_uid')}`);
    const holder = await page.waitForSelector('iframe.tox-edit-area__iframe');
    const editor = /** @type {Frame} */ (await holder?.contentFrame());
    await editor.waitForSelector('blockquote a');
    // Shown last, judged last: when this one is right, those in the editor have been looked at.
    await page.evaluate((message) => document.body.insertAdjacentHTML('beforeend', message), MAILS.rewritten.html);
    await page.waitForSelector(`a[href=${JSON.stringify(MAILS.rewritten.target)}]`);
    await editor.focus('body');
    await command(page, 'v');
    await editor.waitForSelector(`a[href=${JSON.stringify(MAILS.rewritten.target)}]`);
    await page.evaluate(() => /** @type {any} */ (window).rcmail.command('savedraft'));
    const draft = await dovecot.saved(READER.address, 'Drafts');
    assert.match(draft, /Accept invitation/);
    assert.ok(draft.includes(MAILS.rewritten.link.replaceAll('&', '&amp;')), 'the quoted button is as it was');
    assert.doesNotMatch(draft, /straightway|Goes straight/i);
  });

  it('has nothing of ours in print', async () => {
    const page = await inbox();
    const frame = await alone(page, MAILS.rewritten);
    await page.goto(frame.url().replace('_action=show', '_action=print'));
    await buttonLeadsTo(page.mainFrame(), MAILS.rewritten.target);
    await page.waitForSelector('straightway-note');
    await page.emulateMediaType('print');
    assert.equal(await page.$eval('straightway-note', (mark) => getComputedStyle(mark).display), 'none');
  });

  it('leaves alone what cannot be read', async () => {
    const frame = await preview(await inbox(), MAILS.opaque);
    await frame.waitForSelector('straightway-note');
    await buttonLeadsTo(frame, MAILS.opaque.link);
  });
});
