// A walk at random through mails, invitations, logins and the start page, repeatable by its seed: nothing gets to the start
// page from an invitation before somebody says so, and there is a way on from everywhere.
//
//   WALK_STEPS=2000 WALK_MINUTES=10 WALK_SEED=7 node --test tests/browser/landing-walk.test.js

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { numbers } from '../numbers.js';
import { BUTTON } from '../pages/pages.js';
import { invitationAddress } from '../stage/addresses.js';
import { redirect } from '../stage/answer.js';
import { describeInBrowsers } from '../stage/browser.js';
import { gateways } from '../stage/gateways.js';
import { invitation } from '../stage/mail.js';

/** @typedef {import('puppeteer-core').Page} Page */

const STEPS = Number(process.env.WALK_STEPS ?? 25);
const MINUTES = Number(process.env.WALK_MINUTES ?? Infinity);
const SEED = Number(process.env.WALK_SEED ?? 5);
const MAIL = 'https://mail.google.com/mail/u/0/';
const START = 'https://start.atlassian.com/';
const ID = 'https://id.atlassian.com';

describeInBrowsers('a walk with invitations', (place) => {
  it(`loses none and traps nobody (seed ${SEED}, ${STEPS} steps)`, async (test) => {
    const { stage, browser } = place;
    const random = numbers(SEED);
    let forgets = true;
    stage.put(`${ID}/stand-in/accept`, () =>
      forgets ? redirect(`${ID}/login?continue=${encodeURIComponent(START)}&application=start`) : undefined,
    );
    const bodies = ['meadow-lark', 'reed-warbler', 'marsh-tit'].map((workspace, at) => {
      const target = invitationAddress({ workspace });
      const link = [gateways.safeRedirect, gateways.mimecast, gateways.safeLinks][at]?.wrap(target) ?? target;
      return `<div class="a3s" id="mail${at}">${invitation({ workspace, target, link }).html}</div>`;
    });
    stage.put(MAIL, `<!doctype html><title>Mail</title>${bodies.join('')}`);
    // First: Chromium takes the tab in front for the opener of the next, and a press soon after would seem to have opened it.
    const daily = await browser.open('https://bitbucket.org/');
    const mail = await browser.open(MAIL);
    await mail.waitForFunction((count) => document.querySelectorAll('straightway-note').length === count, {}, 3);
    /** The tabs with an invitation. @type {Page[]} */
    const tabs = [];
    /** How many visits of the start page are right. */
    let wanted = 0;

    const pressInMail = async () => {
      await mail.bringToFront();
      tabs.push(await browser.atNewTab(() => mail.click(`#mail${random(3)} ${BUTTON}`)));
    };
    const openFromOutside = async () => {
      tabs.push(await browser.open(invitationAddress()));
    };
    const visitStart = async () => {
      await daily.goto(START);
      wanted += 1;
    };

    /** One step on from wherever a tab is. @param {Page} tab */
    const goOn = async (tab) => {
      await tab.bringToFront();
      const choices = '#accept, #login, #causes:not([hidden])';
      await tab.waitForSelector(`${choices}, main h1:not([data-message])`);
      const here = await tab.evaluate(() => ({
        ways: ['#accept', '#login', '#choices .primary', '#continue'].filter((each) => document.querySelector(each)),
        extension: location.protocol.endsWith('-extension:'),
      }));
      if (here.ways.length === 0) {
        // Through, or at the start page because somebody wanted to.
        tabs.splice(tabs.indexOf(tab), 1);
        await tab.close();
        return;
      }
      if (here.extension) assert.ok(here.ways.includes('#continue'), 'no way on');
      const way = here.ways[random(here.ways.length)] ?? '';
      // A page that is being left can still be found, until the next is there.
      await tab.evaluate(() => document.documentElement.setAttribute('data-left', ''));
      const isLeft = () => tab.waitForSelector('html:not([data-left])');
      if (way === '#continue') {
        wanted += 1;
        const before = starts();
        await tab.click(way);
        await stage.arrival(() => starts() > before);
        await isLeft();
        await tab.waitForSelector('main h1');
        return;
      }
      await Promise.all([stage.arrival(next()), tab.click(way)]);
      await isLeft();
    };

    const starts = () => stage.requests.filter(({ host }) => host === 'start.atlassian.com').length;
    const next = () => {
      const so = stage.requests.length;
      return () => stage.requests.length > so;
    };

    const end = Date.now() + MINUTES * 60_000;
    let step = 0;
    for (; step < STEPS && Date.now() < end; step += 1) {
      forgets = random(3) > 0;
      const roll = random(10);
      const tab = tabs[random(Math.max(1, tabs.length))];
      if (roll === 0) await visitStart();
      else if (roll === 1 && browser.name === 'firefox') await browser.killBackground();
      else if (tab === undefined || (roll === 2 && tabs.length < 4)) await pressInMail();
      else if (roll === 3 && tabs.length < 4) await openFromOutside();
      else await goOn(tab);
      assert.equal(starts(), wanted, `step ${step}`);
    }
    test.diagnostic(`${step} steps, ${wanted} visits of the start page, each of them wanted`);
  });
});
