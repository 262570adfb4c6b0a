// The settings and the welcome page.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInBrowsers } from '../stage/browser.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';
const LOST = '<a href="https://id.atlassian.com/?to=s3cret@example.com">Accept invitation</a>';
const MARK = 'straightway-note';

describeInBrowsers('the settings', (place) => {
  const open = async () => {
    const page = await place.browser.extensionPage('options/options.html');
    await page.waitForSelector('body:not([hidden])');
    return page;
  };

  it('hold at once, everywhere: mend, only mark, or nothing at all', async () => {
    const { html, link, target } = invitation();
    const mail = await place.browser.open(place.stage.put(MAIL, html + LOST));
    await mail.waitForSelector(`a[href="${target}"]`);
    const page = await open();

    await page.click('[name=mode][value=warn]');
    await mail.waitForSelector(`a[href="${link}"]`);
    // Nothing is drawn in a tab that nobody sees.
    await mail.bringToFront();
    await mail.waitForSelector(MARK);

    await page.bringToFront();
    await page.click('[name=mode][value=off]');
    // Nor does such a tab count pictures.
    await mail.waitForFunction((mark) => !document.querySelector(mark), { polling: 'mutation' }, MARK);
    assert.equal(await mail.$$eval('a[href]', ([first]) => first?.getAttribute('href')), link);
    const popup = await place.browser.extensionPage('popup/popup.html');
    await popup.waitForSelector('h2 ::-p-text(Straightway is switched off in its settings)');
    await popup.close();

    await page.click('[name=mode][value=fix]');
    await mail.waitForSelector(`a[href="${target}"]`);
    await page.close();
    await mail.close();
  });

  it('let a click go where the mail has it, where nothing is to be changed', async () => {
    const page = await open();
    await page.click('[name=mode][value=warn]');
    await page.waitForFunction(
      async () => (await chrome.runtime.sendMessage({ kind: 'overview' })).policy.mode === 'warn',
      { polling: 50 },
    );
    const mail = await place.browser.open(place.stage.put(MAIL, LOST));
    await mail.waitForSelector(MARK);
    await Promise.all([place.stage.arrival('id.atlassian.com'), mail.$eval('a', (link) => link.click())]);
    await mail.close();
    await page.click('[name=mode][value=fix]');
    await page.waitForFunction(async () => {
      const { preferences } = await chrome.storage.local.get('preferences');
      return /** @type {{ mode: string }} */ (preferences).mode === 'fix';
    });
    await page.close();
  });

  it('leave a gateway’s links alone if a person wants that, and keep it', async () => {
    const { html, link, target } = invitation({ gateway: 'proofpoint' });
    const mail = await place.browser.open(place.stage.put(MAIL, html));
    await mail.waitForSelector(`a[href="${target}"]`);
    const page = await open();
    await page.$$eval('#gateways label', (labels) =>
      labels.find(({ textContent }) => textContent?.includes('Proofpoint URL Defense v3'))?.click(),
    );
    await mail.waitForSelector(`a[href="${link}"]`);
    await page.close();
    const again = await open();
    assert.equal(await again.$$eval('#gateways input:not(:checked)', ({ length }) => length), 1);
    const { policy } = await again.evaluate(() => chrome.runtime.sendMessage({ kind: 'overview' }));
    assert.deepEqual(policy.disabledGateways, ['proofpoint-v3']);
    await again.close();
    await mail.close();
  });

  it('show a site that is switched off elsewhere, while nobody looks at them', async () => {
    const page = await open();
    const other = await open();
    await page.waitForFunction(() => document.hidden, { polling: 100 });
    await other.evaluate(() => chrome.storage.local.set({ sitesOff: ['https://mail.google.com'] }));
    await page.waitForSelector('#sites [role=switch]');
    await other.evaluate(() => chrome.storage.local.remove('sitesOff'));
    await page.waitForFunction(() => !document.querySelector('#sites [role=switch]'), { polling: 100 });
    await page.close();
    await other.close();
  });

  it('show the granted sites, and take one back', async () => {
    await place.browser.grant('https://mail.example.org/*');
    const page = await open();
    await page.waitForSelector('#sites li ::-p-text(mail.example.org)');
    // Not by its name: in Firefox every look for one takes a second on this page, and longer where the machine is busy.
    await page.locator('#sites > ul button').click();
    await page.waitForFunction(() => !document.querySelector('#sites > ul'));
    await page.close();
  });
});

