// Pictures of every face of ours in every state and guise, for people to look at: npm run screenshots [-- NAME…].
// They lie in screenshots/, which is no part of the project.

import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { task } from './task.mjs';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 900, height: 700 };

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

/**
 * The extension in one language. Distributions ship Chromium's own languages apart, so where they are missing it would
 * speak English: here English is what the language's file says.
 *
 * @param {string} language
 * @param {string} built
 */
async function speaking(language, built) {
  if (language === 'en') return built;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'straightway-shots-'));
  await cp(built, folder, { recursive: true });
  const texts = path.join(folder, '_locales');
  await cp(path.join(texts, language), path.join(texts, 'en'), { recursive: true });
  return folder;
}

await task(import.meta.url, async (names) => {
  await setUp({ browsers: ['chromium'] });
  await build();
  const { builtExtension, launch } = await import('../tests/stage/browser.js');
  const { FACES, MAILS, POPUPS, openFace, openMail, openPopup, setLanguage } = await import('../tests/stage/faces.js');
  const { openStage } = await import('../tests/stage/stage.js');
  const stage = await openStage();
  try {
    for (const [guise, { language = 'en', features = [], viewport = WIDE }] of Object.entries(GUISES)) {
      const isWanted = (/** @type {string} */ face) =>
        names.length === 0 || names.some((name) => `${face}-${guise}`.includes(name));
      const [pages, popups, mails] = [FACES, POPUPS, MAILS].map((faces) => Object.keys(faces).filter(isWanted));
      if ([pages, popups, mails].every((wanted) => wanted?.length === 0)) continue;
      const extension = await speaking(language, builtExtension('chromium'));
      const browser = await launch('chromium', stage, { extension });
      /** @param {import('puppeteer-core').Page} page @param {string} name @param {boolean} [fullPage] */
      const shoot = async (page, name, fullPage = true) => {
        const session = await page.createCDPSession();
        await session.send('Emulation.setEmulatedMedia', { features });
        await browser.shot(page, `${name}-${guise}`, { fullPage });
        await session.detach();
      };
      try {
        for (const name of pages ?? []) {
          const page = await openFace(browser, name);
          await setLanguage(page, language);
          await page.setViewport(viewport);
          await shoot(page, name);
          await page.close();
        }
        for (const name of popups ?? []) {
          const { page, popup } = await openPopup(stage, browser, name);
          await setLanguage(popup, language);
          await shoot(popup, name);
          await page.close();
        }
        for (const name of mails ?? []) {
          const page = await openMail(stage, browser, name, viewport);
          await shoot(page, name, false);
          await page.close();
        }
      } finally {
        await browser.close();
        if (extension !== builtExtension('chromium')) await rm(extension, { recursive: true });
      }
    }
  } finally {
    await stage.close();
  }
});
