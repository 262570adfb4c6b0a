// In every webmail: the invitation's button is right when the mail appears and right again when it is drawn anew, and
// however it is followed, the invitation arrives whole and nobody on the way hears of it.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { it } from 'node:test';
import { BUTTON, PAGES, WAYS, frameAt, grantSite, linkIn, showMail } from '../pages/pages.js';
import { builtExtension, describeInBrowsers } from '../stage/browser.js';
import { invitation } from '../stage/mail.js';

/** Where the webmails live that may be anywhere. */
const OWN_SITE = 'mail.example.org';

/** As strict as a page can be that has scripts and frames of its own. */
const CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; frame-src https:";

/** Drawn anew since the test saw it. */
const MENDED = `${BUTTON}:not([data-seen])`;

/** @type {import('../pages/pages.js').Way} */
const CLICK = (_page, link) => link.click();

const WEBMAILS = readdirSync(PAGES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name);

describeInBrowsers('the button of an invitation', (place) => {
  for (const webmail of WEBMAILS) {
    it(`is right in ${webmail}`, async (test) => {
      const { stage, browser } = place;
      const [mail, other] = [invitation({ gateway: 'safeRedirect' }), invitation({ gateway: 'proofpoint' })];
      const {
        host,
        address,
        depth,
        confirm,
        adapter = webmail,
      } = await showMail(stage, webmail, [mail, other], { csp: CSP });
      if (host === OWN_SITE) await grantSite(browser, `https://${OWN_SITE}/*`);
      const page = await browser.open(address);
      const frame = await frameAt(page, depth);

      /**
       * Follows a button, and sees who hears of it.
       *
       * @param {import('../stage/mail.js').Invitation} mail
       * @param {import('../pages/pages.js').Way} follow
       */
      const assertArrives = async ({ target }, follow) => {
        const link = await linkIn(frame, `${MENDED}[href="${target}"]`);
        await page.bringToFront();
        stage.forget();
        const tab = await browser.atNewTab(async () => {
          await follow(page, link);
          if (confirm && follow !== WAYS['the middle button'])
            await (await page.waitForSelector(confirm, { visible: true }))?.click();
        });
        await stage.arrival('id.atlassian.com');
        // What the browser itself fetches from its makers is none of our business.
        const visits = stage.requests.filter(({ headers }) => headers['sec-fetch-dest'] === 'document');
        assert.deepEqual(
          visits.map(({ url }) => url),
          [target],
        );
        await tab.close();
      };

      for (const [way, follow] of Object.entries(WAYS)) {
        await test.test(`followed by ${way}`, () => assertArrives(mail, follow));
      }
      await test.test('drawn anew by the page', async () => {
        const link = await linkIn(frame, MENDED);
        await link.evaluate((element) => element.setAttribute('data-seen', ''));
        await Promise.all(
          page.frames().map((each) => each.evaluate(() => void window.dispatchEvent(new Event('redraw')))),
        );
        await assertArrives(mail, CLICK);
      });
      await test.test('in the second message', () => assertArrives(other, CLICK));
      await test.test('by an adapter that knows the page', async () => {
        const script = await readFile(path.join(builtExtension(browser.name), 'content', 'webmail.js'), 'utf8');
        const link = await linkIn(frame, MENDED);
        const known = await link.evaluate((element, source) => {
          // eslint-disable-next-line no-eval -- the page under test, not the product
          (0, eval)(source);
          const { id, body = '', sender } = /** @type {any} */ (globalThis).straightwayWebmail();
          const message = body === '' ? document.body : element.closest(body);
          return { id, isInMessage: message !== null, sender: (message && sender?.(message)) ?? null };
        }, script);
        assert.equal(known.id, adapter);
        assert.ok(known.isInMessage);
        assert.ok(known.sender === null || known.sender === mail.from.address);
      });
      await page.close();
    });
  }
});
