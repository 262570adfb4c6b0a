// The popup, over pages of every kind.

import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { describeInBrowsers } from '../stage/browser.js';
import { html } from '../stage/html.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';
// cPanel's webmail has a port; a site's pattern has none.
const OWN_MAIL = 'https://mail.example.org:2096/inbox';
const OWN_ORIGIN = 'https://mail.example.org/*';

/** @typedef {import('puppeteer-core').Page} Page */

/** A popup that has come to something to say. @param {Page} popup */
async function ready(popup) {
  await popup.waitForSelector('body:not([hidden])');
  return popup;
}

/** @param {Page} popup */
const heading = (popup) => popup.$eval('h2', ({ textContent }) => textContent);
/** @param {Page} popup */
const buttons = (popup) => popup.$$eval('button', (all) => all.map(({ textContent }) => textContent));
/** @param {Page} popup @param {string} name */
const press = (popup, name) => popup.locator(`::-p-aria(${name})`).click();

describeInBrowsers(
  'the popup',
  (place) => {
    const mail = invitation({ gateway: 'safeRedirect' });
    const lost = html`<a href="https://id.atlassian.com/">Accept invitation</a>`;
    /** @type {Page} */
    let page;
    afterEach(() => page.close());

    /** @param {string} address @param {string} body */
    async function over(address, body, mark = '') {
      page = await place.browser.open(place.stage.put(address, `<!doctype html><title>Mail</title>${body}`));
      if (mark) await page.waitForSelector(mark);
      return ready(await place.browser.popup(page));
    }

    it('shows what was found on the page, and opens it', async () => {
      const popup = await over(MAIL, `<div>${mail.html}${lost.source}</div>`, 'straightway-note');
      const found = await popup.$$eval('li', (items) => items.map(({ textContent }) => textContent));
      assert.equal(found.length, 2);
      assert.match(found[0] ?? '', /id\.atlassian\.com/);
      assert.deepEqual(await buttons(popup), ['Open the invitation', 'What to do']);
      await place.browser.atNewTab(() => press(popup, 'Open the invitation'));
      assert.equal((await place.stage.arrival('id.atlassian.com')).url, mail.target);
    });

    it('hands a link over to the check page, and not by an address that the browser would write down', async () => {
      const popup = await over(MAIL, lost.source, 'straightway-note');
      const check = await place.browser.atNewTab(() => press(popup, 'What to do'));
      await check.waitForSelector('#result:not([hidden])');
      const field = await check.$eval('#link', (link) => /** @type {HTMLTextAreaElement} */ (link).value);
      assert.equal(field, 'https://id.atlassian.com/');
      assert.match(check.url(), /\/check\.html$/);
      await check.close();
    });

    it('does not wait for a page that never has loaded', async () => {
      const script = place.stage.put('https://www.example.org/hangs.js', () => new Promise(() => {}));
      page = await place.browser.newPage();
      page
        .goto(place.stage.put(MAIL, `<!doctype html><title>Mail</title>${mail.html}<script src="${script}"></script>`))
        .catch(() => {}); // it is closed on the way
      await page.waitForSelector('straightway-note');
      const popup = await ready(await place.browser.popup(page));
      assert.deepEqual(await buttons(popup), ['Open the invitation']);
    });

    it('takes nobody past a gateway where only marks are wanted', async () => {
      const setMode = (/** @type {string} */ mode) =>
        place.browser.asExtension(async (wanted) => {
          await chrome.storage.local.set({ preferences: { mode: wanted } });
          while ((await chrome.runtime.sendMessage({ kind: 'overview' })).policy.mode !== wanted);
        }, mode);
      await setMode('warn');
      const whole = html`<a href="${mail.target}">Accept</a>`;
      const popup = await over(MAIL, `<div>${mail.html}${whole.source}</div>`, 'straightway-note');
      const offered = await buttons(popup);
      await setMode('fix');
      assert.deepEqual(offered, ['What to do', 'Open the invitation']);
    });

    it('judges links with one address each by its own label, and shows the address once', async () => {
      const { link } = invitation({ gateway: 'mimecast' });
      const links = ['', 'Accept invitation', 'Unsubscribe'].map(
        (label) => html`<a href="${link}">${label}</a>`.source,
      );
      for (const body of [links.join(''), links.reverse().join('')]) {
        await page?.close().catch(() => {});
        const popup = await over(MAIL, `<div>${body}</div>`, 'straightway-note');
        const labels = await popup.$$eval('li p.quiet', (all) => all.map(({ textContent }) => textContent));
        assert.deepEqual(labels, ['Accept invitation']);
      }
    });

    for (const [background, prepare] of Object.entries({
      'that is awake': async () => {},
      'that was stopped': () => place.browser.killBackground(),
    })) {
      it(`comes with its content at once, from a background ${background}`, async (test) => {
        const times = [];
        for (let i = 0; i < 5; i += 1) {
          await page?.close().catch(() => {});
          page = await place.browser.open(place.stage.put(MAIL, `<!doctype html><title>Mail</title>${mail.html}`));
          await page.waitForSelector('straightway-note');
          await prepare();
          const popup = await ready(await place.browser.popup(page));
          times.push(
            await popup.evaluate(async () => {
              /** The first paint is of the content: until then all is hidden. @type {PerformanceEntryList} */
              const [paint] = await new Promise((resolve) => {
                const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
                observer.observe({ type: 'paint', buffered: true });
              });
              return paint?.startTime ?? Infinity;
            }),
          );
        }
        const median = times.sort((a, b) => a - b)[2] ?? Infinity;
        test.diagnostic(`painted ${Math.round(median)} ms after it was opened (median of ${times.map(Math.round)})`);
        // A machine with nothing else to do takes a thirtieth of it.
        assert.ok(median < 3000, `${median} ms`);
      });
    }

    it('has something to say where there is nothing', async () => {
      const popup = await over(MAIL, '<p>Inbox</p>');
      assert.equal(await heading(popup), 'No Atlassian invitation on this page');
      assert.deepEqual(await buttons(popup), []);
    });

    it('says why an invitation may not open, and what to tell whom', async () => {
      const popup = await over(MAIL, `<div>${lost.source}</div>`, 'straightway-note');
      await popup.click('#help summary');
      await popup.waitForSelector('.causes');
      const likely = await popup.$$eval('.causes details[open] summary', (all) =>
        all.map(({ textContent }) => textContent),
      );
      assert.deepEqual(likely, ['A mail gateway cut the link']);
      assert.match(
        await popup.$eval('pre[translate=no]', ({ textContent }) => textContent),
        /id\.atlassian\.com, track/,
      );
      assert.ok((await buttons(popup)).includes('Copy the report'));
    });

    it('offers nothing for Atlassian’s own pages, which are no webmail', async () => {
      const popup = await over('https://id.atlassian.com/login', '<p>Log in</p>');
      assert.equal(await heading(popup), 'Ready when you open your mail');
      assert.deepEqual(await popup.$$eval('#site > *', (all) => all.length), 0);
    });

    it('switches a site off and on again, at once', async () => {
      const popup = await over(MAIL, mail.html, `a[href="${mail.target}"]`);
      await popup.click('[role=switch]');
      await page.waitForSelector(`a[href="${mail.link}"]`);
      await popup.waitForSelector('h2 ::-p-text(Switched off on this site)');
      await popup.keyboard.press('Space');
      await page.waitForSelector(`a[href="${mail.target}"]`);
    });

    it('looks at a page once', async () => {
      const popup = await over(OWN_MAIL, mail.html);
      assert.deepEqual(await buttons(popup), ['Use Straightway on this site', 'Check this page once']);
      await press(popup, 'Check this page once');
      await page.waitForSelector(`a[href="${mail.target}"]`);
      await popup.waitForSelector('li');
      await page.reload();
      // A page of the extension's own is served after the questions that were asked before it.
      await place.browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'overview' }));
      assert.ok(await page.$(`a[href="${mail.link}"]`));
    });

    it('takes up a site without a reload, gives it back, and can still look at it once', async () => {
      page = await place.browser.open(place.stage.put(OWN_MAIL, mail.html));
      await place.browser.grant(OWN_ORIGIN);
      await page.waitForSelector(`a[href="${mail.target}"]`);
      await page.bringToFront();
      const popup = await ready(await place.browser.popup(page));
      await press(popup, 'Stop using it on this site');
      await page.waitForSelector(`a[href="${mail.link}"]`);
      await popup.waitForSelector('::-p-text(Use Straightway on this site)');
      await press(popup, 'Check this page once');
      await page.waitForSelector(`a[href="${mail.target}"]`);
      await popup.waitForSelector('li');
    });
  },
  { only: ['chromium'] },
);

