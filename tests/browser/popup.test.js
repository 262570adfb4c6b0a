import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { it } from 'node:test';
import { root } from '../../scripts/task.mjs';
import { describeInBrowsers } from '../stage/browser.js';

const { version } = JSON.parse(await readFile(path.join(root, 'manifest.json'), 'utf8'));

/** What the popup says over a page. @param {import('puppeteer-core').Page} popup */
async function lines(popup) {
  await popup.waitForFunction(() => document.querySelector('#mode')?.textContent);
  return popup.$$eval('p', (paragraphs) => paragraphs.map(({ textContent }) => textContent));
}

describeInBrowsers(
  'the popup',
  (place) => {
    it('says where Straightway is at work', async () => {
      const page = await place.browser.open(place.stage.put('https://mail.google.com/mail/u/0/', '<p>Inbox</p>'));
      const [here, mode, about] = await lines(await place.browser.popup(page));
      assert.match(here ?? '', /mail\.google\.com/);
      assert.ok(mode);
      assert.ok(about?.endsWith(version));
    });
  },
  { only: ['chromium'] },
);

describeInBrowsers('the popup, wherever it is opened', (place) => {
  it('says where it is not at work', async () => {
    const page = await place.browser.open(place.stage.put('https://www.example.org/', '<p>Hello</p>'));
    const popup = await place.browser.popup(page);
    const [here, mode] = await lines(popup);
    assert.ok(here && !here.includes('example.org'));
    assert.ok(mode);
    assert.equal(await popup.$eval('html', ({ lang, dir }) => `${lang} ${dir}`), 'en-US ltr');
    await place.browser.shot(popup, `popup-${place.browser.name}`);
  });
});
