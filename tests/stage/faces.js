// Our pages in every state worth looking at: for tests and for pictures.

import { BUTTON } from '../pages/pages.js';
import { invitationAddress } from './addresses.js';
import { gateways } from './gateways.js';
import { invitation, toMessage } from './mail.js';

/** @typedef {import('puppeteer-core').Page} Page */

const LOST = 'https://id.atlassian.com/';
const FALSE = 'https://id.atlassian.com.invitations.example/signup/invite?signature=abc';
const FOREIGN = `https://id.atlassian.com/login?continue=${encodeURIComponent('https://files.invitations.example/')}`;
const WRAPPED_TWICE = gateways.safeLinks.wrap(invitation({ gateway: 'proofpoint', product: 'jira' }).link);

/** Every gateway that can be read, one around the other, the last outermost. */
const WRAPPED_OFTEN = [
  gateways.barracuda,
  gateways.cisco,
  gateways.proofpoint,
  gateways.safeLinks,
  gateways.google,
].reduce((address, { wrap }) => wrap(address), invitation({ gateway: null, product: 'confluence' }).link);

/** @param {string} link */
const checked = (link) => ({
  path: 'check/check.html',
  ready: 'body:not([hidden])',
  act: async (/** @type {Page} */ page) => {
    await page.$eval(
      '#form',
      (form, pasted) => {
        const { elements } = /** @type {HTMLFormElement} */ (form);
        /** @type {HTMLTextAreaElement} */ (elements.namedItem('link')).value = pasted;
        /** @type {HTMLFormElement} */ (form).requestSubmit();
      },
      link,
    );
    await page.waitForSelector('#result:not([hidden])');
  },
});

/**
 * @typedef {object} Face
 * @property {string} path
 * @property {string} ready what is there when it is
 * @property {(page: Page) => Promise<unknown>} [act]
 */

/** @param {Page} page */
const unfold = (page) => page.$$eval('details', (all) => all.forEach((details) => (details.open = true)));

/**
 * The page in front of the start page, with these links opened before, the last of them in its own tab.
 * @param {(page: Page) => Promise<unknown>} act
 * @param {...string} links
 */
const landing = (act, ...links) => ({
  path: 'landing/landing.html',
  ready: '#continue',
  act: async (/** @type {Page} */ page) => {
    await page.evaluate(async (pressed) => {
      await chrome.storage.session.remove('guard');
      for (const address of pressed) await chrome.runtime.sendMessage({ kind: 'pressed', address });
      document.body.replaceChildren();
    }, links);
    // Firefox tells no driver of its extension pages' loading.
    await page.reload({ waitUntil: [] });
    await page.waitForSelector('.causes');
    await act(page);
  },
});

/** @type {Record<string, Face>} */
export const FACES = {
  'landing-nothing': landing(async () => {}),
  'landing-lost': landing(async () => {}, 'https://safe.example.com/?u=https%3A%2F%2Fid.atlassian.com%2F'),
  landing: landing(async () => {}, invitation({ gateway: 'safeLinks' }).link),
  'landing-several': landing(
    unfold,
    invitation({ workspace: 'reed-warbler' }).link,
    invitation({ product: 'jira', workspace: 'marsh-tit', gateway: 'proofpoint' }).link,
    invitation().link,
    invitation().link,
  ),
  popup: { path: 'popup/popup.html', ready: 'body:not([hidden])' },
  'check-empty': { path: 'check/check.html', ready: 'body:not([hidden])' },
  'check-invitation': checked(invitation({ gateway: 'proofpoint', product: 'jira' }).link),
  'check-lost': checked('https://safe.example.com/?u=https%3A%2F%2Fid.atlassian.com%2F'),
  'check-twice': checked(WRAPPED_TWICE),
  'check-chain': checked(WRAPPED_OFTEN),
  'check-foreign': checked(gateways.safeLinks.wrap(FOREIGN)),
  'check-opaque': checked(invitation({ gateway: 'mimecast' }).link),
  'check-suspicious': checked(FALSE),
  'check-other': checked('https://www.example.com/'),
  'check-mail': {
    path: 'check/check.html',
    ready: 'body:not([hidden])',
    act: async (page) => {
      await page.evaluate(
        (mail) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([mail], 'mail.eml', { type: 'message/rfc822' }));
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        },
        toMessage(invitation({ gateway: 'safeLinks' })),
      );
      await page.waitForSelector('#result:not([hidden]) .way');
    },
  },
  options: { path: 'options/options.html', ready: 'body:not([hidden])' },
  'options-gateways': {
    path: 'options/options.html',
    ready: 'body:not([hidden])',
    act: unfold,
  },
  'options-it': { path: 'options/options.html#it', ready: '#it-results li' },
  welcome: { path: 'welcome/welcome.html', ready: 'body:not([hidden]) .mark' },
  'welcome-tried': {
    path: 'welcome/welcome.html',
    ready: 'body:not([hidden]) .mark',
    act: async (page) => {
      await page.click('#accept');
      await page.waitForSelector('.way');
    },
  },
};

