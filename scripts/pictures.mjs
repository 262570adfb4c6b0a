// Takes the pictures of the README and of the stores from the product itself: node scripts/pictures.mjs. They change
// seldom, so they are part of the project.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { root, task } from './task.mjs';

const STORE = path.join(root, 'docs', 'store');
const README = path.join(root, 'docs', 'pictures');
const SHEET = path.join(README, 'faces.webp');

/** What the stores want. */
const SCREEN = { width: 1280, height: 800 };
/** What the README has room for. */
const WINDOW = { width: 1180, height: 640 };
const TILE = { width: 440, height: 280 };
/** So much smaller, a mail's text fits into the tile. */
const ZOOM = 0.8;

/** The sheet's pictures, row by row; those with `dark` at night. */
const FACES_SHOWN = ['mail-card', 'mail-warning', 'check-twice', 'landing', 'popup-found', 'mail-warning-false dark'];
const SHOWN = { width: 760, height: 600 };
const COLUMNS = 3;

/** @typedef {import('puppeteer-core').Page} Page */

/** @param {Page} page @param {string} name @param {import('puppeteer-core').ScreenshotClip} [clip] @param {string} [folder] */
const save = (page, name, clip, folder = STORE) =>
  page.screenshot({ path: /** @type {`${string}.png`} */ (path.join(folder, `${name}.png`)), ...(clip && { clip }) });

/** The demo's mailbox with one mail open and judged. @param {import('../tests/stage/demo/demo.js').Demo} demo @param {string} mail */
async function readMail({ browser }, mail) {
  const { MAILBOX } = await import('../tests/stage/demo/mailbox.js');
  const page = await browser.newPage();
  await page.setViewport(SCREEN);
  await page.goto(MAILBOX);
  await page.click(`.row[href="#inbox/${mail}"]`);
  await page.waitForSelector(`main[data-mail=${mail}] .a3s a`);
  await page.waitForSelector('straightway-note');
  return page;
}

/** @param {import('../tests/stage/demo/demo.js').Demo} demo */
async function takeStorePictures(demo) {
  const { DIALOG, focusMark, openFace } = await import('../tests/stage/faces.js');
  await demo.turn(true);
  for (const [name, face] of Object.entries({ '3-landing': 'landing', '4-check': 'check-twice' })) {
    const page = await openFace(demo.browser, face);
    await page.setViewport(SCREEN);
    await save(page, name);
    await page.close();
  }
  const mended = await readMail(demo, 'proofpoint');
  const { x = 0, y = 0 } = (await (await mended.$('.a3s a'))?.boundingBox()) ?? {};
  await save(mended, 'tile', {
    x: x - 55,
    y: y - 180,
    width: TILE.width / ZOOM,
    height: TILE.height / ZOOM,
    scale: ZOOM,
  });
  await focusMark(mended);
  await mended.keyboard.press('Enter');
  await save(mended, '1-mended');
  const cut = await readMail(demo, 'lost');
  await cut.click('.a3s a');
  await cut.waitForSelector(DIALOG);
  await save(cut, '2-warning');
  await cut.setViewport(WINDOW);
  await save(cut, 'warning', undefined, README);
  const straight = await readMail(demo, 'rewritten');
  await straight.setViewport(WINDOW);
  // The open mail alone, without what the demo says below it.
  const { left, top, width, height } = await straight.$eval('main', (main) => {
    const { left, top, width } = main.getBoundingClientRect();
    const { bottom } = /** @type {Element} */ (main.querySelector('.adn')).getBoundingClientRect();
    return { left, top, width, height: bottom + 16 - top };
  });
  await save(straight, 'mended', { x: left, y: top, width, height }, README);
}

/** @param {import('../tests/stage/demo/demo.js').Demo} demo */
async function takeSheet({ stage, browser }) {
  const { FACES, MAILS, openFace, openMail, openPopup, startAfresh } = await import('../tests/stage/faces.js');
  /** @param {string} name */
  const open = async (name) => {
    if (name in FACES) return openFace(browser, name);
    return name in MAILS
      ? openMail(stage, browser, name, { viewport: SHOWN })
      : (await openPopup(stage, browser, name)).popup;
  };
  const pictures = [];
  for (const shown of FACES_SHOWN) {
    const [name = '', dark] = shown.split(' ');
    await startAfresh(browser);
    const page = await open(name);
    await browser.dark(page, dark !== undefined);
    if (name in FACES) await page.setViewport(SHOWN);
    pictures.push(await page.screenshot({ encoding: 'base64' }));
    await page.close();
  }
  const sheet = await browser.newPage();
  await sheet.setViewport({ width: 1500, height: 100 });
  await sheet.setContent(`<style>
    body { display: grid; grid-template-columns: repeat(${COLUMNS}, 1fr); gap: 20px; align-items: center;
      margin: 0; padding: 20px; background: #e6eaf0 }
    img { max-width: 100%; max-height: 380px; margin: auto; border-radius: 8px; box-shadow: 0 1px 8px #1018283a }
  </style>${pictures.map((data) => `<img src="data:image/png;base64,${data}">`).join('')}`);
  await sheet.screenshot({ path: /** @type {`${string}.webp`} */ (SHEET), type: 'webp', quality: 85, fullPage: true });
}

await task(import.meta.url, async () => {
  await setUp({ browsers: ['chromium'] });
  await build();
  await mkdir(STORE, { recursive: true });
  const { openDemo } = await import('../tests/stage/demo/demo.js');
  const demo = await openDemo('chromium', { visible: false });
  try {
    await takeStorePictures(demo);
    await takeSheet(demo);
  } finally {
    await demo.close();
  }
});
