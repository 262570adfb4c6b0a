// The button in the browser's toolbar says of each tab what was found there. Its icon nobody can ask for; its title is
// given after the icon was taken.

import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import { describeInBrowsers } from '../stage/browser.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';
const LOST = '<a href="https://id.atlassian.com/">Accept invitation</a>';
const TITLES = {
  idle: 'Straightway',
  mended: 'Straightway: the invitation on this page goes straight to Atlassian',
  warning: 'Straightway: look before you click on this page',
  off: 'Straightway is switched off here.',
};

describeInBrowsers('the button in the toolbar', (place) => {
  const { html } = invitation({ gateway: 'safeRedirect' });
  /** A page of the extension, where one can ask. @type {import('puppeteer-core').Page} */
  let asking;
  /** @type {import('puppeteer-core').Page} */
  let page;
  let tabs = 0;

  beforeEach(async () => {
    asking ??= await place.browser.extensionPage('manifest.json');
  });

  /** A tab of its own, where the mailbox shows that. @param {string} body */
  async function show(body) {
    await page?.close();
    tabs += 1;
    page = await place.browser.open(place.stage.put(`${MAIL}?${tabs}`, `<!doctype html><title>Mail</title>${body}`));
  }

  /** Waits until the button says so over that page. @param {keyof typeof TITLES} state */
  const says = (state) =>
    asking.waitForFunction(
      async (url, wanted) => {
        const [tab] = await chrome.tabs.query({ url });
        return (await chrome.action.getTitle({ tabId: tab?.id ?? 0 })) === wanted;
      },
      { polling: 50 },
      page.url(),
      TITLES[state],
    );

  /** The same over pages that have nothing to tell. @param {keyof typeof TITLES} state */
  const saysElsewhere = (state) =>
    asking.waitForFunction(
      async (wanted) => (await chrome.action.getTitle({})) === wanted,
      { polling: 50 },
      TITLES[state],
    );

  for (const [name, { body, state }] of Object.entries({
    'nothing of ours': { body: '<a href="https://www.example.org/">News</a>', state: /** @type {const} */ ('idle') },
    'an invitation': { body: html, state: /** @type {const} */ ('mended') },
    'a link that would lose it': { body: LOST, state: /** @type {const} */ ('warning') },
    'both: the warning first': { body: html + LOST, state: /** @type {const} */ ('warning') },
    'an invitation in a frame': {
      body: `<iframe srcdoc="${html.replaceAll('"', '&quot;')}"></iframe>`,
      state: /** @type {const} */ ('mended'),
    },
  })) {
    it(`tells of ${name}`, async () => {
      await show(body);
      await says(state);
    });
  }

  it('follows the page: another message, none, and back again', async () => {
    await show(html);
    await says('mended');
    await page.$eval('body', (element, markup) => void (element.innerHTML = markup), LOST);
    await says('warning');
    await page.$eval('body', (element) => element.replaceChildren());
    await says('idle');
    await page.$eval(
      'body',
      (element, markup) => {
        const frame = document.createElement('iframe');
        frame.sandbox.add('allow-popups');
        frame.srcdoc = markup;
        element.append(frame);
      },
      LOST,
    );
    await says('warning');
    await page.$eval('body', (element) => element.replaceChildren());
    await says('idle');
  });

  it('keeps it while the background is stopped, and forgets it with the page', async () => {
    await show(html);
    await says('mended');
    await place.browser.killBackground();
    await says('mended');
    const next = place.stage.put('https://www.example.org/', '<title>Next</title>');
    await page.goto(await next);
    const titles = await asking.evaluate(async () => {
      const all = await chrome.tabs.query({});
      return Promise.all(all.map(({ id }) => chrome.action.getTitle({ tabId: id ?? 0 })));
    });
    assert.deepEqual([...new Set(titles)], [TITLES.idle]);
  });

  it('is off where the site is, and everywhere when all is', async () => {
    await show(html);
    await says('mended');
    const { origin } = new URL(MAIL);
    await asking.evaluate((site) => chrome.storage.local.set({ sitesOff: [site] }), origin);
    await says('off');
    await asking.evaluate(() => chrome.storage.local.set({ sitesOff: [] }));
    await says('mended');
    await asking.evaluate(() => chrome.storage.local.set({ preferences: { mode: 'off' } }));
    await says('off');
    await saysElsewhere('off');
    await asking.evaluate(() => chrome.storage.local.set({ preferences: {} }));
    await says('mended');
    await saysElsewhere('idle');
  });
});
