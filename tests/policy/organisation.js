// The extension in a browser that an organisation manages, from the day it is handed out to the day it is taken away. One
// browser for all of it, and the steps in this order: each goes on from where the one before has left the browser.
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
import { BROWSERS, launch } from '../stage/browser.js';
import { Distribution, IDS, renumber, VERSION } from '../stage/distribution.js';
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
const AT_MOST_MS = 15_000;
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
const MAILS = [plain, safe, own].map(({ html }) => `<div class="a3s">${html}</div>`).join('');

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

    /** Lays settings down, or none. @param {unknown} [settings] @param {object} [more] of the browser's for the extension */
    async function order(settings, more) {
      const extension = { ...distribution.forced, blocked_permissions: BLOCKED, ...more };
      await organisation.order({ extension, settings });
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
      await page.click('#it > summary');
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
      await page.waitForSelector('body:not([hidden]) main');
      const isOurs = await page.evaluate(() => location.protocol !== 'https:');
      const links = await page.$$eval('a', (all) => all.map(({ href }) => href));
      await page.close();
      return { isOurs, links };
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
      distribution = new Distribution(kind, stage);
      ownBuild = await mkdtemp(path.join(os.tmpdir(), 'straightway-own-'));
      await distribution.offer(await buildOwn());
      organisation = await Organisation.found(kind, IDS[kind]);
      await organisation.order({ extension: { ...distribution.forced, blocked_permissions: BLOCKED } });
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

    it('every other setting holds as well', async () => {
      await order({
        // Without the rule for gateways that nobody lists, the organisation's own is read only where it is listed.
        disabledGateways: ['embedded', 'microsoft-safelinks'],
        extraGateways: [OWN_GATEWAY],
        landingGuard: 'always',
        logLevel: 'verbose',
        showOnboarding: false,
        supportEmail: 'help@example.org',
        supportUrl: 'https://help.example.org/straightway',
        webmailHosts: [`${OWN_WEBMAIL}*`],
      });
      await mail.waitForSelector(linkTo(own.target));
      await mail.waitForSelector(linkTo(plain.target));
      await mail.waitForSelector(linkTo(safe.link));
      await inForce('showOnboarding', false);
      const { isOurs, links } = await visitStart();
      assert.ok(isOurs);
      assert.ok(links.includes('mailto:help@example.org'), String(links));
      assert.ok(links.includes('https://help.example.org/straightway'));
      const page = await ourPage('options/options.html');
      assert.match((await page.$eval('#sites', ({ textContent }) => textContent)) ?? '', /mail\.example\.org/);
      await page.close();
      const { entries } = await browser.asExtension(() => chrome.runtime.sendMessage({ kind: 'log' }));
      assert.notDeepEqual(entries, []);
    });

    it('nothing is done where it is switched off', async () => {
      await order({ mode: 'off', landingGuard: 'always' });
      await mail.waitForSelector(linkTo(own.link));
      await mail.waitForSelector(linkTo(plain.link));
      await mail.waitForFunction((mark) => document.querySelector(mark) === null, {}, MARK);
      assert.equal((await visitStart()).isOurs, false);
    });

    it('of wrong settings the good parts hold, and the options page names the others', async () => {
      await order({
        mode: 3,
        landingGuard: 'sometimes',
        disabledGateways: ['no-such-gateway', 'embedded', 'microsoft-safelinks'],
        extraGateways: [{ name: 'Half a gateway' }, OWN_GATEWAY],
        supportUrl: 'http://help.example.org/',
        lockSettings: 'yes',
        nonsense: true,
      });
      await mail.waitForSelector(linkTo(own.target));
      await mail.waitForSelector(linkTo(plain.target));
      await mail.waitForSelector(linkTo(safe.link));
      const entries = ['landingGuard', 'disabledGateways[0]', 'extraGateways[0]', 'supportUrl'];
      // Chromium drops what its schema does not know before anybody hears of it, and names it in chrome://policy.
      const types = kind === 'chromium' ? [] : ['mode', 'lockSettings', 'nonsense'];
      assert.deepEqual((await problems()).sort(), [...entries, ...types].sort());
    });

    it('nobody else changes settings that are locked', async () => {
      await order({ lockSettings: true });
      await mail.waitForSelector(linkTo(safe.target));
      await inForce('lockSettings', true);
      await browser.asExtension(
        (site) => chrome.storage.local.set({ preferences: { mode: 'off' }, sitesOff: [site] }),
        new URL(MAIL).origin,
      );
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
      const shut = { runtime_blocked_hosts: ['*://*'] };
      await order({}, shut);
      await mail.reload();
      const allowed = await until(async () => {
        const page = await forAdministrators();
        const lines = await page.$$eval(
          '#it-results [data-check=pages][data-state=bad] pre',
          ([pre]) => pre?.textContent,
        );
        await page.close();
        return lines && JSON.parse(lines)[IDS[kind]];
      });
      await mail.reload();
      assert.ok(await mail.$(linkTo(plain.link)));
      // As an administrator would: the printed lines, beside those that shut it out.
      await order({}, { ...shut, ...allowed });
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
      await distribution.offer(folder);
      await order({ disabledGateways: ['microsoft-safelinks'] });
      if (browser.name === 'chromium') await browser.update();
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
      await organisation.order({ extension: { installation_mode: kind === 'chromium' ? 'removed' : 'blocked' } });
      if (kind === 'firefox') {
        await browser.close();
        browser = await launch(kind, stage, { organisation });
      }
      await browser.become(IDS[kind], null);
      const page = await open(MAIL);
      assert.ok(await page.$(linkTo(plain.link)));
      assert.equal((await visitStart()).isOurs, false);
      await browser.close();
      assert.deepEqual(await organisation.traces(), []);
    });
  });
}
