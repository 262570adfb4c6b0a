// Draws the icons: extension/icons/*.svg in every size that browsers ask for. Their drawings change seldom, so the
// pictures are part of the project: node scripts/icons.mjs.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { findBrowser, setUp } from './setup.mjs';
import { root, task } from './task.mjs';

const ICONS = path.join(root, 'extension', 'icons');
const SIZES = [16, 32, 48, 128];

await task(import.meta.url, async () => {
  await setUp({ browsers: ['chromium'] });
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({
    executablePath: findBrowser('chromium') ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    for (const file of (await readdir(ICONS)).filter((name) => name.endsWith('.svg'))) {
      const drawing = await readFile(path.join(ICONS, file), 'utf8');
      for (const size of SIZES) {
        await page.setViewport({ width: size, height: size });
        await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
        const picture = /** @type {const} */ (`${path.join(ICONS, path.parse(file).name)}-${size}.png`);
        await page.screenshot({ path: picture, omitBackground: true });
      }
    }
  } finally {
    await browser.close();
  }
});
