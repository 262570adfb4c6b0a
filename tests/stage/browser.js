// Real browsers on the stage: every host leads to it, a fresh profile each, the built extension in them or not. One set
// of verbs for both; what they do differently stands in `chromium.js` and `firefox.js`.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, describe } from 'node:test';
import { findBrowser } from '../../scripts/setup.mjs';
import { Failure, root } from '../../scripts/task.mjs';
import { Chromium } from './chromium.js';
import { Firefox } from './firefox.js';
import { openStage } from './stage.js';

/**
 * @typedef {import('../../scripts/setup.mjs').BrowserName} BrowserName
 * @typedef {import('./stage.js').Stage} Stage
 * @typedef {Chromium | Firefox} Browser
 *
 * @typedef {object} LaunchOptions
 * @property {string | null} [extension] the extension's folder; the built one unless told, `null`: none
 * @property {boolean} [visible] with a window
 * @property {import('./organisation.js').Organisation} [organisation] whose browser it is; it installs the extension
 */

/** @type {Record<BrowserName, { Kind: typeof Chromium | typeof Firefox, built: string }>} */
const KINDS = {
  chromium: { Kind: Chromium, built: 'dist/chrome' },
  firefox: { Kind: Firefox, built: 'dist/firefox' },
};

/** The browsers to test in: `BROWSERS=chromium` (or `firefox`) leaves the other one out. */
export const BROWSERS = /** @type {BrowserName[]} */ (process.env.BROWSERS?.split(',') ?? Object.keys(KINDS));

/** The extension as it was built for a browser. @param {BrowserName} name */
export function builtExtension(name) {
  const folder = path.join(root, KINDS[name].built);
  if (!existsSync(path.join(folder, 'manifest.json'))) {
    throw new Failure(`${KINDS[name].built} is missing: run npm run build first.`);
  }
  return folder;
}

/**
 * @param {BrowserName} name
 * @param {Stage} stage
 * @param {LaunchOptions} [options]
 * @returns {Promise<Browser>}
 */
export async function launch(name, stage, { extension, visible = false, organisation } = {}) {
  const program = findBrowser(name);
  if (!program) throw new Failure(`No ${name} was found: npm run setup says how to get one.`);
  const browser = await KINDS[name].Kind.launch(program, stage, visible, organisation);
  if (extension !== null && !organisation) await browser.install(extension ?? builtExtension(name));
  return browser;
}

/**
 * Declares the same tests once for each browser, on a stage and in a browser of their own.
 *
 * @param {string} name
 * @param {(place: { readonly stage: Stage, readonly browser: Browser }) => void} declare its `place` is there once tests run
 * @param {LaunchOptions & { only?: BrowserName[] }} [options]
 */
export function describeInBrowsers(name, declare, { only = BROWSERS, ...options } = {}) {
  for (const kind of BROWSERS.filter((each) => only.includes(each))) {
    describe(`${name} (${kind})`, () => {
      const place = /** @type {{ stage: Stage, browser: Browser }} */ ({});
      before(async () => {
        place.stage = await openStage();
        place.browser = await launch(kind, place.stage, options);
      });
      beforeEach(() => place.stage.forget());
      after(async () => {
        await place.browser?.close();
        await place.stage?.close();
      });
      declare(place);
    });
  }
}
