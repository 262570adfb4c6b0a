// Puts a webmail's page on the stage, with the documents of its frames, and finds the mail's button in it.

import path from 'node:path';
import { webmailPage } from '../stage/webmail.js';

/**
 * @typedef {import('../stage/mail.js').Mail} Mail
 * @typedef {import('../stage/stage.js').Stage} Stage
 * @typedef {import('puppeteer-core').Page} Page
 *
 * @typedef {import('../stage/webmail.js').WebmailPage & {
 *   frames?: (mails: Mail[]) => Record<string, import('../stage/html.js').Html>,
 *   depth?: number,
 *   confirm?: string,
 *   adapter?: string,
 * }} FramedWebmailPage `frames`: documents of their own, by their addresses; `depth`: how many frames deep the mails are;
 *   `confirm`: the link to press when the webmail asks before it follows one; `adapter`: which one knows the page, when it
 *   has not the folder's name
 */

/** A folder for each webmail. */
export const PAGES = import.meta.dirname;

/** Scripts that all of the pages have. */
const SHARED = path.join(PAGES, 'shared');

/** The button of the stage's invitations, as far as webmails leave it alone. */
export const BUTTON = 'a[style*="inline-flex"]';

/**
 * @param {Stage} stage
 * @param {string} webmail
 * @param {Mail[]} mails
 * @param {import('../stage/stage.js').Staging} [staging]
 * @returns {Promise<FramedWebmailPage & { address: string }>} the page, and the address to open
 */
export async function showMail(stage, webmail, mails, staging) {
  const { page } = /** @type {{ page: FramedWebmailPage }} */ (await webmailPage(webmail));
  stage.putFolder(`https://${page.host}/shared/`, SHARED);
  for (const [address, document] of Object.entries(page.frames?.(mails) ?? {})) {
    stage.putFolder(`${new URL(address).origin}/shared/`, SHARED);
    stage.put(address, document, staging);
  }
  return { ...page, address: await stage.showMail(webmail, mails, staging) };
}

/**
 * The frame that a webmail shows its mail in.
 *
 * @param {Page} page
 * @param {number} [depth] 0: the page itself
 */
export async function frameAt(page, depth = 0) {
  // A page is complete when its frames are. One that is still on the way to its document can lose who looks in it.
  await page.waitForFunction(() => document.readyState === 'complete');
  return page.waitForFrame((frame) => {
    let above = 0;
    for (let outer = frame.parentFrame(); outer; outer = outer.parentFrame()) above += 1;
    return above === depth;
  });
}

/**
 * A link once it can be seen, through open shadow roots as well.
 *
 * @param {import('puppeteer-core').Frame} frame
 * @param {string} selector
 */
export async function linkIn(frame, selector) {
  // Nothing tells a driver of changes in shadow roots, so it looks again with every picture.
  const link = await frame.waitForSelector(`pierce/${selector}`, { visible: true });
  return /** @type {import('puppeteer-core').ElementHandle<HTMLAnchorElement>} */ (link);
}

/**
 * An element once it is there, in whichever frame that may be.
 *
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<import('puppeteer-core').ElementHandle<Element>>}
 */
export function found(page, selector) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import('puppeteer-core').Frame>} */
    const known = new Set();
    /** @param {import('puppeteer-core').Frame} frame */
    const search = (frame) => {
      if (known.has(frame)) return;
      known.add(frame);
      // A frame may go before it has it; then another one will.
      linkIn(frame, selector).then(resolve, (error) => frame === page.mainFrame() && reject(error));
    };
    page.on('frameattached', search);
    // Its document comes later, and may take the search with it.
    page.on('framenavigated', (frame) => {
      known.delete(frame);
      search(frame);
    });
    page.frames().forEach(search);
  });
}

/** @typedef {(page: Page, link: import('puppeteer-core').ElementHandle<Element>) => Promise<void>} Way */

/** The ways to follow a link. @type {Record<string, Way>} */
export const WAYS = {
  'a click': (_page, link) => link.click(),
  'the middle button': (_page, link) => link.click({ button: 'middle' }),
  'Ctrl and a click': (page, link) => holding(page, 'Control', () => link.click()),
  'Shift and a click': (page, link) => holding(page, 'Shift', () => link.click()),
  'the Enter key': async (page, link) => {
    await link.focus();
    await page.keyboard.press('Enter');
  },
};

/** Does something while a key is held down. @param {Page} page @param {'Control' | 'Shift'} key @param {() => Promise<void>} action */
export async function holding(page, key, action) {
  await page.keyboard.down(key);
  await action();
  await page.keyboard.up(key);
}

/**
 * Grants a site and waits until we are at work there; no browser has an event for that.
 *
 * @param {import('../stage/browser.js').Browser} browser
 * @param {string} origin a pattern such as `https://mail.example.org/*`
 */
export async function grantSite(browser, origin) {
  await browser.grant(origin);
  await browser.asExtension(async (wanted) => {
    let scripts;
    do scripts = await chrome.scripting.getRegisteredContentScripts();
    while (!scripts.some(({ matches }) => matches?.includes(wanted)));
  }, origin);
}
