// A real maildev. It shows a mail in a frame whose sandbox allows no new windows: there a plain click on a link is for
// nothing, with Straightway or without, and what people do instead is open the link in a new tab.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { grantSite } from '../pages/pages.js';
import { launch } from '../stage/browser.js';
import { gateways } from '../stage/gateways.js';
import { invitation } from '../stage/mail.js';
import { openStage } from '../stage/stage.js';
import { Maildev } from './maildev.js';

const MAILBOX = 'https://maildev.example.org/';

const MAILS = {
  rewritten: invitation({ gateway: 'safeRedirect', by: 'Robin Mora' }),
  safeLinks: invitation({ gateway: 'safeLinks', by: 'Priya Nair', product: 'jira', workspace: 'quiet-otter' }),
};

describe('maildev', () => {
  /** @type {Maildev} */ let maildev;
  /** @type {import('../stage/stage.js').Stage} */ let stage;
  /** @type {import('../stage/browser.js').Browser} */ let browser;
  /** @type {import('puppeteer-core').Page} */ let page;

  before(async () => {
    maildev = await Maildev.start();
    await maildev.deliver(Object.values(MAILS));
    stage = await openStage();
    maildev.play(stage, MAILBOX);
    browser = await launch('chromium', stage);
    await grantSite(browser, `${MAILBOX}*`);
  });

  beforeEach(async () => {
    page = await browser.open(MAILBOX);
    stage.forget();
  });

  after(async () => {
    await browser?.close();
    await stage?.close();
    await maildev?.stop();
  });

  /**
   * A way to press a mail's button, once it is right. It is looked for at the last moment: maildev draws a mail more than once.
   *
   * @param {import('../stage/mail.js').Invitation} mail
   * @returns {Promise<(options?: import('puppeteer-core').ClickOptions) => Promise<void>>}
   */
  async function button({ subject, target }) {
    const row = await page.waitForSelector(`::-p-text(${subject})`);
    await row?.click();
    const frame = await page.waitForFrame((each) => each.parentFrame() !== null);
    // Without a hold on it: what is held of a document is lost with it when the mail is drawn again.
    await frame.waitForFunction(() => document.querySelector('straightway-note') !== null, { polling: 'mutation' });
    return (options) => frame.click(`a[href=${JSON.stringify(target)}]`, options);
  }

  function assertNoGatewayAsked() {
    for (const { host } of Object.values(gateways)) assert.deepEqual(stage.arrivals(host), []);
  }

  for (const [name, mail] of Object.entries(MAILS)) {
    it(`opens the invitation in a new tab (${name})`, async () => {
      const press = await button(mail);
      await browser.shot(page, `maildev-${name}`);
      const tab = await browser.atNewTab(() => press({ button: 'middle' }));
      assert.equal((await stage.arrival('id.atlassian.com')).url, mail.target);
      assertNoGatewayAsked();
      await tab.waitForSelector('#accept');
      await tab.close();
    });
  }

  it('opens it at a plain click too, which the sandbox refuses', async () => {
    const press = await button(MAILS.rewritten);
    const tab = await browser.atNewTab(() => press());
    assert.equal((await stage.arrival('id.atlassian.com')).url, MAILS.rewritten.target);
    assertNoGatewayAsked();
    await tab.close();
  });
});
