// The extension in a browser that an organisation manages, from the day it is handed out to the day it is taken away, by
// the kits that `straightway rollout` makes. One browser for all of it, and the steps in this order: each goes on from
// where the one before has left the browser.
//
// Chromium follows a policy while it runs; Firefox is closed and opened again for each. They have a test file each, so that
// they wait at the same time.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from '../../scripts/build.mjs';
import { invitationAddress } from '../stage/addresses.js';
import { redirect } from '../stage/answer.js';
import { BROWSERS, launch } from '../stage/browser.js';
import { Distribution, IDS, renumber, VERSION } from '../stage/distribution.js';
import { DIALOG } from '../stage/faces.js';
import { invitation } from '../stage/mail.js';
import { Organisation, whyNoOrganisation } from '../stage/organisation.js';
import { openStage } from '../stage/stage.js';

/** @typedef {import('puppeteer-core').Page} Page */

const MAIL = 'https://mail.google.com/mail/u/0/';
const START = 'https://start.atlassian.com/';

/** A webmail that no build knows but the organisation's own. */
const OWN_WEBMAIL = 'https://mail.example.org/';

/** What many organisations let no extension have. */
const BLOCKED = ['webRequest', 'tabs', 'cookies', 'nativeMessaging', 'debugger'];
/** Chromium has so long to bring a change of policy to an open page. */
const AT_MOST_MS = 30_000;
const LATE_MS = 5_000;

/** The mark beside a button. */
const MARK = 'body straightway-note';

/** Invitations behind two gateways that we know, and behind the organisation's own. */
const plain = invitation();
const safe = invitation({ gateway: 'safeLinks' });
const OWN_GATEWAY = { name: 'Our gateway', host: 'gateway.example.org', parameter: 'to', coding: 'base64' };
const target = invitationAddress();
const link = `https://${OWN_GATEWAY.host}/?to=${Buffer.from(target).toString('base64url')}`;
const own = { ...invitation({ link }), target };
const LOST = 'https://id.atlassian.com/';
const lost = invitation({ link: LOST });
/** A link that nobody takes for an invitation, and that ends on the start page all the same. */
const ASTRAY = 'https://news.example.org/';
const MAILS = [
  ...[plain, safe, own, lost].map(({ html }) => `<div class="a3s">${html}</div>`),
  `<a href="${ASTRAY}" target="_blank">News</a>`,
].join('');

/**
 * The settings laid down in one way and then in another, and what somebody in an open message sees of each. `mode` and
 * `lockSettings` have steps of their own. `showOnboarding` is nothing that a mail page could show: where a policy installs
 * the extension no welcome page comes, whatever it says, and so it is only looked whether it is in force.
 *
 * @type {Record<string, { set: unknown, seen: unknown }[]>}
 */
const SETTINGS = {
  // Without the rule for gateways that nobody lists, the organisation's own is read only where it is listed.
  disabledGateways: [
    { set: ['embedded'], seen: safe.target },
    { set: ['embedded', 'microsoft-safelinks'], seen: safe.link },
  ],
  extraGateways: [
    { set: [], seen: own.link },
    { set: [OWN_GATEWAY], seen: own.target },
  ],
  landingGuard: [
    { set: 'after-invitation', seen: 'our page' },
    { set: 'off', seen: 'the start page' },
  ],
  logLevel: [
    { set: 'off', seen: false },
    { set: 'verbose', seen: true },
  ],
  organizationName: [
    { set: 'Example Ltd', seen: 'Help from Example Ltd' },
    { set: 'Meadow & Lark', seen: 'Help from Meadow & Lark' },
  ],
  policyVersion: [
    { set: 'ring 1', seen: 'Version of the policy: ring 1' },
    { set: '2026-11 ring 2', seen: 'Version of the policy: 2026-11 ring 2' },
  ],
  showOnboarding: [
    { set: true, seen: true },
    { set: false, seen: false },
  ],
  supportEmail: [
    { set: 'it@example.org', seen: 'mailto:it@example.org' },
    { set: 'help@example.org', seen: 'mailto:help@example.org' },
  ],
  supportUrl: [
    { set: 'https://it.example.org/', seen: 'https://it.example.org/' },
    { set: 'https://help.example.org/straightway', seen: 'https://help.example.org/straightway' },
  ],
  webmailHosts: [
    { set: [], seen: false },
    { set: [`${OWN_WEBMAIL}*`], seen: true },
  ],
};

/**
 * Looks again until there is something. A browser has no event for a change of what its organisation allows.
 *
 * @template T
 * @param {() => Promise<T | null | undefined | ''>} look
 * @returns {Promise<T>}
 */
