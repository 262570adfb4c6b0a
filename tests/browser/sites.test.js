// Sites that a person grants, beside the webmails of the manifest; and what becomes of open mailboxes when the extension
// comes and goes.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { builtExtension, describeInBrowsers } from '../stage/browser.js';
import { DIALOG, MARK } from '../stage/faces.js';
import { html } from '../stage/html.js';
import { invitation } from '../stage/mail.js';

const ORIGIN = 'https://mail.example.org/*';
const ADDRESS = 'https://mail.example.org/inbox';

describeInBrowsers('a site that is not in the manifest', (place) => {
  const { link, target } = invitation();

  /** The address of its one link, once the background has had a chance to judge it. */
  const addressOnSite = async () => {
    const page = await place.browser.open(place.stage.put(ADDRESS, html`<p><a href="${link}">Accept</a></p>`));
    // A page of the extension's own is served after the questions that were asked before it.
    await place.browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'judge' }));
    const address = await page.$eval('a', (anchor) => anchor.getAttribute('href'));
    await page.close();
    return address;
  };

  /** Resolves when so many content scripts are registered; no browser has an event for it. @param {number} count */
  const haveRegistered = (count) =>
    place.browser.asExtension(async (wanted) => {
      let scripts;
      do scripts = await chrome.scripting.getRegisteredContentScripts();
      while (scripts.length !== wanted);
    }, count);

  it('is left alone', async () => {
    assert.equal(await addressOnSite(), link);
  });

  it('is worked on once it is granted, also after the background was stopped', async () => {
    await place.browser.grant(ORIGIN);
    await haveRegistered(1);
    await place.browser.killBackground();
    const page = await place.browser.open(ADDRESS);
    await page.waitForSelector(`a[href="${target}"]`);
    await page.close();
  });

  it('has a webmail of the manifest’s in a frame, which is served through changes of the settings', async () => {
    const { stage, browser } = place;
    await stage.put('https://3c-lxa.mail.com/mail', html`<p><a href="${link}">Accept</a></p>`);
    await stage.put('https://navigator-lxa.mail.com/', '<iframe src="https://3c-lxa.mail.com/mail"></iframe>');
    const page = await browser.open('https://navigator-lxa.mail.com/');
    const inner = await page.waitForFrame((frame) => frame.url() === 'https://3c-lxa.mail.com/mail');
    /** @param {string} mode @param {string} address */
    const becomes = async (mode, address) => {
      await browser.asExtension((preferences) => chrome.storage.local.set({ preferences }), { mode });
      await inner.waitForSelector(`a[href="${address}"]`);
    };
    await inner.waitForSelector(`a[href="${target}"]`);
    await becomes('warn', link);
    await becomes('fix', target);
    await page.close();
  });

  it('is left alone again once it is taken back', async () => {
    await place.browser.asExtension((origin) => chrome.permissions.remove({ origins: [origin] }), ORIGIN);
    await haveRegistered(0);
    assert.equal(await addressOnSite(), link);
  });
});

describeInBrowsers(
  'a mailbox that is open when the extension comes and goes',
  (place) => {
    const mail = invitation();
    /** @type {import('puppeteer-core').Page} */
    let page;
    const install = () => place.browser.install(builtExtension(place.browser.name));

    /** What was drawn until now is told apart from what comes. */
    const markOld = () => page.$eval(MARK, (note) => note.toggleAttribute('data-old'));

    /** It is served by the extension that is there now, and by no other. */
    async function isServed() {
      await page.waitForSelector(`${MARK}:not([data-old])`);
      await page.waitForFunction((mark) => document.querySelectorAll(mark).length === 1, {}, MARK);
      await page.waitForSelector(`a[href="${mail.target}"]`);
      await page.click('#lost');
      await page.waitForSelector(DIALOG);
      await page.keyboard.press('Escape');
      await page.waitForSelector(DIALOG, { hidden: true });
    }

    it('is served without a reload once it is installed', async () => {
      const lost = html`<a id="lost" href="https://id.atlassian.com/" target="_blank">Accept invitation</a>`;
      const address = 'https://mail.google.com/mail/u/0/';
      page = await place.browser.open(
        place.stage.put(address, `<div class="a3s">${mail.html}<p>${lost}</p></div><p>End</p>`),
      );
      await install();
      await isServed();
    });

    it('is served by the newer version after an update', async () => {
      await markOld();
      await install();
      await isServed();
    });

    it('is left alone once it is removed', async () => {
      await place.browser.uninstall();
      place.stage.forget();
      const tab = await place.browser.atNewTab(() => page.click('#lost'));
      await place.stage.arrival('id.atlassian.com');
      await tab.close();
      if (place.browser.name === 'firefox') {
        // It takes the scripts away, and leaves them no chance to clean up.
        await markOld();
      } else {
        await page.waitForSelector(`a[href="${mail.link}"]`);
        assert.equal(await page.$(MARK), null);
      }
    });

    it('is served again when it is installed again', async () => {
      await page.bringToFront();
      await install();
      await isServed();
    });
  },
  { extension: null },
);
