// The mark beside the button: it takes no room, stays where it belongs, and is for the reader's eyes only.

import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { BUTTON, linkIn } from '../pages/pages.js';
import { describeInBrowsers } from '../stage/browser.js';
import { escape } from '../stage/html.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';
const MARK = 'straightway-note';

/**
 * The box of the first mark. Only Chromium lets a driver look into a closed root.
 *
 * @param {import('puppeteer-core').Page} page
 */
async function markBox(page) {
  const session = await page.createCDPSession();
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    /** @type {import('puppeteer-core').Protocol.DOM.Node[]} */
    const nodes = [root];
    for (const node of nodes) {
      const { attributes = [], children = [], shadowRoots = [] } = node;
      if (node.localName === 'button' && attributes.includes('mark')) {
        const { model } = await session.send('DOM.getBoxModel', { nodeId: node.nodeId });
        const [left = 0, top = 0] = model.border;
        return { left, top };
      }
      nodes.push(...shadowRoots, ...children);
    }
    throw new Error('There is no mark.');
  } finally {
    await session.detach();
  }
}

describeInBrowsers('the mark', (place) => {
  const mail = invitation();
  /** @type {import('puppeteer-core').Page} */
  let page;
  afterEach(() => page.close());

  /** @param {string} body @param {string} [styles] */
  async function show(body, styles = '') {
    const document = `<!doctype html><title>Mail</title><style>${styles}</style>${body}`;
    page = await place.browser.open(place.stage.put(MAIL, document));
    await page.waitForSelector(MARK);
    return linkIn(page.mainFrame(), `${BUTTON}[href="${mail.target}"]`);
  }

  for (const [container, styles] of Object.entries({
    'a block': 'section { background: #eee }',
    'a row': 'section { display: flex; gap: 20px }',
    'a column': 'section { display: flex; flex-direction: column; gap: 20px }',
    'a grid': 'section { display: grid; gap: 20px }',
    'a list': 'section > * { margin: 30px } section > :first-child, section > :last-child { margin: 0 }',
    'a pane that scrolls': 'section { height: 320px; overflow: auto }',
  })) {
    for (const around of [
      ['<p>Before</p>', '<p>After</p>'],
      ['<p>Before</p>', ''],
      ['', '<p>After</p>'],
      ['', ''],
    ]) {
      it(`moves nothing in ${container}: ${around.join('message')}`, async () => {
        await show(`<p>x</p><section>${around.join(`<div class="a3s">${mail.html}</div>`)}</section><p>y</p>`, styles);
        const [marked, plain] = await page.evaluate((mark) => {
          const layout = () => [
            [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
            ...[...document.querySelectorAll(`body *:not(${mark})`)].map((element) => {
              const { x, y, width, height } = element.getBoundingClientRect();
              return [element.tagName, x, y, width, height];
            }),
          ];
          const withMark = layout();
          document.querySelector(mark)?.remove();
          return [withMark, layout()];
        }, MARK);
        assert.deepEqual(marked, plain);
      });
    }
  }

  it('has nothing to say of pictures that lead elsewhere, behind a gateway that nobody can read', async () => {
    const link = 'https://url.us.m.mimecastprotect.com/s/AbCdEfGhIjKlMnOpQrStUv?domain=news.example.com';
    const pictures = ['', 'alt=""', 'alt="News"']
      .map((alt) => `<a href="${link}"><img ${alt} width="40"></a>`)
      .join('');
    await show(`<div class="a3s">${pictures}</div><hr><div class="a3s">${mail.html}</div>`);
    assert.equal((await page.$$(MARK)).length, 1);
  });

  it('is there for a link whose words come late', async () => {
    const opaque = 'https://url.us.m.mimecastprotect.com/s/AbCdEfGhIjKlMnOpQrStUv';
    /** @type {(script: string) => void} */
    let come = () => {};
    const words = new Promise((resolve) => (come = resolve));
    const script = place.stage.put('https://mail.google.com/late.js', () => words);
    const late = `<a href="${opaque}"><script src="${script}"></script>Accept invitation</a>`;
    const body = `<div class="a3s">${mail.html}</div><hr><div class="a3s">${late}</div>`;
    page = await place.browser.newPage();
    const loaded = page.goto(place.stage.put(MAIL, `<!doctype html><title>Mail</title>${body}`));
    await page.waitForSelector(`${BUTTON}[href="${mail.target}"]`);
    come('');
    await loaded;
    await page.waitForFunction((mark) => document.querySelectorAll(mark).length === 2, {}, MARK);
  });

  it('keeps its keys to itself in a shadow root of the page, too', async () => {
    page = await place.browser.open(place.stage.put(MAIL, '<!doctype html><title>Mail</title><main></main>'));
    await page.evaluate(
      (message) => {
        const root = document.querySelector('main')?.attachShadow({ mode: 'open' });
        if (root) root.innerHTML = message;
        window.addEventListener('keydown', ({ key }) => (document.documentElement.dataset.heard += key), true);
      },
      `<div><a href="${escape(mail.link)}" style="display: inline-flex">Accept invitation</a></div><p>After</p>`,
    );
    const link = await linkIn(page.mainFrame(), `${BUTTON}[href="${mail.target}"]`);
    await page.waitForSelector(`pierce/${MARK}`);
    await place.browser.focus(page);
    await link.focus();
    await page.keyboard.press('Tab');
    await page.waitForFunction(
      (mark) => document.querySelector('main')?.shadowRoot?.activeElement?.localName === mark,
      {},
      MARK,
    );
    await page.evaluate(() => (document.documentElement.dataset.heard = ''));
    await page.keyboard.press('j');
    await link.focus();
    await page.keyboard.press('x');
    await page.waitForFunction(() => document.documentElement.dataset.heard?.endsWith('x'));
    assert.equal(await page.evaluate(() => document.documentElement.dataset.heard), 'x');
  });

  it('comes back when the page throws it out, and goes with its message', async () => {
    await show(`<section><p>Before</p><div class="a3s">${mail.html}</div></section>`);
    await page.$eval(MARK, (mark) => mark.remove());
    await page.waitForSelector(MARK);
    await page.$eval('.a3s', (message) => message.remove());
    await page.waitForFunction((mark) => document.querySelector(mark) === null, {}, MARK);
  });

  it('stays with its button while the page scrolls and changes', async (test) => {
    if (place.browser.name !== 'chromium') return test.skip('only Chromium lets a driver see it');
    const link = await show(
      `<section><div id="above"></div><div class="a3s"><div id="news"></div><div id="wide">${mail.html}</div></div></section>`,
      'section { height: 300px; overflow: auto } #wide { width: 400px; overflow-x: auto } #wide > div { width: 700px }',
    );
    /** How far the mark is from its button, once the page has come to rest. */
    const distance = async () => {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const { left, top } = await markBox(page);
      const { x, y } = await link.evaluate((element) => element.getBoundingClientRect().toJSON());
      return [Math.round(left - x), Math.round(top - y)];
    };
    const atFirst = await distance();
    for (const change of [
      () => document.querySelector('section')?.scrollBy(0, 60),
      () => document.getElementById('above')?.setAttribute('style', 'height: 40px'),
      () => document.getElementById('news')?.setAttribute('style', 'height: 40px'),
      () => document.getElementById('wide')?.scrollBy(50, 0),
      () => document.querySelector('section')?.setAttribute('style', 'padding-left: 30px'),
    ]) {
      await page.evaluate(change);
      assert.deepEqual(await distance(), atFirst, String(change));
    }
  });

  it('says what it found, and changes nothing, where only that is wanted', async () => {
    const prefer = (/** @type {string} */ mode) =>
      place.browser.asExtension((chosen) => chrome.storage.local.set({ preferences: { mode: chosen } }), mode);
    const lost = invitation({ link: 'https://id.atlassian.com/' });
    const link = await show(
      `<div class="a3s">${mail.html}</div><div class="a3s" id="lost">${lost.html}</div><p>After</p>`,
    );
    await prefer('warn');
    await page.waitForSelector(`${BUTTON}[href="${mail.link}"]`);
    await page.waitForSelector(MARK);
    for (const [button, address] of /** @type {const} */ ([
      [link, mail.link],
      [await linkIn(page.mainFrame(), `#lost ${BUTTON}`), lost.link],
    ])) {
      await page.bringToFront();
      place.stage.forget();
      const tab = await place.browser.atNewTab(() => button.click());
      assert.equal((await place.stage.arrival(({ url }) => url === address)).url, address);
      await tab.close();
    }
    await prefer('fix');
    await page.waitForSelector(`${BUTTON}[href="${mail.target}"]`);
  });
});
