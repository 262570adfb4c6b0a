// The demo's story, told without a display: each mail opened and its button pressed, and what was seen.

import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../../../scripts/task.mjs';
import { gateways } from '../gateways.js';
import { MAILBOX, journey } from './mailbox.js';
import { CANTEEN } from './mails.js';

/**
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {import('./demo.js').Demo} Demo
 * @typedef {import('./mails.js').DemoMailName} DemoMailName
 */

const LINK = '.a3s a';
const START = 'https://start.atlassian.com/';
const GATEWAY_HOSTS = new Set(Object.values(gateways).map(({ host }) => host));

/** @param {string} address */
const short = (address) => (address.length > 100 ? `${address.slice(0, 99)}…` : address);

/** @param {string[]} addresses */
const way = (addresses) =>
  addresses
    .map((address) => {
      const { host, pathname, search } = new URL(address);
      return short(host + (pathname === '/' ? '' : pathname)) + (search && '?…');
    })
    .join('\n    → ');

/**
 * @param {Demo} demo
 * @param {(line: string) => void} say
 */
export async function tellStory({ stage, browser, mails }, say) {
  const page = await browser.open(MAILBOX);
  let pictures = 0;

  /** @param {string} name @param {Page} [of] */
  async function picture(name, of = page) {
    pictures += 1;
    const file = await browser.shot(of, `demo-${browser.name}-${pictures}-${name}`);
    say(`    ${path.relative(root, file)}`);
  }

  /** @param {boolean} on */
  async function turn(on) {
    await Promise.all([page.waitForNavigation(), page.click(`[data-extension=${on ? 'on' : 'off'}]`)]);
    say(on ? '\nWith Straightway' : '\nWithout Straightway');
  }

  /** Opens a mail as its reader does. @param {DemoMailName} name */
  async function read(name) {
    await page.bringToFront();
    await page.click(`.row[href="#inbox/${name}"]`);
    await page.waitForSelector(`main[data-mail=${name}] ${LINK}`);
    stage.forget();
  }

  const address = () => page.$eval(LINK, (link) => link.getAttribute('href') ?? '');

  /** Waits until the open mail's button has its own address back. @param {string | undefined} target */
  async function mended(target) {
    try {
      await page.waitForSelector(`${LINK}[href=${JSON.stringify(target)}]`);
    } catch {
      assert.fail(`the button still points to ${short(await address())}`);
    }
  }

  /** Presses the open mail's button, and follows it to the page it ends on. */
  async function press() {
    const tab = await browser.atNewTab(() => page.click(LINK));
    await tab.waitForSelector('main');
    return tab;
  }

  /** @param {string} host */
  const assertWentStraightTo = (host) => {
    assert.equal(new URL(journey(stage.requests)[0] ?? 'about:blank').host, host);
    assert.deepEqual(
      stage.requests.filter((arrival) => GATEWAY_HOSTS.has(arrival.host)),
      [],
    );
  };

  say('\nWithout Straightway');
  const { mail } = mails.rewritten;
  await read('rewritten');
  assert.equal(await address(), mail.link);
  say(`  “${mail.subject}”. The button points to\n    ${short(mail.link ?? '')}`);
  await picture('mail-without');
  const login = await press();
  await Promise.all([login.waitForNavigation(), login.click('#login')]);
  const lost = journey(stage.requests);
  assert.equal(lost.at(-1), START);
  say(
    `  Pressed, and logged in when asked. The click went\n      ${way(lost)}\n  That is Atlassian’s start page. The invitation is lost.`,
  );
  await picture('lost', login);
  await login.close();

  await turn(true);
  await read('rewritten');
  await mended(mail.target);
  await page.waitForSelector('straightway-note');
  say(`  The same mail. The button points to\n    ${short(mail.target ?? '')}`);
  await picture('mail-with');
  const invitation = await press();
  assert.equal((await stage.arrival('id.atlassian.com')).url, mail.target);
  assertWentStraightTo('id.atlassian.com');
  const parameters = [...new URL(mail.target ?? '').searchParams.keys()];
  say(`  Pressed. The click went straight to id.atlassian.com with ${parameters.join(', ')}; no gateway heard of it.`);
  await picture('invitation', invitation);
  await Promise.all([invitation.waitForNavigation(), invitation.click('#accept')]);
  assert.equal(journey(stage.requests).at(-1), 'https://bitbucket.org/meadow-lark/');
  say('  Accepted: Sam is in the meadow-lark workspace on Bitbucket.');
  await invitation.close();

  say('\nOther mails, with Straightway');
  for (const name of /** @type {const} */ (['safeLinks', 'proofpoint', 'nested'])) {
    const {
      tag,
      mail: { target = '' },
    } = mails[name];
    await read(name);
    await mended(target);
    const tab = await press();
    const { host } = new URL(target);
    assertWentStraightTo(host);
    assert.equal((await stage.arrival(host)).url, target);
    say(`  ${tag}: straight to ${host}, every parameter there.`);
    await tab.close();
  }

  for (const name of /** @type {const} */ (['lost', 'lookalike'])) {
    const { tag } = mails[name];
    await read(name);
    await page.waitForSelector('straightway-note');
    await page.click(LINK);
    await page.waitForFunction(() => document.activeElement?.localName === 'straightway-note');
    assert.deepEqual(journey(stage.requests), []);
    say(`  ${tag}: the click opened a warning, and nothing else.`);
    await picture(name);
    await page.keyboard.press('Escape');
  }

  await read('opaque');
  await page.waitForSelector('straightway-note');
  assert.equal(await address(), mails.opaque.mail.link);
  say(`  ${mails.opaque.tag}: left as it is, with a mark that says why.`);
  await picture('opaque');

  await read('ordinary');
  const tab = await press();
  const untouched = await page.evaluate((selector) => {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById('ordinary'));
    return document.querySelector(selector)?.outerHTML === template.content.querySelector(selector)?.outerHTML;
  }, LINK);
  assert.ok(untouched, 'the ordinary link was changed');
  assert.equal(new URL(journey(stage.requests).at(-1) ?? START).host, CANTEEN);
  say(`  ${mails.ordinary.tag}: not a letter changed.`);
  await tab.close();
}