describeInBrowsers('the settings’ part for IT', (place) => {
  /** Opens it when the self-test is done. */
  const open = async () => {
    const page = await place.browser.extensionPage('options/options.html#it');
    await page.waitForSelector('#it-results li');
    return page;
  };
  /** @param {import('puppeteer-core').Page} page @param {string} name */
  const press = (page, name) =>
    page.$$eval('#it button', (all, text) => all.find(({ textContent }) => textContent === text)?.click(), name);
  /** What the self-test says of something. @param {import('puppeteer-core').Page} page @param {string} check */
  const stateOf = (page, check) =>
    page.$eval(`[data-check=${check}]`, (row) => [row.getAttribute('data-state'), row.textContent]);

  it('says of every setting what holds, and that nobody has laid it down', async () => {
    const page = await open();
    const keys = await page.$$eval('#it-settings [data-key]', (rows) =>
      rows.map((row) => row.getAttribute('data-key')),
    );
    const { policy } = await page.evaluate(() => chrome.runtime.sendMessage({ kind: 'overview' }));
    assert.deepEqual(keys, Object.keys(policy));
    assert.match((await page.$eval('[data-key=mode]', (row) => row.textContent)) ?? '', /mode"fix"Built in/);
    await page.close();
  });

  it('tests what there is, and finds an open webmail within reach', async () => {
    const mail = await place.browser.open(place.stage.put(MAIL, invitation().html));
    const page = await open();
    for (const check of ['core', 'gateways', 'policy', 'sites', 'pages']) {
      assert.equal((await stateOf(page, check))[0], 'good', check);
    }
    assert.match(String((await stateOf(page, 'pages'))[1]), /mail\.google\.com/);
    assert.equal(await page.$eval('#it-found[role=status]', (found) => found.textContent), 'No problems were found.');
    await mail.close();
    await press(page, 'Test again');
    await page.waitForSelector('[data-check=pages][data-state=open]');
    await page.close();
  });

  it('visits the start page without a request, and leaves neither the tab nor its rule', async () => {
    const page = await open();
    const tabs = () => page.evaluate(async () => (await chrome.tabs.query({})).length);
    const before = await tabs();
    await press(page, 'Try a visit to the start page');
    await page.waitForSelector('[data-check=landing][data-state=good] ::-p-text(was caught)');
    assert.deepEqual(place.stage.arrivals('start.atlassian.com'), []);
    assert.equal(await tabs(), before);
    const rules = await page.evaluate(() => chrome.declarativeNetRequest.getSessionRules());
    assert.deepEqual(
      rules.filter(({ id }) => id === 99),
      [],
    );
    await page.close();
  });

  it('lists what happened in a webmail, keeps more or nothing of it, and forgets it', async () => {
    const read = async () => {
      const mail = await place.browser.open(place.stage.put(MAIL, `${invitation().html}${LOST}`));
      await mail.waitForSelector(MARK);
      await mail.close();
    };
    await read();
    let page = await open();
    await press(page, 'Empty the log');
    await page.waitForSelector('#it-log ::-p-text(The log is empty)');
    await page.select('#it-level', 'verbose');
    await page.waitForSelector('#it-log ::-p-text(policy)');
    await page.close();
    await read();
    page = await open();
    await page.waitForSelector('.entries ::-p-text(bare-host)');
    const log = (await page.$eval('.entries', (list) => list.textContent)) ?? '';
    assert.match(log, /judged · lost · bare-host · gmail · fix · mail\.google\.com/);
    assert.ok(!log.includes('s3cret'));
    await page.select('#it-level', 'off');
    await page.waitForSelector('#it-log ::-p-text(The log is empty)');
    await page.select('#it-level', 'basic');
    await page.waitForSelector('.entries');
    await page.close();
  });

  it('puts a report together that can be read first, copied and saved, with nothing of the mail in it', async () => {
    const mail = await place.browser.open(place.stage.put(MAIL, `<h1>s3cret subject</h1>${LOST}`));
    await mail.waitForSelector(MARK);
    const page = await open();
    await press(page, 'Put the report together');
    const report = await (await page.waitForSelector('#it-preview pre'))?.evaluate((pre) => pre.textContent ?? '');
    assert.match(report ?? '', /^- ✓ core:/m);
    assert.match(report ?? '', /judged lost bare-host gmail fix/);
    assert.doesNotMatch(report ?? '', /s3cret|@example/);
    const saved = await page.evaluate(async () => {
      const { createObjectURL } = URL;
      const blob = new Promise((resolve) => {
        URL.createObjectURL = (/** @type {Blob} */ made) => {
          resolve(made.text());
          return createObjectURL(made);
        };
      });
      /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('#it-preview button'))[1]?.click();
      return blob;
    });
    assert.equal(saved, report);
    await mail.close();
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
