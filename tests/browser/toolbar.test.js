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
  const { html, link } = invitation({ gateway: 'safeRedirect' });
  /** A page of the extension, where one can ask. @type {import('puppeteer-core').Page} */
  let asking;
  /** @type {import('puppeteer-core').Page} */
  let page;
  let tabs = 0;

  beforeEach(async () => {
    asking ??= await place.browser.extensionPage('manifest.json');
  });

  /** Where a mailbox of its own shows that. @param {string} body */
  function put(body) {
    tabs += 1;
    const headers = { 'cache-control': 'private' }; // the browser may keep the page to go back to
    return place.stage.put(`${MAIL}${tabs}`, `<!doctype html><title>Mail</title>${body}`, { headers });
  }

  /** A tab of its own, where the mailbox shows that. @param {string} body */
  async function show(body) {
    await page?.close();
    page = await place.browser.open(put(body));
  }

  /** Waits until the button says so over that page. @param {keyof typeof TITLES} state @param {string} [url] */
  const says = (state, url = page.url()) =>
    asking.waitForFunction(
      async (url, wanted) => {
        const [tab] = await chrome.tabs.query({ url });
        return tab?.id !== undefined && (await chrome.action.getTitle({ tabId: tab.id })) === wanted;
      },
      { polling: 50 },
      url,
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

  it('tells of a page that never has loaded', async () => {
    const script = place.stage.put('https://www.example.org/hangs.js', () => new Promise(() => {}));
    const address = put(`${html}<script src="${script}"></script>`);
    await page?.close();
    page = await place.browser.newPage();
    page.goto(address).catch(() => {}); // it is closed on the way
    await says('mended', address);
  });

  it('tells what holds by now in a page that somebody comes back to', async () => {
    await show(html);
    await says('mended');
    const address = page.url();
    await page.goto(place.stage.put('https://www.example.org/', '<title>Next</title>'));
    await asking.evaluate(() => chrome.storage.local.set({ preferences: { mode: 'off' } }));
    await saysElsewhere('off');
    await page.evaluate(() => history.back());
    await says('off', address);
    await page.waitForSelector(`a[href="${link}"]`);
    await asking.evaluate(() => chrome.storage.local.set({ preferences: {} }));
    await saysElsewhere('idle');
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
