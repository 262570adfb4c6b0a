// Firefox on the stage. What WebDriver BiDi has no word for is done in the browser's own window, as Firefox's own tests
// do it.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { FirefoxPopup } from './firefox-popup.js';
import { StagedBrowser, VIEWPORT } from './staged-browser.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** The host of the extension's own addresses, which Firefox draws by lot unless told. */
const ADDRESS_HOST = randomUUID();
const UUIDS = 'extensions.webextensions.uuids';

const DARK = 0;
const LIGHT = 1;

/** The folder's manifest. @param {string} folder */
const readManifest = async (folder) => JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));

export class Firefox extends StagedBrowser {
  /** @readonly */
  name = 'firefox';

  /**
   * @param {string} program
   * @param {import('./stage.js').Stage} stage
   * @param {boolean} visible
   * @param {import('./organisation.js').Organisation} [organisation] whose browser it is
   */
  static async launch(program, { port }, visible, organisation) {
    const driver = await puppeteer.launch({
      browser: 'firefox',
      executablePath: organisation?.program ?? program,
      ...(organisation && { userDataDir: organisation.profile }),
      headless: !visible,
      defaultViewport: visible ? null : VIEWPORT,
      acceptInsecureCerts: true,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'network.dns.forceResolve': '127.0.0.1',
        'network.socket.forcePort': `80,443=${port}`,
        'services.settings.server': 'data:,#nobody',
        'devtools.jsonview.enabled': false,
        'dom.disable_open_during_load': false,
        ...(!visible && { 'ui.prefersReducedMotion': 1 }),
        ...(organisation && {
          [UUIDS]: JSON.stringify({ [organisation.id]: ADDRESS_HOST }),
          // Ours is signed by Mozilla only once it is published.
          'xpinstall.signatures.required': false,
        }),
      },
    });
    return new Firefox(driver, visible);
  }

  /** @override @param {string} folder */
  async install(folder) {
    const { gecko } = (await readManifest(folder)).browser_specific_settings;
    await this.#inWindow(
      `Services.prefs.setStringPref("${UUIDS}", ${JSON.stringify(JSON.stringify({ [gecko.id]: ADDRESS_HOST }))})`,
    );
    await super.install(folder);
  }

  /** Waits until the extension that the organisation wants is there. @param {string} id */
  async receive(id) {
    this.extension = id;
    await this.#inWindow(`(async () => {
      while (!${this.#policy()}?.active) await new Promise((resolve) => setTimeout(resolve, 50));
      await ${this.#policy()}.readyPromise;
    })()`);
  }

  /** Lets the browser look for newer versions of what it has, as it does every day. */
  async update() {
    await this.#inWindow(`(async () => {
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      const extension = await AddonManager.getAddonByID(${JSON.stringify(this.extension)});
      await new Promise((resolve, reject) => extension.findUpdates({
        onUpdateAvailable: (_extension, update) => resolve(update.install()),
        onUpdateFinished: (_extension, error) => reject(new Error('no update: ' + error)),
      }, AddonManager.UPDATE_WHEN_USER_REQUESTED));
    })()`);
  }

  /** Waits until the extension has that version, or is gone. @param {string} id @param {string | null} version */
  async become(id, version) {
    await this.#inWindow(`(async () => {
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      const version = async () => (await AddonManager.getAddonByID(${JSON.stringify(id)}))?.version ?? null;
      while ((await version()) !== ${JSON.stringify(version)}) await new Promise((resolve) => setTimeout(resolve, 50));
    })()`);
    if (version !== null) await this.receive(id);
  }

  /** @override @param {string} path within the extension */
  async extensionPage(path) {
    const page = await this.newPage();
    await page.goto(`moz-extension://${ADDRESS_HOST}/${path}`, { waitUntil: [] });
    await page.waitForFunction(() => location.protocol === 'moz-extension:' && document.readyState === 'complete');
    return page;
  }

  /** @override @param {Page} page */
  async focus(page) {
    await page.bringToFront();
    // In front is not enough: a button in the browser's own toolbar may have the focus.
    await this.#inWindow('gBrowser.selectedBrowser.focus()');
    await page.waitForFunction(() => document.hasFocus());
  }

  /** Stops the extension's event page, as the browser itself does after half a minute of rest. */
  async killBackground() {
    await this.#inWindow(`${this.#policy()}.extension.terminateBackground({ disableResetIdleForTest: true })`);
  }

  /** The extension's popup, as a click on its button opens it over a page. @param {Page} page */
  async popup(page) {
    await page.bringToFront();
    const popup = await FirefoxPopup.open((expression) => this.#inWindow(expression), this.extension);
    return /** @type {Page} */ (/** @type {unknown} */ (popup));
  }

  /**
   * Grants an optional origin, as the browser's add-on manager does.
   * @param {string} origin a pattern such as `https://mail.example.org/*`
   */
  async grant(origin) {
    await this.#inWindow(`(async () => {
      const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
      const { extension } = ${this.#policy()};
      await ExtensionPermissions.add(extension.id, { origins: [${JSON.stringify(origin)}], permissions: [], data_collection: [] }, extension);
    })()`);
  }

  /**
   * Chooses from the menu that a press of the right button opens.
   * @param {'context-copylink' | 'context-openlinkintab'} item
   */
  async chooseFromMenu(item) {
    await this.#inWindow(`(async () => {
      const menu = document.getElementById('contentAreaContextMenu');
      if (menu.state !== 'open') await new Promise((resolve) => menu.addEventListener('popupshown', resolve, { once: true }));
      const hidden = new Promise((resolve) => menu.addEventListener('popuphidden', resolve, { once: true }));
      menu.activateItem(document.getElementById('${item}'));
      await hidden;
    })()`);
  }

  /** Opens an address in a tab of a container, and waits until it has loaded. @param {string} address @param {number} container */
  async openContained(address, container) {
    await this.#inWindow(`(async () => {
      const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
      const tab = gBrowser.addTab(${JSON.stringify(address)}, { userContextId: ${container}, triggeringPrincipal });
      gBrowser.selectedTab = tab;
      await new Promise((resolve) => tab.addEventListener('TabAttrModified', () => tab.hasAttribute('busy') || resolve()));
    })()`);
    const target = await this.driver.waitForTarget((each) => each.url() === address);
    return /** @type {Page} */ (await target.page());
  }

  /** The containers of all tabs that are in one. */
  async containers() {
    const tabs = await this.#inWindow(`[...gBrowser.tabs].map((tab) => tab.userContextId).filter(Boolean).join()`);
    return String(tabs);
  }

  /** Dark or light, for this page and all others; for the popup alone. @param {Page | FirefoxPopup} page @param {boolean} [dark] */
  async dark(page, dark = true) {
    const scheme = dark ? DARK : LIGHT;
    if (page instanceof FirefoxPopup) await page.setScheme(dark);
    else
      await this.#inWindow(`Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${scheme})`);
    // The page hears of it in its own process, a little later.
    await page.waitForFunction((is) => matchMedia('(prefers-color-scheme: dark)').matches === is, {}, dark);
  }

  #policy() {
    return `WebExtensionPolicy.getByID(${JSON.stringify(this.extension)})`;
  }

  /** Evaluates in the browser's own window. @param {string} expression */
  async #inWindow(expression) {
    const { connection } = /** @type {{ connection: Connection }} */ (/** @type {unknown} */ (this.driver));
    const {
      result: { contexts },
    } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const target = { context: contexts[0]?.context };
    const { result } = await connection.send('script.evaluate', { expression, awaitPromise: true, target });
    if (result.type === 'exception') throw new Error(`Firefox refused ${expression}: ${result.exceptionDetails?.text}`);
    return result.result?.value;
  }
}

/**
 * Puppeteer's line to the browser, as far as it is used here.
 * @typedef {object} Connection
 * @property {(method: string, parameters: object) => Promise<{ result: {
 *   contexts: { context: string }[], type?: string, result?: { value?: unknown }, exceptionDetails?: { text: string } } }>} send
 */
