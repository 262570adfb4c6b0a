// What both browsers do alike on the stage.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../scripts/task.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** Pictures are for people to look at, and no part of the project. */
const SHOTS = path.join(root, 'screenshots');

export const VIEWPORT = { width: 1280, height: 800 };

export class StagedBrowser {
  /** The installed extension's id; empty while there is none. */
  extension = '';
  /** Where it was installed from. */
  folder = '';

  /**
   * @param {import('puppeteer-core').Browser} driver
   * @param {boolean} visible
   */
  constructor(driver, visible) {
    this.driver = driver;
    this.visible = visible;
  }

  /** Its name and version, as people write them. */
  async version() {
    const [name = '', number = ''] = (await this.driver.version()).split('/');
    return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${number}`;
  }

  /** @param {string} folder the extension's, unpacked */
  async install(folder) {
    this.extension = await this.driver.installExtension(folder);
    this.folder = folder;
  }

  async uninstall() {
    await this.driver.uninstallExtension(this.extension);
    this.extension = '';
  }

  newPage() {
    return this.driver.newPage();
  }

  /** Opens an address in a new tab. @param {string | Promise<string>} address */
  async open(address) {
    const page = await this.newPage();
    await page.goto(await address, { waitUntil: 'domcontentloaded' });
    return page;
  }

  /** Puts a page in front, so that keys go to it. @param {Page} page */
  async focus(page) {
    await page.bringToFront();
  }

  /**
   * The page that something opens in a new tab, a click for example.
   * @param {() => Promise<unknown>} action
   */
  async atNewTab(action) {
    const known = new Set(this.driver.targets());
    const opened = this.driver.waitForTarget((target) => target.type() === 'page' && !known.has(target));
    await action();
    const page = await (await opened).page();
    if (!page) throw new Error('The new tab has no page.');
    // A tab that gets another process meanwhile, as for a page of the extension, has to be told again.
    if (!this.visible) await page.setViewport(VIEWPORT).catch(() => page.setViewport(VIEWPORT));
    return page;
  }

  /**
   * Runs a function with the extension's own rights (`chrome.*`), in a page of the extension that is closed again.
   * @template {unknown[]} Parameters
   * @template {import('puppeteer-core').EvaluateFunc<Parameters>} Fn
   * @param {Fn} fn evaluated over there: it sees nothing of what is around it here
   * @param {Parameters} parameters
   * @returns {Promise<Awaited<ReturnType<Fn>>>}
   */
  async asExtension(fn, ...parameters) {
    const page = await this.extensionPage('manifest.json');
    try {
      return await page.evaluate(fn, ...parameters);
    } finally {
      await page.close();
    }
  }

  /**
   * A page of the extension, in a new tab. Each browser has its own way to it.
   *
   * @param {string} file within the extension
   * @returns {Promise<Page>}
   */
  extensionPage(file) {
    throw new Error(`There is no way to ${file}.`);
  }

  /**
   * Takes a picture of what a page shows.
   *
   * @param {Page} page
   * @param {string} name
   * @returns {Promise<string>} the file
   */
  async shot(page, name) {
    await mkdir(SHOTS, { recursive: true });
    for (const frame of page.frames()) await frame.evaluate(() => document.fonts.ready.then(() => {}));
    const file = /** @type {const} */ (`${path.join(SHOTS, name)}.png`);
    await page.screenshot({ path: file });
    return file;
  }

  /** Waits until somebody closes the browser. */
  async closed() {
    if (this.driver.connected) await new Promise((resolve) => this.driver.once('disconnected', resolve));
  }

  async close() {
    await this.driver.close();
  }
}