describeInBrowsers('the popup, wherever it is opened', (place) => {
  it('opens an invitation in the container that the mailbox is in', async (test) => {
    const { browser, stage } = place;
    if (browser.name !== 'firefox') return test.skip('only Firefox has containers');
    const { html: body, target } = invitation();
    const page = await browser.openContained(stage.put(MAIL, `<!doctype html><title>Mail</title>${body}`), 2);
    await page.waitForSelector('straightway-note');
    const popup = await ready(await browser.popup(page));
    await popup.evaluate(() => document.querySelector('button')?.click());
    assert.equal((await stage.arrival('id.atlassian.com')).url, target);
    assert.equal(await browser.containers(), '2,2');
    await page.close();
  });

  it('is of use where there can be no mail', async () => {
    const page = await place.browser.open(place.stage.put('https://www.example.org/', '<p>Hello</p>'));
    const popup = await ready(await place.browser.popup(page));
    assert.ok(await heading(popup));
    assert.equal(await popup.$eval('html', ({ lang, dir }) => `${lang} ${dir}`), 'en-US ltr');
    assert.deepEqual(await popup.$$eval('footer a', (links) => links.map(({ href }) => new URL(href).pathname)), [
      '/check/check.html',
      '/options/options.html',
    ]);
    await popup.close();
  });
});
