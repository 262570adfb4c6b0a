// How little the extension asks and does: told by counting, so that it is the same on every machine. How long things take,
// npm run bench tells.

import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, it } from 'node:test';
import { isExtensions, record } from '../bench/trace.js';
import { BUTTON, showMail } from '../pages/pages.js';
import { describeInBrowsers } from '../stage/browser.js';
import { invitation } from '../stage/mail.js';

const PANE = '.a3s';
const RIGHT = `${BUTTON}[href^="https://id.atlassian.com/"]`;

describeInBrowsers('between a mail page and the background', (place) => {
  /** A page of the extension, which hears what the content scripts say. @type {import('puppeteer-core').Page} */
  let listener;
  /** @type {import('puppeteer-core').Page} */
  let page;

  before(async () => {
    listener = await place.browser.extensionPage('manifest.json');
    await listener.evaluate(() => {
      chrome.runtime.onMessage.addListener(({ kind, links, addresses = links }) => {
        const said = addresses ? `${kind} ${addresses.length}` : kind;
        document.body.dataset.heard = [document.body.dataset.heard, said].filter(Boolean).join(', ');
      });
    });
  });
  beforeEach(async () => {
    const { address } = await showMail(place.stage, 'gmail', []);
    page = await place.browser.open(address);
    // The webmail's own link is asked about as well, and heard of when the background has started.
    await until((heard) => heard.endsWith('judge 1'));
    await listener.evaluate(() => delete document.body.dataset.heard);
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<div class="a3s"></div>'));
  });
  afterEach(() => page.close());

  /**
   * Waits for what is heard. Behind another tab, where the listener is, nobody counts pictures to look again by.
   * @param {(heard: string) => boolean} isMeant evaluated over there
   */
  const until = (isMeant) =>
    listener.waitForFunction(`(${isMeant})(document.body.dataset.heard ?? '')`, { polling: 'mutation' });

  /** Draws markup as the message. @param {string} markup */
  const draw = (markup) => page.$eval(PANE, (pane, html) => void (pane.innerHTML = html), markup);

  /** What the content script said until the button of a message was right, and the toolbar knew. @param {string} [html] */
  async function heard(html = invitation().html) {
    await draw(html);
    await page.waitForSelector(RIGHT);
    await until((said) => said.endsWith('found'));
    return listener.evaluate(() => document.body.dataset.heard);
  }

  /** The links in an invitation of the stage, all with different addresses. */
  const LINKS = 2;

  /** All that is said for one: its links, what it is an invitation to, and that there is something for the toolbar. */
  const SAID = `judge ${LINKS}, seen, found`;

  it('one question is enough for a message', async () => {
    assert.equal(await heard(), SAID);
  });

  it('one question is enough when the background sleeps', async () => {
    await place.browser.killBackground();
    assert.equal(await heard(), SAID);
  });

  for (const [what, count, sifted, judged] of /** @type {const} */ ([
    ['links are asked about once each, however often they stand there', 20, 0, 20 + LINKS],
    ['of hundreds of links of others’ only the addresses are asked about', 400, 400 + LINKS, LINKS],
  ])) {
    it(what, async () => {
      const links = Array.from({ length: count }, (_, i) => `<a href="https://example.com/${i}">${i}</a>`).join('');
      await draw(links + links + invitation().html);
      await page.waitForSelector(RIGHT);
      const questions = (await listener.evaluate(() => document.body.dataset.heard)) ?? '';
      const asked = (/** @type {RegExp} */ question) =>
        Array.from(questions.matchAll(question)).reduce((sum, [, addresses]) => sum + Number(addresses), 0);
      assert.deepEqual([asked(/sift (\d+)/g), asked(/judge (\d+)/g)], [sifted, judged]);
    });
  }

  it('nothing is asked again when a message is drawn again', async () => {
    const { html: button, link } = invitation();
    const html = `${button}<a href="${link.replaceAll('&', '&amp;')}">Or open this address</a>`;
    const first = await heard(html);
    for (let i = 0; i < 10; i += 1) {
      await draw(html);
      await page.waitForSelector(RIGHT);
    }
    assert.equal(await listener.evaluate(() => document.body.dataset.heard), first);
  });

  it('the background is told to start when somebody comes to a button, by pointer or by key, and at no other link', async () => {
    await heard(`<a id="other" href="https://example.com/">Other</a>${invitation().html}`);
    await listener.evaluate(() => delete document.body.dataset.heard);
    await page.hover('#other');
    await page.focus('#other');
    await page.hover(BUTTON);
    await page.focus(BUTTON);
    await until((heard) => heard === 'near, near');
  });

  it('nothing is asked about what has no links to elsewhere', async () => {
    const within = ['#inbox', '/mail/u/0/', '/mail//0', '?in=\\inbox', 'inbox//\\'].map(
      (to) => `<a href="${to}">Mail</a>`,
    );
    await draw(`<p>Text</p>${within.join('')}<a name="top">Top</a>`.repeat(100));
    await page.$eval(PANE, (pane) => pane.classList.add('open'));
    assert.equal(await heard(), SAID);
  });
});

describeInBrowsers(
  'a mail page where nothing happens',
  (place) => {
    it('is left alone', async () => {
      const { address } = await showMail(place.stage, 'gmail', [invitation()]);
      const page = await place.browser.open(address);
      await page.waitForSelector(RIGHT);
      await page.waitForSelector('straightway-note');
      /** The page has drawn what there was to draw, and has time. */
      const isIdle = () =>
        page.evaluate(async () => {
          for (let i = 0; i < 10; i += 1) await new Promise((resolve) => requestIdleCallback(resolve));
        });
      // The background has written down what it did, and the toolbar says so.
      await place.browser.asExtension(async (url) => {
        for (const kind of ['log', 'continue']) await chrome.runtime.sendMessage({ kind });
        const [{ id = 0 } = {}] = await chrome.tabs.query({ url });
        while ((await chrome.action.getTitle({ tabId: id })) === 'Straightway');
      }, address);
      await page.bringToFront();
      await isIdle();
      const events = await record(page, isIdle);
      assert.ok(events.length > 0);
      assert.deepEqual(events.filter(isExtensions), []);
      await page.close();
    });
  },
  { only: ['chromium'] },
);
