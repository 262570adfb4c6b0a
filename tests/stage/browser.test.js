// The verbs that other tests stand on.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInBrowsers } from './browser.js';
import { html } from './html.js';
import { invitation } from './mail.js';

const WEBMAIL = 'https://mail.google.com/mail/u/0/';

describeInBrowsers('a browser on the stage', (place) => {
  it('is led to the stage by every address', async () => {
    await place.browser.open('https://any.example/one?a=%20b#c');
    assert.equal((await place.stage.arrival('any.example')).url, 'https://any.example/one?a=%20b');
    await place.browser.open('http://unencrypted.example/two');
    assert.equal((await place.stage.arrival('unencrypted.example')).url, 'http://unencrypted.example/two');
  });

  it('lends the extension’s rights', async () => {
    const { name } = await place.browser.asExtension(() => chrome.runtime.getManifest());
    assert.equal(name, 'Straightway');
  });

  it('has the extension at work, also when its background was killed in between', async () => {
    const [first, second] = [invitation(), invitation()];
    for (const { link, target } of [first, second]) {
      place.stage.put(
        WEBMAIL,
        html`<div class="adn">
          <div class="ii gt">
            <div class="a3s"><a href="${link}">Accept</a></div>
          </div>
        </div>`,
        {
          csp: "default-src 'none'",
        },
      );
      const page = await place.browser.open(WEBMAIL);
      await page.waitForSelector(`a[href=${JSON.stringify(target)}]`);
      await place.browser.killBackground();
    }
  });

  it('grants an origin that the extension may ask for', async () => {
    await place.browser.grant('https://mail.example.org/*');
    const origins = ['https://mail.example.org/*'];
    assert.ok(await place.browser.asExtension((wanted) => chrome.permissions.contains({ origins: wanted }), origins));
  });

  it('opens the popup', async () => {
    const page = await place.browser.open('https://any.example/');
    const popup = await place.browser.popup(page);
    assert.match(await popup.evaluate(() => location.pathname), /^\/popup\//);
  });

  it('shows a page in the dark', async () => {
    const page = await place.browser.open('https://any.example/');
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await place.browser.dark(page);
    assert.equal(await isDark(), true);
    await place.browser.dark(page, false);
    assert.equal(await isDark(), false);
  });

  it('hands over the tab that a click opens', async () => {
    place.stage.put('https://any.example/links', '<a href="https://other.example/" target="_blank">a link</a>');
    const page = await place.browser.open('https://any.example/links');
    const tab = await place.browser.atNewTab(() => page.click('a'));
    await tab.waitForSelector('main');
    assert.equal(tab.url(), 'https://other.example/');
  });

  it('loses and regains the extension', async () => {
    const { browser, stage } = place;
    const { link, target } = invitation();
    stage.put(WEBMAIL, html`<a href="${link}">Accept</a>`);
    const { folder } = browser;
    await browser.uninstall();
    const page = await browser.open(WEBMAIL);
    assert.equal(await page.$eval('a', (a) => a.getAttribute('href')), link);
    await browser.install(folder);
    await page.reload();
    await page.waitForSelector(`a[href=${JSON.stringify(target)}]`);
  });
});
