// Firefox's own popup. No driver is let into it; but the browser's window is open to one, and can send a script along
// into the popup's process, as Firefox's own tests do. It has those of a page's verbs that tests of the popup need.

/** @typedef {(expression: string) => Promise<unknown>} InWindow evaluates in the browser's own window */

const AT_MOST_MS = 20_000;

/** Runs beside the popup's page: evaluates in its world, and presses keys there. */
const BESIDE = `
  const world = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
  addMessageListener('straightway:run', async ({ data }) => {
    let answer;
    try {
      answer = { value: JSON.stringify(await Cu.evalInSandbox(data, world)) };
    } catch (error) {
      answer = { error: String(error) };
    }
    sendAsyncMessage('straightway:done', answer);
  });
  addMessageListener('straightway:press', ({ data }) => {
    const input = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    input.beginInputTransactionForTests(content);
    const event = new content.KeyboardEvent('', data);
    input.keydown(event);
    input.keyup(event);
    sendAsyncMessage('straightway:done', {});
  });`;

/** The popup's place in the browser's window. */
const FRAME = `document.querySelector('browser.webextension-popup-browser')`;

export class FirefoxPopup {
  #inWindow;

  keyboard = { press: (/** @type {string} */ key) => this.#ask('press', { key, code: key }) };

  /** @param {InWindow} inWindow */
  constructor(inWindow) {
    this.#inWindow = inWindow;
  }

  /**
   * Opens it as a click on the extension's button does.
   *
   * @param {InWindow} inWindow
   * @param {string} extension
   */
  static async open(inWindow, extension) {
    await inWindow(`(async () => {
      ${FRAME}?.closest('panel').hidePopup();
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
      await ExtensionParent.apiManager.asyncLoadModule('browserAction');
      const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(extension)});
      await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
      while (${FRAME}?.closest('panel').state !== 'open' || ${FRAME}.webProgress?.isLoadingDocument !== false)
        await new Promise((resolve) => setTimeout(resolve, 20));
      ${FRAME}.messageManager.loadFrameScript('data:,' + encodeURIComponent(${JSON.stringify(BESIDE)}), false);
    })()`);
    return new FirefoxPopup(inWindow);
  }

  /** @param {'run' | 'press'} what @param {unknown} data */
  async #ask(what, data) {
    const answer = await this.#inWindow(`new Promise((resolve) => {
      const { messageManager } = ${FRAME};
      messageManager.addMessageListener('straightway:done', function hear({ data }) {
        messageManager.removeMessageListener('straightway:done', hear);
        resolve(JSON.stringify(data));
      });
      messageManager.sendAsyncMessage('straightway:${what}', ${JSON.stringify(data)});
    })`);
    const { value, error } = JSON.parse(String(answer));
    if (error !== undefined) throw new Error(error);
    return value === undefined ? undefined : JSON.parse(value);
  }

  /** @param {string | ((...args: any[]) => unknown)} what @param {...unknown} args */
  evaluate(what, ...args) {
    // What a script's last expression is may not be handed on.
    const code = typeof what === 'string' ? `${what}; undefined` : `(${what})(...${JSON.stringify(args)})`;
    return this.#ask('run', code);
  }

  /** @param {(...args: any[]) => unknown} isSo @param {object} _options @param {...unknown} args */
  async waitForFunction(isSo, _options, ...args) {
    const deadline = performance.now() + AT_MOST_MS;
    while (!(await this.evaluate(isSo, ...args))) {
      if (performance.now() > deadline) throw new Error(`The popup did not come to ${isSo}.`);
    }
  }

  /** @param {string} selector */
  waitForSelector(selector) {
    return this.waitForFunction((wanted) => document.querySelector(wanted) !== null, {}, selector);
  }

  /** @param {string} selector */
  click(selector) {
    return this.evaluate((wanted) => document.querySelector(wanted).click(), selector);
  }

  /** @param {string} selector @param {(element: any) => unknown} fn */
  $eval(selector, fn) {
    return this.#ask('run', `(${fn})(document.querySelector(${JSON.stringify(selector)}))`);
  }

  /** @param {string} selector @param {(elements: any[]) => unknown} fn */
  $$eval(selector, fn) {
    return this.#ask('run', `(${fn})([...document.querySelectorAll(${JSON.stringify(selector)})])`);
  }

  /** @param {boolean} dark or light */
  setScheme(dark) {
    return this.#inWindow(`${FRAME}.browsingContext.prefersColorSchemeOverride = '${dark ? 'dark' : 'light'}'`);
  }

  close() {
    return this.#inWindow(`${FRAME}.closest('panel').hidePopup()`);
  }
}
