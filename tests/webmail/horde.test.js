// A real Horde with a real Dovecot: `npm run test:webmail -- horde`. It is no part of `npm test`: its packages are many.

import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { grantSite, holding } from '../pages/pages.js';
import { invitationAddress } from '../stage/addresses.js';
import { launch } from '../stage/browser.js';
import { gateways } from '../stage/gateways.js';
import { invitation, READER } from '../stage/mail.js';
import { openStage } from '../stage/stage.js';
import { Dovecot, PASSWORD } from './dovecot.js';
import { Horde } from './horde.js';
import { ensurePackages } from './packages.js';

/** @typedef {import('puppeteer-core').Frame} Frame */
/** @typedef {import('puppeteer-core').Page} Page */

const HOST = 'mail.example.org';
const WEBMAIL = `https://${HOST}/`;
const BUTTON = 'a[style*="background:#0052cc"], a[style*="background: #0052cc"]';

/** Horde's own page that opens others, so that they learn nothing of the one they were found in. */
const DEREFERRER = `${WEBMAIL}services/go.php`;

const target = invitationAddress({ product: 'confluence', workspace: 'quiet-otter' });
const MAILS = {
  rewritten: invitation({ gateway: 'safeRedirect', by: 'Robin Mora' }),
  safeLinks: invitation({ gateway: 'safeLinks', by: 'Priya Nair', product: 'jira', workspace: 'quiet-otter' }),
  dereferred: invitation({
    link: `${DEREFERRER}?url=${encodeURIComponent(target)}`,
    target,
    by: 'Mei Tanaka',
    product: 'confluence',
  }),
  lost: invitation({ link: gateways.safeRedirect.wrap('https://id.atlassian.com'), by: 'Jonas Weber' }),
  opaque: invitation({ gateway: 'mimecast', by: 'Dana Kim' }),
};

describe('Horde', () => {
  /** @type {string} */ let folder;
  /** @type {import('../stage/stage.js').Stage} */ let stage;
  /** @type {import('../stage/browser.js').Browser} */ let browser;
  /** @type {Dovecot} */ let dovecot;
  /** @type {Horde} */ let horde;
  /** @type {Page} */ let page;

  before(async () => {
    await ensurePackages('horde');
    folder = await mkdtemp(path.join(os.tmpdir(), 'straightway-webmail-'));
    // Dovecot’s processes run under other users, and have to get through to their own folders.
    await chmod(folder, 0o711);
    dovecot = await Dovecot.start(path.join(folder, 'dovecot'));
    await dovecot.deliver(READER.address, Object.values(MAILS));
    horde = await Horde.start(path.join(folder, 'horde'), { imapPort: dovecot.port, host: HOST });
    stage = await openStage();
    horde.play(stage, WEBMAIL);
    browser = await launch('chromium', stage);
    await grantSite(browser, `${WEBMAIL}*`);
    const login = await browser.open(`${WEBMAIL}login.php`);
    await login.type('#horde_user', READER.address);
    await login.type('#horde_pass', PASSWORD);
    await Promise.all([login.waitForNavigation(), login.keyboard.press('Enter')]);
    await login.close();
  });

  beforeEach(async () => {
    page = await browser.open(`${WEBMAIL}imp/dynamic.php?page=mailbox`);
    stage.forget();
  });

  afterEach(() => page.close());

  after(async () => {
    await browser?.close();
    await stage?.close();
    await horde?.stop();
    await dovecot?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  /**
   * The frame that a mail is shown in, once its button leads to an address.
   *
   * @param {import('../stage/mail.js').Mail} mail
   * @param {string} address
   * @returns {Promise<Frame>}
   */
  async function shown({ subject }, address) {
    const row = await page.waitForSelector(`#msgSplitPane ::-p-text(${subject})`);
    await row?.click();
    const holder = await page.waitForSelector('iframe.htmlMsgData');
    const frame = /** @type {Frame} */ (await holder?.contentFrame());
    await frame.waitForSelector(`a[href=${JSON.stringify(address)}]`);
    return frame;
  }

  /** Presses the button, and makes sure of where it led. @param {Frame} frame @param {string} target */
  async function reaches(frame, target) {
    const tab = await browser.atNewTab(() => frame.click(`a[href=${JSON.stringify(target)}]`));
    assert.equal((await stage.arrival('id.atlassian.com')).url, target);
    for (const { host } of Object.values(gateways)) assert.deepEqual(stage.arrivals(host), []);
    await tab.waitForSelector('#accept');
    await tab.close();
  }

  for (const name of /** @type {const} */ (['rewritten', 'safeLinks', 'dereferred'])) {
    it(`opens the invitation (${name})`, async () => {
      const mail = MAILS[name];
      const frame = await shown(mail, mail.target);
      await browser.shot(page, `horde-${name}`);
      await reaches(frame, mail.target);
      assert.deepEqual(
        stage.arrivals(HOST).filter(({ url }) => url.startsWith(DEREFERRER)),
        [],
      );
    });
  }

  it('warns of an invitation that the gateway cut off, and sends nothing', async () => {
    const frame = await shown(MAILS.lost, MAILS.lost.link);
    await frame.waitForSelector('straightway-note');
    stage.forget();
    await frame.click(BUTTON);
    await page.waitForFunction(() => document.activeElement?.localName === 'straightway-note');
    assert.deepEqual(stage.arrivals('id.atlassian.com'), []);
  });

  it('leaves alone what cannot be read', async () => {
    const frame = await shown(MAILS.opaque, MAILS.opaque.link);
    await frame.waitForSelector('straightway-note');
    assert.ok(await frame.$(`a[href=${JSON.stringify(MAILS.opaque.link)}]`));
  });

  it('has nothing of ours in a reply, not even with the message pasted into it', async () => {
    const mail = MAILS.rewritten;
    const frame = await shown(mail, mail.target);
    await frame.click('h1');
    await frame.evaluate(() => getSelection()?.selectAllChildren(document.body));
    await holding(page, 'Control', () => page.keyboard.press('c', { commands: ['Copy'] }));
    const draft = await browser.atNewTab(() => page.click('#button_reply'));
    const holder = await draft.waitForSelector('#cke_contents_composeMessage iframe');
    const editor = /** @type {Frame} */ (await holder?.contentFrame());
    await editor.waitForSelector('blockquote a');
    // Shown last, judged last: when this one is right, those in the editor have been looked at.
    await draft.evaluate((message) => document.body.insertAdjacentHTML('beforeend', message), mail.html);
    await draft.waitForSelector(`a[href=${JSON.stringify(mail.target)}]`);
    await editor.focus('body');
    await holding(draft, 'Control', () => draft.keyboard.press('v', { commands: ['Paste'] }));
    await editor.waitForSelector(`a[href=${JSON.stringify(mail.target)}]`);
    await draft.click('#draft_button');
    const saved = await dovecot.saved(READER.address, 'Drafts');
    assert.match(saved, /Accept invitation/);
    assert.ok(saved.includes(mail.link.replaceAll('&', '&amp;')), 'the quoted button is as it was');
    assert.doesNotMatch(saved, /straightway|Goes straight/i);
  });
});
