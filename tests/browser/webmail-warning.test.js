// The warning: it comes in place of a link that would lose the invitation or is not what it seems, and works without a
// mouse as well as with one.

import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { BUTTON, WAYS, holding, linkIn } from '../pages/pages.js';
import { describeInBrowsers } from '../stage/browser.js';
import { DIALOG, MARK } from '../stage/faces.js';
import { html } from '../stage/html.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';
const LOST = 'https://id.atlassian.com/';
const FALSE = 'https://id.atlassian.com.invitations.example/signup/invite?signature=abc';

describeInBrowsers('the warning', (place) => {
  /** @type {import('puppeteer-core').Page} */
  let page;
  /** @type {import('puppeteer-core').ElementHandle<Element>} */
  let link;
  afterEach(() => page.close());

  /** Shows a mail whose button points there, until it is judged. @param {string} address */
  const show = (address) => showMail(invitation({ link: address }).html);

  /** @param {string} body a mail's, in which one link is to be judged */
  async function showMail(body) {
    const document = `<!doctype html><title>Mail</title><div class="a3s">${body}</div><p>End</p>`;
    page = await place.browser.open(
      place.stage.put(MAIL, document, { csp: "default-src 'none'; style-src 'unsafe-inline'" }),
    );
    link = await linkIn(page.mainFrame(), BUTTON);
    await page.waitForSelector(MARK);
    place.stage.forget();
  }

  const isOpen = () => page.waitForSelector(DIALOG);
  const isClosed = () =>
    page.waitForFunction((dialog) => document.querySelector(dialog) === null, { polling: 'mutation' }, DIALOG);
  const linkHasFocus = () => link.evaluate((element) => document.activeElement === element);
  const visits = () =>
    place.stage.requests.filter(({ headers }) => headers['sec-fetch-dest'] === 'document').map(({ url }) => url);

  for (const [way, follow] of Object.entries(WAYS)) {
    for (const address of [LOST, FALSE]) {
      it(`stops ${new URL(address).host}, followed by ${way}`, async () => {
        await show(address);
        await follow(page, link);
        await isOpen();
        await page.keyboard.press('Escape');
        await isClosed();
        assert.ok(await linkHasFocus());
        assert.deepEqual(visits(), []);
      });
    }
  }

  it('stops a link that is dragged', async () => {
    await show(LOST);
    const { x, y } = await link.clickablePoint();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 50, y + 50, { steps: 5 });
    await isOpen();
    await page.mouse.up();
  });

  it('has its safe choice under the Enter key', async () => {
    await show(LOST);
    await link.focus();
    await page.keyboard.press('Enter');
    await isOpen();
    await page.keyboard.press('Enter');
    await isClosed();
    assert.ok(await linkHasFocus());
    assert.deepEqual(visits(), []);
  });

  const LINKS = {
    'a link': invitation({ link: FALSE }).html,
    'a drawn link': `<svg width="200" height="40"><a href="${FALSE}" style="display: inline-flex"><text y="20">Accept invitation</text></a></svg>`,
  };
  for (const [kind, body] of Object.entries(LINKS)) {
    it(`opens ${kind} for whoever insists`, async () => {
      await showMail(body);
      await link.evaluate((element) => /** @type {HTMLElement | SVGElement} */ (element).focus());
      await page.keyboard.press('Enter');
      await isOpen();
      await holding(page, 'Shift', () => page.keyboard.press('Tab'));
      const tab = await place.browser.atNewTab(() => page.keyboard.press('Enter'));
      const { host } = new URL(FALSE);
      await place.stage.arrival(host);
      assert.deepEqual(visits(), [FALSE]);
      await isClosed();
      await tab.close();
    });
  }

  it('stops an address that leaves its scheme to the page', async () => {
    const links = ['//', '///', ' //', '\n//', '/\t//', '\\//'].map(
      (spelled) => html`<p><a class="spelled" href="${FALSE.replace('https://', spelled)}">Accept</a></p>`.source,
    );
    await showMail(invitation({ link: FALSE }).html + links.join(''));
    for (const each of await page.$$('.spelled')) {
      await each.click();
      await isOpen();
      await page.keyboard.press('Escape');
      await isClosed();
    }
    assert.deepEqual(visits(), []);
  });

  it('opens for an address that the browser cannot read, each time anew, and offers no way there', async () => {
    await show('https://id.atlassian.com:99999/signup/invite?signature=abc');
    for (const times of ['once', 'twice']) {
      await link.click();
      await isOpen();
      assert.equal((await page.$$(DIALOG)).length, 1, times);
      if (place.browser.name === 'chromium') {
        assert.equal(await page.$('::-p-aria([name="Open the link anyway"][role="button"])'), null);
      }
      await page.keyboard.press('Enter');
      await isClosed();
      assert.ok(await linkHasFocus());
    }
  });

  it('keeps the keys to itself', async () => {
    await show(LOST);
    await page.evaluate(() => {
      for (const type of ['keydown', 'keypress', 'keyup']) {
        window.addEventListener(type, () => (document.documentElement.dataset.heard = type), true);
      }
    });
    await link.click();
    await isOpen();
    await page.keyboard.press('e');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await isClosed();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.heard), undefined);
  });

  it('opens from the mark as well, and gives the focus back to it', async () => {
    await show(FALSE);
    const isOnMark = (/** @type {string} */ mark) => document.activeElement?.matches(mark);
    await link.focus();
    while (!(await page.evaluate(isOnMark, MARK))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await isOpen();
    await page.keyboard.press('Escape');
    await isClosed();
    assert.ok(await page.evaluate(isOnMark, MARK));
  });

  it('opens over the webmail when the message is in a frame', async () => {
    const { html: body } = invitation({ link: LOST });
    page = await place.browser.open(
      place.stage.put(MAIL, html`<!doctype html><title>Mail</title><iframe srcdoc="${body}" height="400"></iframe>`),
    );
    const frame = await page.waitForFrame((each) => each.parentFrame() !== null);
    link = await linkIn(frame, BUTTON);
    await frame.waitForSelector('straightway-note');
    await link.click();
    await isOpen();
    await page.keyboard.press('Escape');
    await isClosed();
    assert.ok(await linkHasFocus());
  });

  it('says what else may help, to whoever folds it out', async (test) => {
    if (place.browser.name !== 'chromium') return test.skip('only Chromium shows its accessibility tree');
    await show(LOST);
    await link.click();
    await isOpen();
    // The safe choice has the focus; before it are the other one, the addresses and this.
    await holding(page, 'Shift', async () => {
      for (let back = 0; back < 3; back += 1) await page.keyboard.press('Tab');
    });
    await page.keyboard.press('Enter');
    await page.locator('::-p-aria([name="You have accepted it already"][role="heading"])').wait();
    const headings = await page.accessibility.snapshot().then((tree) => {
      const dialog = tree?.children?.find(({ role }) => role === 'dialog');
      return dialog?.children?.filter(({ role }) => role === 'heading').map(({ name }) => name) ?? [];
    });
    assert.deepEqual(headings.slice(1, 4), [
      'What to do now',
      'There are several open invitations to bitbucket.org/meadow-lark',
      'You are logged in with another address',
    ]);
  });

  it('is told to screen readers as what it is', async (test) => {
    if (place.browser.name !== 'chromium') return test.skip('only Chromium shows its accessibility tree');
    await show(FALSE);
    await link.click();
    await isOpen();
    const tree = await page.accessibility.snapshot();
    const dialog = tree?.children?.find(({ role }) => role === 'dialog');
    assert.equal(dialog?.name, 'This link is not what it seems');
    assert.equal(dialog?.description, 'Its address looks like Atlassian’s but belongs to somebody else.');
    assert.deepEqual(
      dialog?.children
        ?.filter(({ role }) => role !== 'StaticText' && role !== 'generic')
        .map(({ role, name }) => `${role}: ${name}`),
      [
        'heading: This link is not what it seems',
        'heading: What to do now',
        'DisclosureTriangle: Show the addresses',
        'button: Open the link anyway',
        'button: Back to the message',
      ],
    );
  });
});