/**
 * Our pages in the browser of an organisation, by what it has laid down there.
 *
 * @type {Record<string, { settings: object, faces: Record<string, Face>, popups: string[] }>}
 */
export const MANAGED = {
  // With mistakes of every kind that a browser lets through.
  managed: {
    settings: {
      mode: 'warn',
      landingGuard: 'sometimes',
      webmailHosts: ['https://mail.example.org/*', 'mail.example.org'],
      extraGateways: [
        { name: 'Meadow mail filter', host: 'gateway.example.org', parameter: 'to', coding: 'base64' },
        { name: 'Half a gateway' },
      ],
      disabledGateways: ['no-such-gateway', 'barracuda-linkprotect'],
      organizationName: 'Meadow & Lark GmbH, Abteilung für Informationstechnik',
      supportEmail: 'help@example.org',
      supportUrl: 'https://help.example.org/straightway',
      lockSettings: true,
      logLevel: 'verbose',
      policyVersion: 'ring 1',
    },
    faces: {
      'managed-options': { path: 'options/options.html', ready: '#organisation:not([hidden])' },
      'managed-options-it': {
        path: 'options/options.html#it',
        ready: '#it-results li',
        act: async (page) => {
          await page.$$eval('#it-report button', ([write]) => write?.click());
          await page.waitForSelector('#it-preview pre');
        },
      },
      'managed-landing': landing(unfold, invitation({ gateway: 'safeLinks' }).link),
    },
    popups: ['popup-found', 'popup-help', 'popup-none'],
  },
  'managed-off': {
    settings: { mode: 'off', organizationName: 'Meadow & Lark' },
    faces: { 'managed-off-options': { path: 'options/options.html', ready: '#organisation:not([hidden])' } },
    popups: ['popup-none'],
  },
};

const PAGES = Object.assign({}, FACES, ...Object.values(MANAGED).map(({ faces }) => faces));

/** Opens a face in its state. @param {import('./browser.js').Browser} browser @param {string} name */
export async function openFace(browser, name) {
  /** @type {Face | undefined} */
  const face = PAGES[name];
  if (!face) throw new Error(`There is no face ${name}.`);
  const page = await browser.extensionPage(face.path);
  await page.waitForSelector(face.ready);
  await face.act?.(page);
  return page;
}

const MAIL = 'https://mail.google.com/mail/u/0/';

/**
 * What the popup shows over which page, with what is kept in the browser, and what must be there first.
 *
 * @typedef {object} Popup
 * @property {string} address
 * @property {string} [body] unless the browser itself has the page
 * @property {string} [mark]
 * @property {Record<string, unknown>} [kept]
 * @property {(popup: Page) => Promise<unknown>} [act]
 */

