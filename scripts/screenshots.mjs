// Pictures of every face of ours in every state and guise, for people to look at: npm run screenshots [-- NAME…].
// They lie in screenshots/, which is no part of the project.

import { rm } from 'node:fs/promises';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { task } from './task.mjs';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 900, height: 700 };

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('../tests/stage/browser.js').Browser} Browser */

/**
 * @typedef {object} Guise
 * @property {string} [language]
 * @property {{ name: string, value: string }[]} [features] of the media
 * @property {{ width: number, height: number }} [viewport]
 */

/** @type {Record<string, Guise>} */
const GUISES = {
  light: {},
  dark: { features: [{ name: 'prefers-color-scheme', value: 'dark' }] },
  forced: { features: [{ name: 'forced-colors', value: 'active' }] },
  narrow: { viewport: NARROW },
  german: { language: 'de' },
  arabic: { language: 'ar' },
  'arabic-narrow': { language: 'ar', viewport: NARROW },
};

await task(import.meta.url, async (names) => {
  await setUp({ browsers: ['chromium'] });
  await build();
  const { builtExtension, launch } = await import('../tests/stage/browser.js');
  const { FACES, MAILS, MANAGED, POPUPS, openFace, openMail, openPopup } = await import('../tests/stage/faces.js');
  const { launchManaged } = await import('../tests/stage/managed.js');
  const { whyNoOrganisation } = await import('../tests/stage/organisation.js');
  const { speaking } = await import('../tests/stage/speaking.js');
  const { openStage } = await import('../tests/stage/stage.js');
  const built = builtExtension('chromium');
  const stage = await openStage();

  /** @param {string} guise */
  async function shootAll(guise) {
    const { language = 'en', features = [], viewport = WIDE } = GUISES[guise] ?? {};
    const direction = language === 'ar' ? 'rtl' : 'ltr';
    const extension = language === 'en' ? built : await speaking(language, built);
    const isWanted = (/** @type {string} */ face) =>
      names.length === 0 || names.some((name) => `${face}-${guise}`.includes(name));

    /** @param {Browser} browser @param {Page} page @param {string} name */
    async function shoot(browser, page, name) {
      const session = await page.createCDPSession();
      await session.send('Emulation.setEmulatedMedia', { features });
      await browser.shot(page, `${name}-${guise}`);
      await session.detach();
    }

    /** @param {Browser} browser @param {object} faces */
    async function shootPages(browser, faces) {
      for (const name of Object.keys(faces).filter(isWanted)) {
        const page = await openFace(browser, name);
        await page.setViewport(viewport);
        // All of it in sight: of what is not, Chromium paints right-to-left pages beside their place.
        const height = await page.$eval('html', ({ scrollHeight }) => scrollHeight);
        await page.setViewport({ ...viewport, height });
        await shoot(browser, page, name);
        await page.close();
      }
    }

    /** @param {Browser} browser @param {string[]} popups @param {string} [prefix] */
    async function shootPopups(browser, popups, prefix = '') {
      for (const name of popups.filter((each) => isWanted(prefix + each))) {
        const { page, popup } = await openPopup(stage, browser, name);
        await shoot(browser, popup, prefix + name);
        await page.close();
      }
    }

    /** @param {Browser} browser */
    async function shootMails(browser) {
      for (const name of Object.keys(MAILS).filter(isWanted)) {
        const page = await openMail(stage, browser, name, { viewport, direction });
        await shoot(browser, page, name);
        await page.close();
      }
    }

    try {
      if (Object.keys({ ...FACES, ...POPUPS, ...MAILS }).some(isWanted)) {
        const browser = await launch('chromium', stage, { extension });
        await shootPages(browser, FACES);
        await shootPopups(browser, Object.keys(POPUPS));
        await shootMails(browser);
        await browser.close();
      }
      for (const [policy, { settings, faces, popups }] of Object.entries(MANAGED)) {
        const shown = [...Object.keys(faces), ...popups.map((popup) => `${policy}-${popup}`)];
        if (whyNoOrganisation('chromium') || !shown.some(isWanted)) continue;
        const { browser, close } = await launchManaged('chromium', stage, settings, extension);
        await shootPages(browser, faces);
        await shootPopups(browser, popups, `${policy}-`);
        await close();
      }
    } finally {
      if (extension !== built) await rm(extension, { recursive: true });
    }
  }

  try {
    for (const guise of Object.keys(GUISES)) await shootAll(guise);
  } finally {
    await stage.close();
  }
});
