// Wherever a webmail puts a message: in frames of every kind, in frames that it writes anew, in shadow roots. The link in
// it is made right, and handlers of the page do not get its click.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { BUTTON, found } from '../pages/pages.js';
import { describeInBrowsers } from '../stage/browser.js';
import { invitation } from '../stage/mail.js';

const ADDRESS = 'https://mail.naver.com/';

/** Runs in the page: what its tests share there. */
function prepare() {
  /** @param {Record<string, string>} attributes */
  const frame = (attributes) => {
    const element = document.createElement('iframe');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
    return element;
  };
  /** @param {HTMLIFrameElement} frame @param {string} message */
  const write = ({ contentDocument }, message) => {
    contentDocument?.open();
    contentDocument?.write(message);
    contentDocument?.close();
    listen(contentDocument);
  };
  /** @param {Document | ShadowRoot | null} place */
  const listen = (place) => {
    for (const type of ['mousedown', 'click']) {
      place?.addEventListener(
        type,
        (event) => {
          document.documentElement.dataset.heard = type;
          event.preventDefault();
        },
        true,
      );
    }
  };
  Object.assign(window, { frame, write, listen });
}

/** @type {any} */
const { frame, write, listen } = globalThis;

/** The places. Each function runs in the page. @type {Record<string, (message: string) => void>} */
const PLACES = {
  'the page itself': (message) => {
    document.body.innerHTML = message;
    listen(document);
  },
  'a frame without an address, written by document.write': (message) => write(frame({}), message),
  'a frame written a second time': (message) => {
    const place = frame({});
    write(place, '<p>Another message</p>');
    setTimeout(() => write(place, message));
  },
  'a frame without an address, filled through its body': (message) => {
    const { contentDocument } = frame({ src: 'about:blank' });
    contentDocument.body.innerHTML = message;
    listen(contentDocument);
  },
  'a srcdoc frame without scripts': (message) =>
    frame({ srcdoc: message, sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox' }),
  'a srcdoc frame without an origin': (message) =>
    frame({ srcdoc: message, sandbox: 'allow-popups allow-popups-to-escape-sandbox' }),
  'a srcdoc frame without anything': (message) => frame({ srcdoc: message, sandbox: '' }),
  'a data: frame': (message) => frame({ src: `data:text/html,${encodeURIComponent(message)}` }),
  'a blob: frame': (message) => frame({ src: URL.createObjectURL(new Blob([message], { type: 'text/html' })) }),
  'a javascript: frame, written by document.write': (message) => write(frame({ src: 'javascript:false' }), message),
  'a javascript: frame, filled through its body': (message) => {
    const place = frame({ src: "javascript:'<p>Nothing yet</p>'" });
    place.addEventListener('load', () => {
      place.contentDocument.body.innerHTML = message;
      listen(place.contentDocument);
    });
  },
  'a frame that is given a javascript: address later': (message) => {
    const place = frame({});
    Object.assign(window, { message });
    setTimeout(() => place.setAttribute('src', 'javascript:parent.message'));
  },
  'a frame in a frame': (message) => {
    const { contentDocument } = frame({});
    const inner = contentDocument.body.appendChild(contentDocument.createElement('iframe'));
    write(inner, message);
  },
  'an open shadow root': (message) => {
    const root = document.body.appendChild(document.createElement('mail-body')).attachShadow({ mode: 'open' });
    root.innerHTML = message;
    listen(root);
  },
  'an open shadow root of a common element': (message) => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    root.innerHTML = message;
    listen(root);
  },
  'a shadow root that an element in the page got later': (message) => {
    const host = document.body.appendChild(document.createElement('section'));
    setTimeout(() => {
      host.attachShadow({ mode: 'open' }).innerHTML = message;
      listen(host.shadowRoot);
    }, 100);
  },
  'a shadow root beside SVG and MathML with hyphens': (message) => {
    document.body.innerHTML = '<svg><font-face /></svg><math><annotation-xml /></math><mail-body></mail-body>';
    const root = document.body.lastElementChild?.attachShadow({ mode: 'open' });
    if (root) root.innerHTML = message;
  },
  'a shadow root in another one': (message) => {
    const outer = document.body.appendChild(document.createElement('mail-pane')).attachShadow({ mode: 'open' });
    const inner = outer.appendChild(document.createElement('mail-body')).attachShadow({ mode: 'open' });
    inner.innerHTML = message;
    listen(inner);
  },
};

describeInBrowsers('a link', (place) => {
  const mail = invitation();

  /** @type {import('puppeteer-core').Page} */
  let page;
  beforeEach(async () => {
    page = await place.browser.open(place.stage.put(ADDRESS, '<!doctype html><title>Mail</title>'));
    await page.evaluate(prepare);
  });
  afterEach(() => page.close());

  for (const [name, make] of Object.entries(PLACES)) {
    it(`is made right in ${name}`, async () => {
      await page.evaluate(make, mail.html);
      const link = await found(page, `${BUTTON}[href="${mail.target}"]`);
      place.stage.forget();
      await place.browser.atNewTab(() => link.click());
      assert.equal((await place.stage.arrival('id.atlassian.com')).url, mail.target);
      assert.equal(await page.evaluate(() => document.documentElement.dataset.heard), undefined);
    });
  }

  for (const [kind, tag, delay] of /** @type {const} */ ([
    ['', 'mail-body', 0],
    [' of a common element', 'div', 0],
    [' that an element in the page got later', 'div', 100],
  ])) {
    it(`is made right in a closed shadow root${kind}`, async () => {
      await page.evaluate(
        (message, name, ms) => {
          const host = document.body.appendChild(document.createElement(name));
          const fill = () => {
            const root = host.attachShadow({ mode: 'closed' });
            root.innerHTML = message;
            // Nobody else can see in there, so the page tells.
            const link = root.querySelector('a');
            if (link === null) return;
            const tell = () => (document.title = link.href);
            new MutationObserver(tell).observe(link, { attributes: true });
            link.scrollIntoView();
            const { x, y } = link.getBoundingClientRect();
            Object.assign(window, { at: { x, y } });
          };
          if (ms === 0) fill();
          else setTimeout(fill, ms);
        },
        mail.html,
        tag,
        delay,
      );
      await page.waitForFunction((target) => document.title === target, {}, mail.target);
      const { x, y } = await page.evaluate(() => /** @type {any} */ (window).at);
      place.stage.forget();
      await place.browser.atNewTab(() => page.mouse.click(x + 5, y + 5));
      assert.equal((await place.stage.arrival('id.atlassian.com')).url, mail.target);
    });
  }

  for (const way of /** @type {const} */ (['hover', 'focus'])) {
    it(`is made right in a shadow root that nothing tells of, by ${way}`, async () => {
      await page.evaluate((message) => {
        const host = document.body.appendChild(document.createElement('div'));
        host.textContent = 'Loading…'; // so it does not look like one that waits for its shadow
        setTimeout(() => {
          host.attachShadow({ mode: 'open' }).innerHTML = message;
        }, 100);
      }, mail.html);
      const link = await page.waitForSelector(`pierce/${BUTTON}`, { visible: true });
      await link?.[way]();
      await page.waitForFunction((element, target) => element?.getAttribute('href') === target, {}, link, mail.target);
    });
  }
});
