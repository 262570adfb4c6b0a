// Sites that a person grants, beside the webmails of the manifest.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInBrowsers } from '../stage/browser.js';
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
