// What stands around an invitation: who sent its message, the link that would end such messages, and others to the same
// place.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { BUTTON, WAYS, linkIn } from '../pages/pages.js';
import { invitationAddress, trackedAddress } from '../stage/addresses.js';
import { describeInBrowsers } from '../stage/browser.js';
import { gateways } from '../stage/gateways.js';
import { DIALOG, MARK } from '../stage/faces.js';
import { html } from '../stage/html.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';
const TRACKER = 'https://track.atlassian.com/tracking/cc3171c0-11e3-448f-9203-ec2efb514ae9';

describeInBrowsers('a mailbox with an invitation', (place) => {
  /** @type {import('puppeteer-core').Page} */
  let page;
  beforeEach(() => place.browser.asExtension(() => chrome.storage.session.clear()));
  afterEach(() => page.close());

  /** @param {string} body @param {string} [ready] */
  async function show(body, ready = MARK) {
    const document = `<!doctype html><title>Mail</title>${body}`;
    page = await place.browser.open(
      place.stage.put(MAIL, document, { csp: "default-src 'none'; style-src 'unsafe-inline'" }),
    );
    await page.waitForSelector(ready);
    place.stage.forget();
  }

  /** A message as Gmail shows it. @param {string} body @param {string} [from] */
  const message = (body, from = 'noreply+377c008@id.atlassian.net') =>
    `<div class="adn"><span class="gD" email="${from}">Somebody</span><div class="a3s">${body}</div></div>`;

  /** @param {string} address @param {string} [label] */
  const ending = (address, label = 'Unsubscribe') => html`<p><a id="end" href="${address}">${label}</a></p>`.source;

  const visits = () =>
    place.stage.requests.filter(({ headers }) => headers['sec-fetch-dest'] === 'document').map(({ url }) => url);
  const isOpen = () => page.waitForSelector(DIALOG);
  const isClosed = () =>
    page.waitForFunction((dialog) => document.querySelector(dialog) === null, { polling: 'mutation' }, DIALOG);

  /** What is drawn in closed roots. Only Chromium shows it to a driver. */
  async function drawn() {
    const session = await page.createCDPSession();
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    await session.detach();
    /** @type {import('puppeteer-core').Protocol.DOM.Node[]} */
    const nodes = [root];
    for (const { children = [], shadowRoots = [] } of nodes) nodes.push(...shadowRoots, ...children);
    return nodes.map(({ nodeValue }) => nodeValue).join('\n');
  }

  /** Opens the first mark's card with the keyboard. */
  async function openCard() {
    const isOnMark = (/** @type {string} */ mark) => document.activeElement?.matches(mark);
    while (!(await page.evaluate(isOnMark, MARK))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }

  it('says that a sender is none of Atlassian’s, and never that it is one', async (test) => {
    if (place.browser.name !== 'chromium') return test.skip('only Chromium lets a driver see a card');
    const mail = invitation();
    for (const [from, said] of /** @type {const} */ ([
      ['robin.mora@example.com', true],
      ['noreply+377c008@id.atlassian.net', false],
      ['', false],
    ])) {
      await show(`<main>${message(mail.html, from)}<p>After</p></main>`);
      await openCard();
      const words = await drawn();
      assert.match(words, /This is your invitation/);
      assert.equal(/not come from an address that Atlassian is known/.test(words), said, from);
      await page.close();
    }
    // The same link in two messages: each is judged with its own sender.
    await show(
      `<main>${message(mail.html, 'robin.mora@example.com')}${message(mail.html)}<p>After</p></main>`,
      `.adn:last-of-type a[href="${mail.target}"]`,
    );
    await page.waitForFunction((mark) => document.querySelectorAll(mark).length === 2, {}, MARK);
    await page.focus(`.adn:last-of-type ${BUTTON}`);
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    await page.keyboard.press('Enter');
    assert.match(await drawn(), /This is your invitation/);
    assert.doesNotMatch(await drawn(), /not come from an address that Atlassian is known/);
  });

  for (const [way, follow] of Object.entries(WAYS)) {
    it(`asks before its unsubscribe link is opened by ${way}`, async () => {
      const mail = invitation({ gateway: 'safeLinks' });
      await show(message(mail.html + ending(gateways.safeLinks.wrap(TRACKER))));
      const link = await linkIn(page.mainFrame(), '#end');
      await follow(page, link);
      await isOpen();
      await page.keyboard.press('Escape');
      await isClosed();
      assert.ok(await link.evaluate((element) => document.activeElement === element));
      assert.deepEqual(visits(), []);
    });
  }

  it('has the invitation under the Enter key, and goes on for whoever insists', async () => {
    const mail = invitation();
    const address = gateways.mimecast.wrap(TRACKER);
    await show(message(mail.html + ending(address)));
    const link = await linkIn(page.mainFrame(), '#end');
    await link.focus();
    await page.keyboard.press('Enter');
    await isOpen();
    let tab = await place.browser.atNewTab(() => page.keyboard.press('Enter'));
    assert.equal((await place.stage.arrival('id.atlassian.com')).url, mail.target);
    await tab.close();
    place.stage.forget();
    await page.bringToFront();
    await link.focus();
    await page.keyboard.press('Enter');
    await isOpen();
    for (let back = 0; back < 2; back += 1) {
      await page.keyboard.down('Shift');
      await page.keyboard.press('Tab');
      await page.keyboard.up('Shift');
    }
    tab = await place.browser.atNewTab(() => page.keyboard.press('Enter'));
    assert.equal((await place.stage.arrival(new URL(address).host)).url, address);
    await tab.close();
    const { guard } = await place.browser.asExtension(() => chrome.storage.session.get('guard'));
    const remembered = /** @type {any} */ (guard).invitations.map((/** @type {any} */ { target }) => target);
    assert.deepEqual(remembered, [mail.target]);
  });

  it('judges two links with one address each by its own label', async () => {
    const address = gateways.mimecast.wrap(TRACKER);
    const accept = ending(address, 'Accept invitation').replace('id="end"', 'id="accept"');
    for (const links of [accept + ending(address), ending(address) + accept]) {
      await show(message(links));
      await page.click('#end');
      await isOpen();
      await page.keyboard.press('Escape');
      await isClosed();
      assert.equal((await page.$$(MARK)).length, 1);
      assert.deepEqual(visits(), []);
      await page.close();
    }
    await show(message(accept));
  });

  it('leaves the unsubscribe links of other messages alone', async () => {
    const mail = invitation();
    const news = '<p>News</p>';
    for (const [around, end] of /** @type {[string, string][]} */ ([
      [message(mail.html), message(news + ending(TRACKER))],
      [message(mail.html), message(news + ending('https://click.e.atlassian.com/subscription_center.aspx?jwt=e30'))],
      [message(mail.html + ending('https://news.example/unsubscribe')), ''],
    ])) {
      await show(around + end);
      const link = await linkIn(page.mainFrame(), '#end');
      const address = await link.evaluate((element) => element.href);
      await link.evaluate((element) => element.setAttribute('target', '_blank'));
      const tab = await place.browser.atNewTab(() => link.click());
      await place.stage.arrival(new URL(address).host);
      assert.deepEqual(visits(), [address]);
      await tab.close();
      await page.close();
    }
    await show(message(mail.html));
  });

  /** The places that the extension has seen several invitations to. */
  const several = () =>
    place.browser.asExtension(async () => {
      const { places } = await chrome.runtime.sendMessage({ kind: 'seen', rows: [], opened: [] });
      return places;
    });

  it('sees several invitations to one workspace, by targets and by its list, and keeps no word of either', async () => {
    const one = invitation({ workspace: 'reed-warbler' });
    await show(`<main>${message(one.html)}<p>After</p></main>`);
    await page.reload();
    await page.waitForSelector(MARK);
    assert.deepEqual(await several(), []);
    await page.close();
    const two = invitation({ workspace: 'reed-warbler' });
    const tracked = invitation({ link: trackedAddress(invitationAddress()) });
    const row = html`<tr role="row">
      <td>${tracked.subject}</td>
    </tr>`.source;
    await show(`<table>${row}${row}</table><main>${message(two.html)}${message(tracked.html)}<p>After</p></main>`);
    await page.waitForFunction((mark) => document.querySelectorAll(mark).length === 2, {}, MARK);
    assert.deepEqual((await several()).sort(), ['bitbucket.org/meadow-lark', 'bitbucket.org/reed-warbler']);
    const { pending } = await place.browser.asExtension(() => chrome.storage.session.get('pending'));
    assert.doesNotMatch(JSON.stringify(pending), /invited|https|signature|eyJ/);
    if (place.browser.name !== 'chromium') return;
    await openCard();
    assert.match(await drawn(), /several open invitations to/);
  });
});