/** @type {Record<string, Popup>} */
export const POPUPS = {
  'popup-found': {
    address: MAIL,
    body: `<div>${invitation().html}<a href="https://id.atlassian.com/">Accept invitation</a>${invitation({ gateway: 'mimecast', label: 'Join the team' }).html}<a href="https://id.atlassian.com.invitations.example/signup/invite?signature=abc">Log in</a></div>`,
    mark: 'straightway-note',
  },
  'popup-none': { address: MAIL, body: '<p>Inbox</p>' },
  'popup-help': {
    address: MAIL,
    body: '<div><a href="https://id.atlassian.com/">Accept invitation</a></div>',
    mark: 'straightway-note',
    act: async (popup) => {
      await popup.click('#help summary');
      await popup.waitForSelector('.causes');
      await unfold(popup);
    },
  },
  'popup-site-off': { address: MAIL, body: '<p>Inbox</p>', kept: { sitesOff: ['https://mail.google.com'] } },
  'popup-off': { address: MAIL, body: '<p>Inbox</p>', kept: { preferences: { mode: 'off' } } },
  // Chromium's and Firefox's own.
  'popup-unsupported': { address: 'about:blank' },
  'popup-elsewhere': { address: 'https://id.atlassian.com/login', body: '<p>Log in</p>' },
  'popup-grant': { address: 'https://mail.example.org/', body: '<p>Inbox</p>' },
};

/** Forgets all that was seen and chosen before. @param {import('./browser.js').Browser} browser @param {Record<string, unknown>} [kept] but for this */
export const startAfresh = (browser, kept = {}) =>
  browser.asExtension(async (items) => {
    const policy = await chrome.storage.local.get(['managed', 'managedReceived']);
    await chrome.storage.session.clear();
    await chrome.storage.local.clear();
    await chrome.storage.local.set({ ...policy, ...items });
  }, kept);

/**
 * Opens the popup over a page.
 *
 * @param {import('./stage.js').Stage} stage
 * @param {import('./browser.js').Browser} browser
 * @param {string} name
 */
export async function openPopup(stage, browser, name) {
  const shown = POPUPS[name];
  if (!shown) throw new Error(`There is no popup ${name}.`);
  const { address, body, mark, kept = {}, act } = shown;
  await startAfresh(browser, kept);
  const page = await browser.open(
    body === undefined ? address : stage.put(address, `<!doctype html><title>Mail</title>${body}`),
  );
  if (mark) await page.waitForSelector(mark);
  const popup = await browser.popup(page);
  await popup.waitForSelector('body:not([hidden])');
  await act?.(popup);
  return { page, popup };
}

/** The marks of a mail are behind its messages; the dialog hangs from the document. */
export const MARK = 'body straightway-note';
export const DIALOG = 'html > straightway-note';

/**
 * Waits for something in a closed root of ours, which browsers open to the extension's own scripts.
 *
 * @param {import('./browser.js').Browser} browser
 * @param {Page} page
 * @param {string} selector
 */
async function waitInside(browser, page, selector) {
  const wait = async (/** @type {string} */ url, /** @type {string} */ wanted) => {
    const [tab] = await chrome.tabs.query({ url });
    await chrome.scripting.executeScript({
      target: { tabId: tab?.id ?? 0 },
      args: [wanted],
      func: (/** @type {string} */ sought) =>
        new Promise((resolve) => {
          const { chrome } = /** @type {any} */ (globalThis);
          /** @type {ShadowRoot[]} */
          const roots = [...document.querySelectorAll('straightway-note')].map(
            (host) => /** @type {any} */ (host).openOrClosedShadowRoot ?? chrome.dom.openOrClosedShadowRoot(host),
          );
          const look = () => roots.some((root) => root.querySelector(sought)) && resolve(true);
          const observer = new MutationObserver(look);
          for (const root of roots) observer.observe(root, { childList: true, subtree: true });
          look();
        }),
    });
  };
  await browser.asExtension(wait, page.url(), selector);
  await browser.focus(page);
}

/** Goes to the mark behind the mail's button. @param {Page} page */
export async function focusMark(page) {
  await page.focus(BUTTON);
  while (!(await page.evaluate((mark) => document.activeElement?.matches(mark), MARK))) {
    const last = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press('Tab');
    // Firefox's driver does not wait for what a key does.
    await page.waitForFunction((before) => document.activeElement !== before, {}, last);
  }
}

/** Opens the card of that mark. @param {Page} page @param {import('./browser.js').Browser} browser */
async function openCard(page, browser) {
  await focusMark(page);
  // Firefox's own buttons may have the focus by now, though the page does not say so.
  await browser.focus(page);
  await page.keyboard.press('Enter');
}

