// In every webmail: the invitation's button is right when the mail appears and right again when it is drawn anew, and
// however it is followed, the invitation arrives whole and nobody on the way hears of it.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { BUTTON, WAYS, frameAt, grantSite, linkIn, showMail } from '../pages/pages.js';
import { describeInBrowsers } from '../stage/browser.js';
import { invitation } from '../stage/mail.js';

/** By webmail, the site to grant first where the manifest does not name it. @type {Record<string, string | null>} */
const WEBMAILS = { gmail: null, outlook: null, roundcube: 'https://mail.example.org/*' };

/** As strict as a page can be that has scripts and frames of its own. */
const CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; frame-src 'self'";

/** Drawn anew since the test saw it. */
const MENDED = `${BUTTON}:not([data-seen])`;

/** @type {import('../pages/pages.js').Way} */
const CLICK = (_page, link) => link.click();

describeInBrowsers('the button of an invitation', (place) => {
  for (const [webmail, site] of Object.entries(WEBMAILS)) {
    it(`is right in ${webmail}`, async (test) => {
      const { stage, browser } = place;
      if (site !== null) await grantSite(browser, site);
      const [mail, other] = [invitation({ gateway: 'safeRedirect' }), invitation({ gateway: 'proofpoint' })];
      const { address, depth } = await showMail(stage, webmail, [mail, other], { csp: CSP });
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
        const tab = await browser.atNewTab(() => follow(page, link));
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
        await page.evaluate(() => window.dispatchEvent(new Event('redraw')));
        await assertArrives(mail, CLICK);
      });
      await test.test('in the second message', () => assertArrives(other, CLICK));
      await page.close();
    });
  }
});
