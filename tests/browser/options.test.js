// The settings and the welcome page.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInBrowsers } from '../stage/browser.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';

describeInBrowsers('the settings', (place) => {
  const open = async () => {
    const page = await place.browser.extensionPage('options/options.html');
    await page.waitForSelector('body:not([hidden])');
    return page;
  };

  it('hold at once, everywhere', async () => {
    const { html, link, target } = invitation();
    const mail = await place.browser.open(place.stage.put(MAIL, html));
    await mail.waitForSelector(`a[href="${target}"]`);
    const page = await open();
    await page.click('[name=mode][value=warn]');
    await mail.waitForSelector(`a[href="${link}"]`);
    await page.click('[name=mode][value=fix]');
    await mail.waitForSelector(`a[href="${target}"]`);
    await page.close();
    await mail.close();
  });

  it('keep which gateways a person wants left alone', async () => {
    const page = await open();
    await page.$$eval('#gateways label', (labels) =>
      labels.find(({ textContent }) => textContent?.includes('Proofpoint URL Defense v3'))?.click(),
    );
    await page.waitForFunction(async () => Object.keys(await chrome.storage.local.get('preferences')).length > 0);
    await page.close();
    const again = await open();
    assert.equal(await again.$$eval('#gateways input:not(:checked)', ({ length }) => length), 1);
    const { policy } = await again.evaluate(() => chrome.runtime.sendMessage({ kind: 'overview' }));
    assert.deepEqual(policy.disabledGateways, ['proofpoint-v3']);
    await again.close();
  });

  it('show the granted sites, and take one back', async () => {
    await place.browser.grant('https://mail.example.org/*');
    const page = await open();
    await page.waitForSelector('#sites li ::-p-text(mail.example.org)');
    await page.locator('::-p-aria(Remove)').click();
    await page.waitForFunction(() => !document.querySelector('#sites > ul'));
    await page.close();
  });
});

describeInBrowsers('the welcome page', (place) => {
  it('shows on an example what would happen', async () => {
    const page = await place.browser.extensionPage('welcome/welcome.html');
    await page.waitForSelector('#mark .mark');
    await page.click('#accept');
    await page.waitForSelector('.way');
    assert.match(await page.$eval('#result', ({ textContent }) => textContent ?? ''), /id\.atlassian\.com/);
    assert.deepEqual(place.stage.arrivals('id.atlassian.com'), []);
    await page.close();
  });
});
