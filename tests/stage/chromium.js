// Chromium, Chrome and Edge on the stage.

import puppeteer from 'puppeteer-core';
import { StagedBrowser, VIEWPORT } from './staged-browser.js';

/** @typedef {import('puppeteer-core').Page} Page */

export class Chromium extends StagedBrowser {
  /** @readonly */
  name = 'chromium';

  /**
   * @param {string} program
   * @param {import('./stage.js').Stage} stage
   * @param {boolean} visible
   * @param {import('./organisation.js').Organisation} [organisation] whose browser it is
   */
  static async launch(program, { port, certificate }, visible, organisation) {
    const driver = await puppeteer.launch({
      browser: 'chrome',
      executablePath: organisation?.program ?? program,
      ...(organisation && { userDataDir: organisation.profile }),
      headless: !visible,
      defaultViewport: visible ? null : VIEWPORT,
      pipe: true,
      enableExtensions: true,
      ignoreDefaultArgs: [
        // A window for a person does not say that a program steers it, nor that it was started with unusual flags.
        ...(visible ? ['--enable-automation'] : []),
        // It is in the background that a browser gets what its organisation wants it to have.
        ...(organisation ? ['--disable-background-networking'] : []),
      ],
      args: [
        `--host-resolver-rules=MAP * 127.0.0.1:${port}, EXCLUDE 127.0.0.1`,
        `--ignore-certificate-errors-spki-list=${certificate.spki}`,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...(visible ? ['--test-type', '--start-maximized'] : ['--force-prefers-reduced-motion']),
      ],
    });
    return new Chromium(driver, visible);
  }

  /** Waits until the extension that the organisation wants is there. @param {string} id */
  async receive(id) {
    const isOurs = (/** @type {import('puppeteer-core').Target} */ target) =>
      target.url().startsWith(`chrome-extension://${id}/`);
    await this.driver.waitForTarget(isOurs);
    this.extension = id;
  }

  /** Waits until the extension has that version, or is gone. @param {string} id @param {string | null} version */
  async become(id, version) {
    const page = await this.open('chrome://extensions/');
    await page.evaluate(
      async (wanted, expected) => {
        let found;
        do {
          const all = await /** @type {any} */ (chrome).developerPrivate.getExtensionsInfo();
          found = all.find((/** @type {{ id: string }} */ each) => each.id === wanted)?.version ?? null;
        } while (found !== expected);
      },
      id,
      version,
    );
    await page.close();
  }

  /** Lets the browser look for newer versions of what it has, as it does every few hours. */
  async update() {
    // It puts off the update of an extension that is at work.
    await this.killBackground();
    const page = await this.open('chrome://extensions/');
    await page.evaluate(() => /** @type {any} */ (chrome).developerPrivate.autoUpdate());
    await page.close();
  }

  /** Lets the browser read its organisation's policies again, as it does by itself within seconds. */
  async readPolicies() {
    const page = await this.open('chrome://policy/');
    await page.locator('::-p-aria(Reload policies)').click();
    await page.close();
  }

  /** @param {string} path within the extension */
  async extensionPage(path) {
    return this.open(`chrome-extension://${this.extension}/${path}`);
  }

  /** Stops the extension's worker, as the browser itself does after half a minute of rest. */
  async killBackground() {
    await (await this.#worker())?.close();
  }

  /** The extension's worker, while there is one. */
  async #worker() {
    const isOurs = (/** @type {import('puppeteer-core').Target} */ target) =>
      target.type() === 'service_worker' && target.url().includes(this.extension);
    return (await this.driver.waitForTarget(isOurs)).worker();
  }

  /** The extension's popup, as a click on its button opens it over a page. @param {Page} page */
  async popup(page) {
    await page.bringToFront();
    const prefix = `chrome-extension://${this.extension}/`;
    const opened = this.driver.waitForTarget((target) => target.type() === 'page' && target.url().startsWith(prefix));
    const extension = (await this.driver.extensions()).get(this.extension);
    // Its driver knows nothing of what an organisation has installed.
    if (extension) await extension.triggerAction(page);
    else await (await this.#worker())?.evaluate(() => chrome.action.openPopup());
    return (await opened).asPage();
  }

  /**
   * Grants an optional origin as a person can in the browser's own settings, then lets the extension ask for it: the
   * browser answers without its prompt.
   * @param {string} origin a pattern such as `https://mail.example.org/*`
   */
  async grant(origin) {
    const settings = await this.open('chrome://extensions/');
    await settings.evaluate(
      (id, pattern) => /** @type {any} */ (chrome).developerPrivate.addHostPermission(id, pattern),
      this.extension,
      origin,
    );
    await settings.close();
    const page = await this.extensionPage('manifest.json');
    await page.evaluate((pattern) => {
      document.body.addEventListener('click', async () => {
        document.body.dataset.granted = String(await chrome.permissions.request({ origins: [pattern] }));
      });
    }, origin);
    await page.click('body');
    await page.waitForSelector('body[data-granted=true]');
    await page.close();
  }

  /** Lets the extension work in private windows, as a person can in the browser's own settings. It starts anew for that. */
  async allowPrivate() {
    const settings = await this.open('chrome://extensions/');
    await settings.evaluate(async (extensionId) => {
      const { developerPrivate } = /** @type {any} */ (chrome);
      // An extension that is loaded unpacked is switched off when it is started anew, unless a developer wants it.
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
      const isThere = async () => {
        const all = await developerPrivate.getExtensionsInfo();
        const { state, incognitoAccess } = all.find((/** @type {{ id: string }} */ { id }) => id === extensionId);
        return state === 'ENABLED' && incognitoAccess.isActive;
      };
      while (!(await isThere()));
    }, this.extension);
    await settings.close();
  }

  /** Opens an address in a private window. @param {string} address */
  async openPrivately(address) {
    const opened = this.driver.waitForTarget((target) => target.type() === 'page' && target.url() === address);
    await this.asExtension((url) => chrome.windows.create({ incognito: true, url }), address);
    return (await opened).asPage();
  }

  /** Dark or light for one page. @param {Page} page @param {boolean} [dark] */
  async dark(page, dark = true) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  }
}
