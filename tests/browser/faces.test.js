// Every page of ours can be read and used by everybody: axe finds nothing, in light and dark; what there is to press comes
// under the keyboard one after the other, and shows that it is there; a window of 320 pixels is enough, which is a wide
// one at 400 %; text may be set as widely as WCAG has it; and nothing moves once it is drawn.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { findingsOn } from '../stage/axe.js';
import { FACES, MANAGED, POPUPS, openFace, openPopup } from '../stage/faces.js';
import { BROWSERS, builtExtension, describeInBrowsers } from '../stage/browser.js';
import { launchManaged } from '../stage/managed.js';
import { whyNoOrganisation } from '../stage/organisation.js';
import { speaking } from '../stage/speaking.js';
import { openStage } from '../stage/stage.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('../stage/browser.js').Browser} Browser */

const NARROW = { width: 320, height: 640 };

/** What axe finds on a page, in light and dark. @param {Browser} browser @param {Page} page */
async function assertSound(browser, page) {
  for (const dark of [true, false]) {
    await browser.dark(page, dark);
    assert.deepEqual(await findingsOn(page), [], dark ? 'dark' : 'light');
  }
}

/** Goes through a page with the Tab key: in the order of reading, and always seen. @param {Page} page */
async function assertKeyboard(page) {
  const count = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
      (element) =>
        element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) &&
        !element.matches(':disabled, [type=radio]:not(:checked)') &&
        /** @type {HTMLElement} */ (element).tabIndex >= 0,
    );
    all.forEach((element, i) => element.setAttribute('data-turn', String(i)));
    /** @type {HTMLElement | undefined} */ (all[0])?.focus();
    return all.length;
  });
  for (let turn = 0; turn < count; turn += 1) {
    if (turn > 0) await page.keyboard.press('Tab');
    const { at, isSeen, isInSight } = await page.evaluate(() => {
      const element = document.activeElement ?? document.body;
      const shown = element.closest('.button') ?? element;
      const { outlineStyle, outlineWidth } = getComputedStyle(shown);
      const { top, bottom } = shown.getBoundingClientRect();
      return {
        at: element.getAttribute('data-turn') ?? element.outerHTML.slice(0, 100),
        // A field has the text cursor in it as well; a key was not pressed yet for the first.
        isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        isInSight: bottom > 0 && top < innerHeight,
      };
    });
    assert.equal(at, String(turn), 'the order');
    if (turn > 0) assert.ok(isSeen, `focus is not seen on ${turn} of ${count}`);
    assert.ok(isInSight, `${turn} is out of sight`);
  }
}

/** As WCAG 1.4.12 has it. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;

/** Nothing is cut off or wider than a narrow window, whatever the text is set like. @param {Page} page @param {import('puppeteer-core').Viewport} [viewport] */
async function assertFits(page, viewport = NARROW) {
  await page.setViewport(viewport);
  for (const style of ['', SPACED]) {
    const misfits = await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
      const all = [document.documentElement, ...document.querySelectorAll('body *')].filter((each) =>
        each.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
      );
      return all
        .filter((each) => {
          const { right, left } = each.getBoundingClientRect();
          const { overflowX, overflowY } = getComputedStyle(each);
          const isCut =
            (/hidden|clip/.test(overflowX) && each.scrollWidth > each.clientWidth + 1) ||
            (/hidden|clip/.test(overflowY) && each.scrollHeight > each.clientHeight + 1);
          return right > innerWidth + 1 || left < -1 || isCut;
        })
        .map((each) => each.outerHTML.slice(0, 100));
    }, style);
    assert.deepEqual(misfits, [], style && 'set widely');
  }
}

/** @typedef {{ readonly stage: import('../stage/stage.js').Stage, readonly browser: Browser }} Place */

/** @param {Place} place @param {string} name */
const testPopup = (place, name) =>
  it(`${name} is for everybody`, async () => {
    const { page, popup } = await openPopup(place.stage, place.browser, name);
    await assertSound(place.browser, popup);
    await assertKeyboard(popup);
    const [window, body] = await popup.evaluate(() => [
      document.documentElement.clientWidth,
      document.body.offsetWidth,
    ]);
    assert.equal(window, body, 'a strip beside it');
    await page.close();
  });

/** @param {Place} place @param {string} name */
const testFace = (place, name) =>
  it(`${name} is for everybody`, async () => {
    const page = await openFace(place.browser, name);
    await assertSound(place.browser, page);
    await assertKeyboard(page);
    await assertFits(page);
    await page.close();
  });

describeInBrowsers('faces over a page', (place) => {
  for (const name of Object.keys(POPUPS)) testPopup(place, name);
});

describeInBrowsers('faces', (place) => {
  for (const name of Object.keys(FACES)) testFace(place, name);
});

for (const kind of BROWSERS) {
  for (const [policy, { settings, faces, popups }] of Object.entries(MANAGED)) {
    describe(`faces in a ${policy} browser (${kind})`, { skip: whyNoOrganisation(kind) }, () => {
      const place = /** @type {Place & { close: () => Promise<void> }} */ ({});
      before(async () => {
        const stage = await openStage();
        Object.assign(place, { stage }, await launchManaged(kind, stage, settings));
      });
      after(async () => {
        await place.close?.();
        await place.stage?.close();
      });
      for (const name of Object.keys(faces)) testFace(place, name);
      for (const name of popups) testPopup(place, name);
    });
  }
}

// In the longest words and sentences, and from right to left.
for (const language of ['de', 'ar']) {
  describeInBrowsers(
    `faces in ${language}`,
    (place) => {
      let folder = '';
      before(async () => {
        folder = await speaking(language, builtExtension('chromium'));
        await place.browser.install(folder);
      });
      after(() => rm(folder, { recursive: true }));
      for (const name of Object.keys(FACES)) {
        it(`${name} fits`, async () => {
          const page = await openFace(place.browser, name);
          assert.equal(await page.$eval('html', ({ lang }) => lang), language);
          await assertFits(page);
          await page.close();
        });
      }
    },
    // Widths are the same in both.
    { extension: null, only: ['chromium'] },
  );
}

describeInBrowsers(
  'faces as they are drawn',
  (place) => {
    for (const [face, { path, ready }] of Object.entries(FACES)) {
      it(`${face} does not move after it is there`, async () => {
        const page = await place.browser.newPage();
        await page.evaluateOnNewDocument(() => {
          /** @type {any} */ (globalThis).shifts = [];
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) /** @type {any} */ (globalThis).shifts.push(entry.toJSON());
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await page.goto(`chrome-extension://${place.browser.extension}/${path}`);
        await page.waitForSelector(ready);
        const shifts = await page.evaluate(async () => {
          for (let i = 0; i < 3; i += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
          return /** @type {any} */ (globalThis).shifts;
        });
        assert.deepEqual(shifts, []);
        await page.close();
      });
    }
  },
  // Firefox does not tell of such shifts.
  { only: ['chromium'] },
);
