// A link that is carried elsewhere, dragged, copied, or opened from the browser's own menu, is the right one; and of ours
// nothing goes along: not into what is copied, dragged, written or printed.

import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { BUTTON, holding, linkIn } from '../pages/pages.js';
import { describeInBrowsers } from '../stage/browser.js';
import { html } from '../stage/html.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';
const MARK = 'straightway-note';
const EDITOR = '#editor';
/** What stands in the editor from the start. */
const WORD = 'Dear';

describeInBrowsers('a link that is carried elsewhere', (place) => {
  const mail = invitation();
  const right = `${BUTTON}[href="${mail.target}"]`;
  /** @type {import('puppeteer-core').Page} */
  let page;
  afterEach(() => page.close());

  /** Opens a mailbox with a message and something to write in. @param {string} [message] */
  async function open(message = `<div class="a3s">${mail.html}</div>`) {
    const body = `<section><p>Before</p>${message}<p>After</p></section><div id="editor" contenteditable>${WORD}</div>`;
    page = await place.browser.open(place.stage.put(MAIL, `<!doctype html><title>Mail</title>${body}`));
  }

  /** The message's link, right and marked, on a page that writes the wrapper back whenever a mouse does something. */
  async function contested() {
    await open();
    const link = await linkIn(page.mainFrame(), right);
    await page.waitForSelector(MARK);
    await link.evaluate((element, wrapper) => {
      for (const type of ['pointerdown', 'mousedown', 'mouseover', 'contextmenu', 'dragstart']) {
        for (const target of [window, document, element]) {
          target.addEventListener(type, () => element.setAttribute('href', wrapper), true);
        }
      }
    }, mail.link);
    return link;
  }

  /** Presses a key together with Ctrl. Chromium's driver has to be told what that means. @param {'c' | 'v'} key */
  const command = (key) =>
    holding(page, 'Control', () => page.keyboard.press(key, { commands: [key === 'c' ? 'Copy' : 'Paste'] }));

  const selectEditor = () =>
    page.$eval(EDITOR, (editor) => {
      /** @type {HTMLElement} */ (editor).focus();
      getSelection()?.selectAllChildren(editor);
    });

  /** What the clipboard holds once it is something else than the editor's own word, as it comes out in the editor. */
  async function pasted() {
    await page.$eval(EDITOR, (editor) => editor.addEventListener('input', () => editor.classList.add('pasted')));
    // Nothing tells when a text has got into the clipboard but what comes out of it.
    for (let tries = 1; ; tries += 1) {
      await page.$eval(EDITOR, (editor) => editor.classList.remove('pasted'));
      await selectEditor();
      await command('v');
      await page.waitForSelector(`${EDITOR}.pasted`);
      const got = await page.$eval(EDITOR, (editor) => ({ text: editor.textContent, markup: editor.innerHTML }));
      if (got.text !== WORD || tries === 100) return got;
    }
  }

  /** Takes the mouse from an element to the editor, button down. @param {import('puppeteer-core').ElementHandle<Element>} from */
  async function drag(from) {
    const start = await from.clickablePoint({ x: 10, y: 10 });
    const end = await /** @type {import('puppeteer-core').ElementHandle} */ (await page.$(EDITOR)).clickablePoint();
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 10 });
    await page.mouse.up();
    await page.waitForFunction(
      (editor, word) => document.querySelector(editor)?.textContent !== word,
      {},
      EDITOR,
      WORD,
    );
    return page.$eval(EDITOR, (editor) => editor.innerHTML);
  }

  it('is right when it is dragged', async (test) => {
    if (place.browser.name === 'firefox') return test.skip('its driver drags nothing out of its place');
    const markup = await drag(await contested());
    assert.ok(markup.includes(mail.target.replaceAll('&', '&amp;')), markup);
    assert.doesNotMatch(markup, /testdefender/);
  });

  it('is right in the browser’s own menu', async () => {
    const link = await contested();
    const { browser, stage } = place;
    if (browser.name === 'chromium') {
      // No driver reaches the menu. It is made of what is there when its event is over.
      const address = link.evaluate(
        (element) =>
          new Promise((resolve) => {
            window.addEventListener('contextmenu', () => setTimeout(() => resolve(element.getAttribute('href'))));
          }),
      );
      await link.click({ button: 'right' });
      assert.equal(await address, mail.target);
      return;
    }
    await page.bringToFront();
    await link.click({ button: 'right' });
    await browser.chooseFromMenu('context-copylink');
    await link.click({ button: 'right' });
    stage.forget();
    const tab = await browser.atNewTab(() => browser.chooseFromMenu('context-openlinkintab'));
    assert.equal((await stage.arrival('id.atlassian.com')).url, mail.target);
    await tab.close();
    await page.bringToFront();
    assert.equal((await pasted()).text, mail.target);
  });

  for (const [kind, message] of Object.entries({
    'the page': undefined,
    'a frame of another origin': html`<iframe srcdoc="${mail.html}" sandbox="allow-popups" height="400"></iframe>`
      .source,
  })) {
    it(`is right when its card copies it in ${kind}`, async () => {
      await open(message);
      const frame =
        message === undefined ? page.mainFrame() : await page.waitForFrame((each) => each.parentFrame() !== null);
      const link = await linkIn(frame, right);
      await frame.waitForSelector(MARK);
      await page.bringToFront();
      await selectEditor();
      await command('c');
      await link.focus();
      const isOn = (/** @type {string} */ mark) => document.activeElement?.matches(mark);
      while (!(await frame.evaluate(isOn, MARK))) await page.keyboard.press('Tab');
      for (const key of /** @type {const} */ (['Enter', 'Tab', 'Tab', 'Enter'])) await page.keyboard.press(key);
      assert.equal((await pasted()).text, mail.target);
    });
  }

  it('is copied with its message, and nothing of ours with it', async () => {
    await open();
    await page.waitForSelector(MARK);
    await page.$eval('section', (section) => getSelection()?.selectAllChildren(section));
    await command('c');
    const { text, markup } = await pasted();
    assert.match(text ?? '', /Accept invitation/);
    assert.ok(markup?.includes(mail.target.replaceAll('&', '&amp;')));
    for (const part of [text, markup]) assert.doesNotMatch(part ?? '', /straightway|Goes straight/i);
  });

  it('is dragged with its message, and nothing of ours with it', async (test) => {
    if (place.browser.name === 'firefox') return test.skip('its driver drags nothing out of its place');
    await open();
    await page.waitForSelector(MARK);
    await page.$eval('section', (section) => getSelection()?.selectAllChildren(section));
    const markup = await drag(/** @type {import('puppeteer-core').ElementHandle} */ (await page.$('section > p')));
    assert.match(markup, /Accept invitation/);
    assert.doesNotMatch(markup, /straightway|Goes straight/i);
  });

  it('is printed, and nothing of ours with it', async () => {
    await open();
    await page.waitForSelector(MARK);
    const text = await page.evaluate(() => document.body.innerText);
    assert.doesNotMatch(text, /straight/i);
    if (place.browser.name === 'firefox') return; // whose driver has no way to print to the screen
    await page.emulateMediaType('print');
    assert.equal(await page.$eval(MARK, (mark) => getComputedStyle(mark).display), 'none');
  });

  it('is left alone in a document that is an editor as a whole', async () => {
    await open();
    await page.evaluate((message) => {
      const { contentDocument } = document.body.appendChild(document.createElement('iframe'));
      if (contentDocument === null) return;
      contentDocument.body.innerHTML = message;
      contentDocument.designMode = 'on';
    }, mail.html);
    const frame = await page.waitForFrame((each) => each.parentFrame() !== null);
    // Shown later, judged later: when this is right, the other one has been looked at.
    await page.evaluate(
      (message) => document.querySelector('.a3s')?.insertAdjacentHTML('beforeend', message),
      mail.html,
    );
    await page.waitForFunction((selector) => document.querySelectorAll(selector).length === 2, {}, right);
    assert.equal(await frame.$eval(BUTTON, (link) => link.getAttribute('href')), mail.link);
    assert.equal(await frame.$(MARK), null);
  });

  it('is put back when its document becomes an editor and somebody comes to it', async () => {
    const message = html`<iframe srcdoc="${mail.html}" height="400"></iframe>`.source;
    await open(message);
    const frame = await page.waitForFrame((each) => each.parentFrame() !== null);
    const link = await linkIn(frame, right);
    await frame.evaluate(() => void (document.designMode = 'on'));
    await link.hover();
    await frame.waitForSelector(`${BUTTON}[href="${mail.link}"]`);
    await frame.waitForFunction((mark) => document.querySelector(mark) === null, {}, MARK);
  });
});
