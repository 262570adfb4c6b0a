// Every page of ours can be read and used by everybody: axe finds nothing, in light and dark, and nothing is wider than
// a narrow window.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { findingsOn } from '../stage/axe.js';
import { FACES, POPUPS, openFace, openPopup } from '../stage/faces.js';
import { describeInBrowsers } from '../stage/browser.js';

/** @typedef {import('puppeteer-core').Page} Page */

const NARROW = { width: 320, height: 640 };

/** What axe finds on a page, in light and dark. @param {import('../stage/browser.js').Browser} browser @param {Page} page */
async function assertSound(browser, page) {
  for (const dark of [true, false]) {
    await browser.dark(page, dark);
    assert.deepEqual(await findingsOn(page), [], dark ? 'dark' : 'light');
  }
}

describeInBrowsers(
  'faces over a page',
  (place) => {
    for (const name of Object.keys(POPUPS)) {
      it(`${name}: axe finds nothing`, async () => {
        const { page, popup } = await openPopup(place.stage, place.browser, name);
        await assertSound(place.browser, popup);
        await page.close();
      });
    }
  },
  // Firefox lets no driver into its popup.
  { only: ['chromium'] },
);

describeInBrowsers('faces', (place) => {
  for (const face of Object.keys(FACES)) {
    it(`${face}: axe finds nothing, and 320 pixels are enough`, async () => {
      const page = await openFace(place.browser, face);
      await assertSound(place.browser, page);
      await page.setViewport(NARROW);
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('body *')]
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 100)),
      );
      assert.deepEqual(wide, []);
      await page.close();
    });
  }
});