async function until(look) {
  const deadline = performance.now() + AT_MOST_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error('It did not come to that.');
  }
}

/** @param {string} href */
const linkTo = (href) => `a[href="${href.replaceAll('&', '\\&')}"]`;

/** @param {import('../../scripts/setup.mjs').BrowserName} kind */
export function testInOrganisation(kind) {
  const skip = BROWSERS.includes(kind) ? whyNoOrganisation(kind) : 'left out by BROWSERS';
  // What is said of all extensions holds in Firefox for those, too, that a policy installs. In Chromium it does not hold for
  // what stands in the list of extensions to install, as kits have it: of such it has to be said by its id.
  const concerned = kind === 'chromium' ? IDS.chromium : '*';
  const RULES = { [concerned]: { blocked_permissions: BLOCKED } };
  describe(`in an organisation’s browser (${kind})`, { skip }, () => {
    /** @type {import('../stage/stage.js').Stage} */
    let stage;
    /** @type {Distribution} */
    let distribution;
    /** @type {Organisation} */
    let organisation;
    /** @type {import('../stage/browser.js').Browser} */
    let browser;
    /** The open message. @type {Page} */
    let mail;
    let ownBuild = '';

    const start = async () => {
      browser = await launch(kind, stage, { organisation });
      await browser.receive(IDS[kind]);
    };
    /** @param {string} address */
    const open = async (address) => {
      const page = await browser.open(address);
      page.setDefaultTimeout(AT_MOST_MS);
      return page;
    };

    /**
     * Makes a kit with these settings, or none, and lays it down.
     *
     * @param {unknown} [settings]
     * @param {{ rules?: import('../stage/organisation.js').Rules, byHand?: unknown }} [more] `byHand`: settings that no kit
     *   would hold, in place of the kit's
     */
    async function order(settings, { rules = RULES, byHand } = {}) {
      await organisation.order({ kit: await distribution.rollOut(settings), rules, settings: byHand });
      if (kind === 'chromium') return;
      await browser.close();
      await start();
      mail = await open(MAIL);
    }

    /** A page of the extension’s, as a person sees it. @param {string} file */
    async function ourPage(file) {
      const page = await browser.extensionPage(file);
      await page.waitForSelector('body:not([hidden])');
      return page;
    }

    /** The part of the options page that is for administrators. */
    async function forAdministrators() {
      const page = await ourPage('options/options.html');
      // Settings that arrive just now move what is above it, and a press at its place would miss it.
      await page.$eval('#it > summary', (summary) => /** @type {HTMLElement} */ (summary).click());
      await page.waitForSelector('#it-settings [data-key]');
      await page.waitForSelector('#it-results [data-check]');
      return page;
    }

    /** What it says of settings that could not be used. */
    async function problems() {
      const page = await forAdministrators();
      const paths = await page.$$eval('.fault p:first-child code', (codes) =>
        codes.map(({ textContent }) => textContent),
      );
      await page.close();
      return paths;
    }

    /** Where a visit to Atlassian’s start page ends. */
    async function visitStart() {
      const page = await browser.newPage();
      // Firefox tells no driver when a page of an extension has been loaded.
      await page.goto(START, { waitUntil: [] });
      return whose(page);
    }

    /** Whose page that is. It is closed then. @param {Page} page */
    async function whose(page) {
      await page.waitForSelector('body:not([hidden]) main');
      const isOurs = await page.evaluate(() => location.protocol !== 'https:');
      await page.close();
      return isOurs ? 'our page' : 'the start page';
    }

    /** Where a link in the open message ends that leads on to the start page. */
    async function followAstray() {
      await mail.bringToFront();
      return whose(await browser.atNewTab(() => mail.click(linkTo(ASTRAY))));
    }

    /** Whether the log tells of links in the open message that are none of ours. */
    async function isToldOfOthers() {
      await mail.reload();
      await mail.waitForSelector(linkTo(plain.target));
      const { entries } = await browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'log' }));
      const { host } = new URL(MAIL);
      return entries.some((/** @type {any} */ { verdict, on }) => verdict === 'other' && on === host);
    }

    /** What the warning in the open message says first, folded out, of what else may help: a heading, then addresses. */
    async function helpInWarning() {
      await mail.bringToFront();
      await mail.click(linkTo(LOST));
      await mail.waitForSelector(DIALOG);
      // Nobody but the extension sees into a closed root.
      const help = await browser.asExtension(
        async (url, dialog) => {
          const [tab] = await chrome.tabs.query({ url });
          const [injection] = await chrome.scripting.executeScript({
            target: { tabId: tab?.id ?? 0 },
            args: [dialog],
            func: async (/** @type {string} */ selector) => {
              const host = /** @type {any} */ (document.querySelector(selector));
              const root = host.openOrClosedShadowRoot ?? chrome.dom.openOrClosedShadowRoot(host);
              const causes = root.querySelector('.causes');
              const filled = new Promise((resolve) =>
                new MutationObserver(resolve).observe(causes, { childList: true }),
              );
              causes.open = true;
              await filled;
              const links = [...causes.querySelectorAll('a:not(h3 ~ h3 ~ a)')];
              return [causes.querySelector('h3').textContent, ...links.map(({ href }) => href)];
            },
          });
          return injection?.result ?? [];
        },
        `${MAIL}*`,
        DIALOG,
      );
      await mail.reload();
      return help;
    }

    /** The report in the popup over the open message, a line each. */
    async function reportInPopup() {
      await mail.bringToFront();
      const popup = await browser.popup(mail);
      await popup.waitForSelector('#help summary');
      await popup.click('#help summary');
      await popup.waitForSelector('pre[translate=no]');
      const text = await popup.$eval('pre[translate=no]', ({ textContent }) => textContent ?? '');
      await popup.close();
      return text.split('\n');
    }

    /** Whether the settings page offers the webmail that no build knows. */
    async function isOffered() {
      const page = await ourPage('options/options.html');
      const sites = await page.$eval('#sites', ({ textContent }) => textContent ?? '');
      await page.close();
      return sites.includes(new URL(OWN_WEBMAIL).host);
    }

    /** What there is to see of each setting, from the open message on. */
    async function look() {
      /** @param {import('../stage/mail.js').Invitation} invitation */
      const led = async ({ link, target }) => ((await mail.$(linkTo(target))) ? target : link);
      const [organizationName, supportUrl, supportEmail] = await helpInWarning();
      await mail.waitForSelector(linkTo(plain.target));
      const policyVersion = (await reportInPopup()).find((line) => line.startsWith('Version of the policy'));
      const { policy } = await browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'overview' }));
      return {
        disabledGateways: await led(safe),
        extraGateways: await led(own),
        landingGuard: await followAstray(),
        logLevel: await isToldOfOthers(),
        organizationName,
        policyVersion,
        showOnboarding: policy.showOnboarding,
        supportEmail,
        supportUrl,
        webmailHosts: await isOffered(),
      };
    }

    /** Waits until the background says so of the settings in force. @param {string} key @param {unknown} value */
    const inForce = (key, value) =>
      browser.asExtension(
        async (name, wanted) => {
          let policy;
          do ({ policy } = await chrome.runtime.sendMessage({ kind: 'overview' }));
          while (JSON.stringify(policy[name]) !== wanted);
        },
        key,
        JSON.stringify(value),
      );

    /** Builds as the organisation would, in a folder of its own. @param {import('../../scripts/build.mjs').Own} [own] */
    async function buildOwn(own = {}) {
      // For Firefox the policy says it; its manifest takes no address without encryption.
      const updateUrl = kind === 'chromium' ? { updateUrl: distribution.address } : {};
      await build({ out: ownBuild, ...updateUrl, ...own });
      return path.join(ownBuild, kind === 'chromium' ? 'chrome' : 'firefox');
    }

    before(async () => {
      stage = await openStage();
      stage.put(MAIL, MAILS);
      stage.put(OWN_WEBMAIL, MAILS);
      stage.put(ASTRAY, redirect(START));
      ownBuild = await mkdtemp(path.join(os.tmpdir(), 'straightway-own-'));
      distribution = new Distribution(kind, stage, ownBuild);
      await distribution.pack(await buildOwn());
      organisation = await Organisation.found(kind, IDS[kind]);
      await organisation.order({ kit: await distribution.rollOut(), rules: RULES });
      await start();
      mail = await open(MAIL);
    });
    after(async () => {
      await browser?.close();
      await organisation?.close();
      await stage?.close();
      await rm(ownBuild, { recursive: true });
    });

    it('it is there, and works without any settings', async () => {
      await mail.waitForSelector(linkTo(plain.target));
      await mail.waitForSelector(linkTo(safe.target));
      const page = await ourPage('options/options.html');
      assert.ok(await page.$('#organisation[hidden]'));
      await page.close();
      const { installType, permissions } = await browser.asExtension(() => chrome.management.getSelf());
      assert.equal(installType, 'admin');
      assert.deepEqual(
        permissions.filter((permission) => BLOCKED.includes(permission)),
        [],
      );
    });

    it('it opens no page by itself', async () => {
      const pages = await browser.driver.pages();
      assert.deepEqual(
        pages.map((page) => page.url()).filter((url) => url.includes('welcome')),
        [],
      );
    });

    it('settings that come late hold in a page that is open', async () => {
      if (kind === 'chromium') await pause(LATE_MS);
      await order({ mode: 'warn', organizationName: 'Example Ltd', policyVersion: 'ring 1', logLevel: 'off' });
      await mail.waitForSelector(linkTo(plain.link));
      await mail.waitForSelector(MARK);
      const page = await forAdministrators();
      const said = await page.$eval('main', ({ textContent }) => textContent);
      assert.match(said ?? '', /Set by Example Ltd/);
      assert.match(said ?? '', /ring 1/);
      assert.deepEqual(await page.$$eval('[name=mode]:not(:disabled)', (choices) => choices.length), 0);
      await page.close();
      const { entries } = await browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'log' }));
      assert.deepEqual(entries, []);
    });

    it('each setting shows in an open message, and so does a change of it', async () => {
      for (const way of [0, 1]) {
        const rows = Object.entries(SETTINGS).map(([key, ways]) => ({ key, ...ways[way] }));
        await order(Object.fromEntries(rows.map(({ key, set }) => [key, set])));
        await mail.waitForSelector(linkTo(String(SETTINGS.extraGateways?.[way]?.seen)));
        await mail.waitForSelector(linkTo(plain.target));
        assert.deepEqual(await look(), Object.fromEntries(rows.map(({ key, seen }) => [key, seen])));
      }
    });

    it('a webmail that it lists is served as soon as somebody allows it, and until it is taken back', async (test) => {
      // tests/browser/popup.test.js has it of an extension that a person installed.
      if (kind === 'chromium') return test.skip('of what a policy installed, only a press in its own prompt allows it');
      const page = await open(OWN_WEBMAIL);
      assert.ok(await page.$(linkTo(plain.link)));
      await browser.grant(`${OWN_WEBMAIL}*`);
      await page.waitForSelector(linkTo(plain.target));
      await browser.asExtension((origin) => chrome.permissions.remove({ origins: [origin] }), `${OWN_WEBMAIL}*`);
      await page.waitForSelector(linkTo(plain.link));
      await page.close();
    });

    it('nothing is done where it is switched off', async () => {
      await order({ mode: 'off', landingGuard: 'always' });
      await mail.waitForSelector(linkTo(own.link));
      await mail.waitForSelector(linkTo(plain.link));
      await mail.waitForFunction((mark) => document.querySelector(mark) === null, {}, MARK);
      assert.equal(await visitStart(), 'the start page');
      const popup = await browser.popup(mail);
      await popup.waitForSelector('body:not([hidden])');
      assert.equal(
        await popup.$eval('h2', ({ textContent }) => textContent),
        'Your organisation has switched Straightway off',
      );
      await popup.close();
    });

    it('of wrong settings the good parts hold, and the options page names the others', async () => {
      const wrong = {
        mode: 3,
        landingGuard: 'sometimes',
        disabledGateways: ['no-such-gateway', 'embedded', 'microsoft-safelinks'],
        extraGateways: [{ name: 'Half a gateway' }, OWN_GATEWAY],
        supportUrl: 'http://help.example.org/',
        lockSettings: 'yes',
        nonsense: true,
      };
      // No kit holds them. Who lays them down has done it by hand.
      await assert.rejects(distribution.rollOut(wrong), /policy\.json has 7 problems/);
      await order({}, { byHand: wrong });
      await mail.waitForSelector(linkTo(own.target));
      await mail.waitForSelector(linkTo(plain.target));
      await mail.waitForSelector(linkTo(safe.link));
      const entries = ['landingGuard', 'disabledGateways[0]', 'extraGateways[0]', 'supportUrl'];
      // Chromium drops what its schema does not know before anybody hears of it, and names it in chrome://policy.
      const types = kind === 'chromium' ? [] : ['mode', 'lockSettings', 'nonsense'];
      assert.deepEqual((await problems()).sort(), [...entries, ...types].sort());
    });

    it('nobody else changes settings that are locked', async () => {
      // Somebody has switched it off on this site, which counts until then, and chosen to have it off everywhere.
      await browser.asExtension(
        (site) => chrome.storage.local.set({ preferences: { mode: 'off' }, sitesOff: [site] }),
        new URL(MAIL).origin,
      );
      await mail.waitForSelector(linkTo(own.link));
      await order({ lockSettings: true });
      await mail.waitForSelector(linkTo(safe.target));
      const replies = await browser.asExtension(async () => {
        const asked = [
          { kind: 'settings', mode: 'off', siteOff: true },
          { kind: 'choose', name: 'mode', value: 'off' },
        ];
        return Promise.all(asked.map((message) => chrome.runtime.sendMessage(message)));
      });
      assert.deepEqual(
        replies.map(({ kind: answer }) => answer),
        ['refused', 'refused'],
      );
      await mail.evaluate((id) => {
        const message = { kind: 'settings', mode: 'off', siteOff: true };
        postMessage(message, '*');
        document.dispatchEvent(new CustomEvent('straightway', { detail: message }));
        globalThis.chrome?.runtime?.sendMessage?.(id, message);
      }, IDS[kind]);
      await mail.reload();
      await mail.waitForSelector(linkTo(plain.target));
      const page = await ourPage('options/options.html');
      assert.equal(await page.$$eval('input[type=radio]:not(:disabled)', (choices) => choices.length), 0);
      await page.close();
      await browser.asExtension(() => chrome.storage.local.remove(['preferences', 'sitesOff']));
    });

    it('shut out of every site, it says so, and what lets it in again', async () => {
      const shut = { [concerned]: { ...RULES[concerned], runtime_blocked_hosts: ['*://*'] } };
      await order({ webmailHosts: [`${OWN_WEBMAIL}*`] }, { rules: shut });
      await mail.reload();
      const allowed = await until(async () => {
        const page = await forAdministrators();
        const lines = await page.$$eval(
          '#it-results [data-check=pages][data-state=bad] pre',
          ([pre]) => pre?.textContent,
        );
        await page.close();
        const allowed = lines && JSON.parse(lines)[IDS[kind]];
        // Chromium brings what it allows and the settings one after the other.
        return allowed?.runtime_allowed_hosts.includes(new URL(OWN_WEBMAIL).origin) && allowed;
      });
      await mail.reload();
      assert.ok(await mail.$(linkTo(plain.link)));
      // As an administrator would: the printed lines, beside those that shut it out.
      await order({}, { rules: { ...shut, [IDS[kind]]: { ...shut[IDS[kind]], ...allowed } } });
      await until(async () => {
        await mail.reload();
        return mail.waitForSelector(linkTo(plain.target), { timeout: 1000 }).catch(() => null);
      });
    });

    it('a newer version comes, made for the webmail here: nobody is asked, and settings are kept', async () => {
      const folder = await buildOwn({ webmail: [`${OWN_WEBMAIL}*`] });
      const newer = VERSION.replace(/\d+$/, (last) => String(Number(last) + 1));
      await renumber(folder, newer);
      await browser.asExtension(() => chrome.storage.local.set({ preferences: { landingGuard: 'off' } }));
      await order({ disabledGateways: ['microsoft-safelinks'] });
      // Settings that came later would wake it, and an extension at work is not updated.
      await inForce('disabledGateways', ['microsoft-safelinks']);
      await distribution.pack(folder);
      await distribution.rollOut({ disabledGateways: ['microsoft-safelinks'] });
      await browser.update();
      await browser.become(IDS[kind], newer);
      const page = await open(OWN_WEBMAIL);
      await page.waitForSelector(linkTo(plain.target));
      await page.waitForSelector(linkTo(safe.link));
      const { preferences } = await browser.asExtension(() => chrome.storage.local.get('preferences'));
      assert.deepEqual(preferences, { landingGuard: 'off' });
      await page.close();
    });

    it('taken away, it leaves nothing behind', async () => {
      await order({ landingGuard: 'always' });
      await inForce('landingGuard', 'always');
      await browser.asExtension(async () => {
        while ((await chrome.declarativeNetRequest.getSessionRules()).length === 0) await Promise.resolve();
      });
      assert.equal(await visitStart(), 'our page');
      // Chromium takes away what no policy wants any more. Firefox keeps it, unless it is told not to.
      await organisation.order(
        kind === 'chromium' ? {} : { rules: { [IDS.firefox]: { installation_mode: 'blocked' } } },
      );
      if (kind === 'firefox') {
        await browser.close();
        browser = await launch(kind, stage, { organisation });
      }
      await browser.become(IDS[kind], null);
      const page = await open(MAIL);
      assert.ok(await page.$(linkTo(plain.link)));
      assert.equal(await visitStart(), 'the start page');
      await browser.close();
      assert.deepEqual(await organisation.traces(), []);
    });
  });
}