/** @param {Page} page */
async function followButton(page) {
  await page.click(BUTTON);
  await page.waitForSelector(DIALOG);
}

/**
 * What people see of us in pages of others: mails, and the login.
 *
 * @typedef {object} Shown
 * @property {string} body
 * @property {string} [address] where it stands, if not in a webmail
 * @property {string} [after] the address that the tab was at before
 * @property {(page: Page, browser: import('./browser.js').Browser) => Promise<unknown>} [act]
 */

/** @type {Record<string, Shown>} */
export const MAILS = {
  mail: {
    body: [
      invitation(),
      invitation({ link: LOST, label: 'Join the team' }),
      invitation({ gateway: 'mimecast', label: 'View invitation' }),
      invitation({ link: FALSE, label: 'Log in' }),
    ]
      .map(({ html }) => html)
      .join(''),
  },
  'mail-dark': {
    body: `<div style="background: #1f1f1f; color: #e8e8e8; padding: 40px">${['', 'width: 180px'].map((style) => `<p style="${style}"><a style="display: inline-flex; padding: 4px 12px; background: #579dff; color: #1d2125" href="${invitation({ gateway: 'safeLinks' }).link}">Accept invitation</a></p><p><a style="color: #85b8ff" href="${LOST}">Accept invitation</a></p>`).join('')}</div>`,
  },
  'mail-card': { body: invitation({ gateway: 'proofpoint', product: 'jira' }).html, act: openCard },
  'mail-card-unfolded': {
    body: invitation({ link: WRAPPED_TWICE }).html,
    act: async (page, browser) => {
      await openCard(page, browser);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    },
  },
  'mail-card-opaque': { body: invitation({ gateway: 'mimecast' }).html, act: openCard },
  'mail-warning': {
    body: invitation({ link: 'https://safe.example.com/?u=https%3A%2F%2Fid.atlassian.com%2F' }).html,
    act: followButton,
  },
  'mail-warning-causes': {
    body: invitation({ link: 'https://safe.example.com/?u=https%3A%2F%2Fid.atlassian.com%2F' }).html,
    act: async (page, browser) => {
      await followButton(page);
      // From the safe choice back to what folds out the causes.
      await page.keyboard.down('Shift');
      for (let back = 0; back < 3; back += 1) await page.keyboard.press('Tab');
      await page.keyboard.up('Shift');
      await page.keyboard.press('Enter');
      await waitInside(browser, page, '.causes a');
    },
  },
  'mail-unsubscribe': {
    body: `${invitation().html}<p><a id="end" href="${gateways.safeLinks.wrap('https://click.e.atlassian.com/subscription_center.aspx?jwt=e30')}">Unsubscribe</a></p>`,
    act: async (page) => {
      await page.click('#end');
      await page.waitForSelector(DIALOG);
    },
  },
  'mail-warning-false': { body: invitation({ link: FALSE }).html, act: followButton },
  'login-bar': {
    after: invitationAddress(),
    address: 'https://id.atlassian.com/login',
    body: '<a href="#continue">Continue</a>',
  },
};

/**
 * Opens a mail that there is something to say about.
 *
 * @param {import('./stage.js').Stage} stage
 * @param {import('./browser.js').Browser} browser
 * @param {string} name
 * @param {object} [look]
 * @param {import('puppeteer-core').Viewport} [look.viewport]
 * @param {'ltr' | 'rtl'} [look.direction] of the webmail
 */
export async function openMail(stage, browser, name, { viewport, direction = 'ltr' } = {}) {
  const shown = MAILS[name];
  if (!shown) throw new Error(`There is no mail ${name}.`);
  const { body, address = MAIL, after, act } = shown;
  const markup = `<!doctype html><html lang="en" dir="${direction}"><title>Mail</title><header><h1>Mail</h1></header><main class="a3s">${body}</main></html>`;
  const page = await browser.newPage();
  if (viewport) await page.setViewport(viewport);
  if (after) {
    await page.goto(after);
    await browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'landed' }));
  }
  await page.goto(stage.put(address, markup, { csp: "default-src 'none'; style-src 'unsafe-inline'" }));
  await page.waitForSelector('straightway-note');
  await browser.focus(page);
  await act?.(page, browser);
  return page;
}
