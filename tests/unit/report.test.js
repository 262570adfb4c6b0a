// What the report for the mail administrator says, and what can never get into it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import load, { Engine, gateways } from '../../extension/core/core.js';
import { HOSTS, reportOn, SENDERS } from '../../extension/report.js';
import { root } from '../../scripts/task.mjs';
import { bareLink, builtCore, readCases } from '../cases.js';
import { numbers } from '../numbers.js';

/** @typedef {import('../../extension/report.js').Browser} Browser */

/** @type {Browser} */
const FIREFOX = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0' };

/** One made of Chromium, which calls itself so. @param {...[brand: string, version: string]} brands @returns {Browser} */
const chromium = (...brands) => ({
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  userAgentData: {
    brands: [['Not A;Brand', '8'], ['Chromium', '156'], ...brands].map(([brand = '', version = '']) => ({
      brand,
      version,
    })),
  },
});

/** @type {import('../../extension/protocol.js').GatewayInfo[]} */
let catalogue = [];
/** @type {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} */
const english = JSON.parse(readFileSync(path.join(root, 'extension/_locales/en/messages.json'), 'utf8'));

/**
 * As it is copied.
 *
 * @param {import('../../extension/report.js').Found | null} found
 * @param {string} version
 * @param {Browser} browser
 * @param {string} policyVersion
 */
const written = (found, version = '1.2.3', browser = FIREFOX, policyVersion = '') =>
  reportOn(found, catalogue, version, browser, policyVersion)
    .map(([key, ...values]) => {
      const { message = '', placeholders = {} } = english[key] ?? {};
      assert.ok(message, key);
      return message.replace(/\$(\w+)\$/g, (_, name) => {
        const at = Number(placeholders[name.toLowerCase()]?.content.slice(1)) - 1;
        return values[at] ?? '';
      });
    })
    .join('\n');

before(async () => {
  await load({ module_or_path: builtCore() });
  catalogue = gateways();
});

describe('the report for the mail administrator', () => {
  it('names the gateway, what it did, its setting, the hosts and the senders', () => {
    const report = written({
      verdict: 'lost',
      reason: 'bare-host',
      trail: ['microsoft-safelinks', 'proofpoint-v3'],
      gateway: 'microsoft-safelinks',
    });
    assert.match(report, /Safe Links/);
    assert.match(report, /Proofpoint.* → |→ .*Proofpoint/);
    assert.match(report, /Do not rewrite the following URLs in email/);
    for (const said of [...HOSTS, ...SENDERS, '1.2.3', 'Firefox 153.0']) assert.ok(report.includes(said), said);
  });

  it('names the browser', () => {
    /** @type {[Browser, name: string][]} */
    const cases = [
      [FIREFOX, 'Firefox 153.0'],
      [chromium(), 'Chromium 156'],
      [chromium(['Google Chrome', '156']), 'Chrome 156'],
      [chromium(['Microsoft Edge', '156']), 'Edge 156'],
      [chromium(['Brave', '156']), 'Brave 156'],
      [chromium(['Opera', '140']), 'Opera 140'],
      [chromium(['Opera GX', '140']), 'Opera GX 140'],
      [chromium(['Vivaldi', '8.1'], ['Google Chrome', '156']), 'Vivaldi 8.1'],
      [chromium(['HeadlessChrome', '156']), 'Headless Chromium 156'],
      [chromium(['A browser to come', '1']), 'Chromium 156'],
      [{ userAgent: 'curl/8.0' }, '?'],
    ];
    for (const [browser, name] of cases) assert.ok(written(null, '1.2.3', browser).includes(` in ${name}.`), name);
  });

  it('says the senders and the hosts when nothing is known', () => {
    // Atlassian's article names these; a star is for what is different in each mail.
    for (const sender of [
      'noreply+*@id.atlassian.net',
      'noreply@am.atlassian.com',
      'noreply@mailer.atlassian.com',
      'noreply@mail.notifications.atlassian.com',
      'notifications-noreply@bitbucket.org',
    ]) {
      assert.ok(written(null).includes(sender), sender);
    }
    for (const said of [...HOSTS, ...SENDERS]) assert.ok(written(null).includes(said));
  });

  it('names the version of the policy, where it is no more than that', () => {
    for (const [policyVersion, isNamed] of /** @type {const} */ ([
      ['2026-11 ring 1', true],
      ['v2.1+b:3', true],
      ['', false],
      [' ', false],
      ['ring 1, ask robin@example.com', false],
      ['r'.repeat(41), false],
    ])) {
      const line = `Version of the policy: ${policyVersion}\n`;
      assert.equal(written(null, '1.2.3', FIREFOX, policyVersion).includes(line), isNamed, policyVersion);
    }
  });

  it('says what to tell of every gateway there is', () => {
    for (const { id, name } of catalogue) {
      assert.ok(written({ verdict: 'opaque', reason: 'target-not-in-link', trail: [], gateway: id }).includes(name));
    }
  });

  it('has nothing of any link in it, whatever the link holds', () => {
    const engine = new Engine({});
    const allowed = new Set(['→', ...words(written(null))]);
    for (const { name, vendor, exemption } of catalogue)
      words(`${name} ${vendor} ${exemption}`).forEach((word) => allowed.add(word));
    for (const { message } of Object.values(english)) words(message).forEach((word) => allowed.add(word));
    const links = readCases().map(({ input }) => bareLink(input));
    for (const judgement of engine.judge({ now: null, webmail: null, sender: null, links })) {
      for (const word of words(written(judgement))) assert.ok(allowed.has(word), word);
    }
  });

  it('keeps out secrets from wherever they come', () => {
    const random = numbers(5);
    const ids = catalogue.map(({ id }) => id);
    for (let round = 0; round < 2000; round += 1) {
      const secret = `s3cret${round}x${random(1e9)}`;
      const forms = [
        secret,
        `${secret}@example.com`,
        `eyJ${secret}`,
        `microsoft-safelinks ${secret}`,
        `__proto__${secret}`,
      ];
      const any = () => forms[random(forms.length)] ?? secret;
      const id = () => (random(2) ? any() : (ids[random(ids.length)] ?? secret));
      const found = {
        verdict: random(2) ? any() : (['accept', 'lost', 'opaque', 'toString', '__proto__'][random(5)] ?? ''),
        reason: random(2) ? any() : (['bare-host', 'expired', 'constructor'][random(3)] ?? ''),
        trail: Array.from({ length: random(6) }, id),
        gateway: random(4) ? id() : null,
        // What else a judgement carries.
        target: `https://id.atlassian.com/signup/invite?signature=${any()}`,
        host: any(),
        site: any(),
        hint: any(),
        label: any(),
      };
      const browser = random(2) ? { userAgent: `Firefox/${any()}` } : chromium([any(), any()], ['Brave', any()]);
      const report = written(found, random(2) ? any() : '1.0.0', browser, `${any()}, ${any()}`);
      assert.ok(!report.includes('s3cret'), JSON.stringify(found));
    }
  });
});

/** @param {string} text */
const words = (text) => text.split(/[\s,;:()"“”]+/).filter((word) => word !== '');
