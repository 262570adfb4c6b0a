// Mails and pages that mean no good: nothing breaks, nothing is changed that should not be, and the invitation among them
// is right all the same.

import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { BUTTON } from '../pages/pages.js';
import { describeInBrowsers } from '../stage/browser.js';
import { DIALOG, MARK } from '../stage/faces.js';
import { escape } from '../stage/html.js';
import { invitation } from '../stage/mail.js';

const MAIL = 'https://mail.google.com/mail/u/0/';
const OWN = 'https://mail.example.org/';
const CSP = "default-src 'none'; style-src 'unsafe-inline'";

/** Properties and methods that an image can shadow of its document, and a field of its form. */
const NAMES = `
  activeElement addEventListener after append attributes before body children closest compareDocumentPosition contains
  contentDocument createElement createElementNS defaultView documentElement evaluate firstChild getAttribute
  getBoundingClientRect isConnected isContentEditable links localName matches nodeType ownerDocument parentNode
  querySelector querySelectorAll readyState removeAttribute setAttribute textContent`
  .trim()
  .split(/\s+/);
const IMAGES = NAMES.map((name) => `<img name="${name}" id="${name}" width="1">`).join('');
const FIELDS = NAMES.map((name) => `<input name="${name}" hidden>`).join('');

/** Where a form of the mail's own may be taken for the message's element, or for what tells its sender. @type {Record<string, string>} */
const FORMS = {
  'https://mail.google.com/mail/u/0/': 'class="a3s adn gD" email="sam.okafor@example.com"',
  'https://outlook.office.com/mail/': 'id="UniqueMessageBody_1"',
  'https://mail.yahoo.com/d/folders/1': 'class="msg-body" data-test-id="message-view"',
  'https://mail.yandex.ru/': 'class="js-message-body mail-Message-Sender-Email"',
  'https://e.mail.ru/inbox/': 'class="letter-body__body-content letter-contact" title="sam.okafor@example.com"',
  [`${OWN}roundcube`]: 'id="messagebody" class="message-part"',
  [`${OWN}sogo`]: 'class="mailer_htmlcontent" ng-bind="::viewer.message.from[0].email"',
  [`${OWN}horde`]: 'id="msgHeaders"',
};

describeInBrowsers('a hostile mail', (place) => {
  const mail = invitation();
  /** @type {import('puppeteer-core').Page} */
  let page;
  /** @type {string[]} */
  let errors;
  afterEach(() => page.close());

  /** Shows a page, and waits until the invitation in it is right. @param {string} body @param {string} [address] */
  async function show(body, address = MAIL) {
    errors = [];
    page = await place.browser.newPage();
    /** @param {string} text */
    const note = (text) => {
      // Firefox looks for an icon by itself, and complains that it may not.
      if (!text.includes('favicon.ico')) errors.push(text);
    };
    page.on('pageerror', (error) => note(String(error)));
    page.on('console', (message) => message.type() === 'error' && note(message.text()));
    const html = `<!doctype html><meta charset="utf-8"><title>Mail</title>${body}`;
    await page.goto(place.stage.put(address, html, { csp: CSP }));
    return mended();
  }

  /** The invitation's button, once it is right. Asked for in a way that a mail cannot shadow. */
  async function mended() {
    const found = await page.waitForFunction(
      (selector) => Reflect.apply(Document.prototype.querySelector, document, [selector]),
      {},
      `${BUTTON}[href="${mail.target}"]`,
    );
    return /** @type {import('puppeteer-core').ElementHandle<Element>} */ (found.asElement());
  }

  /** Follows the invitation. @param {import('puppeteer-core').ElementHandle<Element>} link */
  async function assertArrives(link) {
    place.stage.forget();
    const tab = await place.browser.atNewTab(() => link.click());
    assert.equal((await place.stage.arrival('id.atlassian.com')).url, mail.target);
    await tab.close();
  }

  it('does not get a byte of other links changed', async () => {
    const others = [
      '<a href="https://example.com/">Example</a>',
      '<a href=\'https://www.atlassian.com/software/jira\' target=_self ping="https://example.com/ping">Jira</a>',
      '<a href="https://meadow-lark.atlassian.net/browse/KEY-1">KEY-1</a>',
      '<a href="javascript:alert(1)">Script</a>',
      '<a href="data:text/html,<b>hi</b>" download>Data</a>',
      '<a href="mailto:sam.okafor@example.com">Mail</a>',
      '<a href="#top" name=attributes id=getAttribute>Top</a>',
      '<a href="//example.com/?u=https%3A%2F%2Fexample.net">Relative</a>',
      '<a href="  https://example.com/a b  ">Spaces</a>',
      '<a href="https://exa\tmple.com/">Tab</a>',
      '<a href>Empty</a><a>None</a><a href="https://[broken">Broken</a>',
      '<a href="https://example.com/" data-saferedirecturl="https://www.google.com/url?q=https://example.com/&amp;source=gmail">Safe</a>',
      `<a href="https://example.com/" data-saferedirecturl="https://www.google.com/url?q=${escape(encodeURIComponent(mail.target))}">Forged</a>`,
      `<a href="https://example.com/" originalsrc="${escape(mail.target)}" shash="x">Forged</a>`,
      `<a href="https://example.com/${'a'.repeat(100_000)}">Long</a>`,
      '<svg width=20 height=20><a href="https://example.com/"><text y=15>s</text></a></svg>',
      '<svg width=20 height=20><a xlink:href="https://example.com/"><text y=15>x</text></a></svg>',
      '<img usemap="#m" width=20 height=20><map name=m><area href="https://example.com/" shape=default></map>',
      '<form action="https://id.atlassian.com/"><button>Accept</button></form>',
    ].join('\n');
    await show(`<div id="others">${others}</div><div class="a3s">${mail.html}</div>`);
    const [actual, expected] = await page.evaluate(
      (source) => [
        document.getElementById('others')?.innerHTML,
        new DOMParser().parseFromString(`<div>${source}</div>`, 'text/html').querySelector('div')?.innerHTML,
      ],
      others,
    );
    assert.equal(actual, expected);
    assert.deepEqual(errors, []);
  });

  it('may shadow every property that we use', async () => {
    const link = await show(
      `${IMAGES}
       <form>${FIELDS}
         <div class="a3s"><form2>${mail.html}</form2></div>
       </form>`,
    );
    await page.waitForFunction(() => Reflect.apply(Document.prototype.querySelector, document, ['straightway-note']));
    await assertArrives(link);
    assert.deepEqual(errors, []);
  });

  it('may be taken for a part of any webmail, and shadow its properties', async () => {
    await place.browser.grant(`${OWN}*`);
    for (const [address, attributes] of Object.entries(FORMS)) {
      await show(
        `${IMAGES}<form ${attributes}>${FIELDS}invited you to join the reed-warbler workspace on Bitbucket ${mail.html}</form>`,
        address,
      );
      assert.deepEqual(errors, [], address);
      await page.close();
    }
    page = await place.browser.newPage();
  });

  it('is right also where the scripts come late, and it has the names that they use', async () => {
    const names = ['Styles', 'Webmail', 'Reach', 'Faces', 'Mailbox', 'Began', 'Found', 'State'];
    const globals = names.map((name) => `<a id="straightway${name}" name="straightway${name}"></a>`).join('');
    page = await place.browser.open(
      place.stage.put('https://late.example.org/', `<!doctype html><title>Mail</title>${globals}${IMAGES}${mail.html}`),
    );
    await place.browser.grant('https://late.example.org/*');
    await assertArrives(await mended());
  });

  it('may be long, deep and full', async () => {
    const many = Array.from({ length: 6000 }, (_, i) => `<a href="https://example.com/${i}">${i}</a> `).join('');
    const link = await show(
      `<div class="a3s">${'<div>'.repeat(400)}${many}<a href="https://example.com/">${'text '.repeat(200_000)}</a>
       ${mail.html}${'</div>'.repeat(400)}</div>`,
    );
    await assertArrives(link);
    assert.deepEqual(errors, []);
  });

  it('hides no label in a crowd, which is asked about by addresses first', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `<a href="https://example.com/${i}">${i}</a> `).join('');
    const theirs = 'https://somebody.bitbucket.io/';
    const links = ['Accept invitation', 'my page'].map(
      (label, i) => `<a id="l${i}" href="${theirs}${i}">${label}</a> `,
    );
    await show(`<div class="a3s">${links.join('')}${many}${mail.html}</div>`);
    place.stage.forget();
    await page.click('#l0');
    await page.waitForFunction(() => document.activeElement?.localName === 'straightway-note');
    assert.deepEqual(place.stage.arrivals('somebody.bitbucket.io'), []);
    await page.keyboard.press('Escape');
    await page.click('#l1');
    assert.equal((await place.stage.arrival('somebody.bitbucket.io')).url, `${theirs}1`);
  });

  for (const target of ['_top', 'pane']) {
    it(`cannot have the click reported, or opened in the mailbox’s own ${target}`, async () => {
      const ping = 'ping="https://testdefender.example.com/ping"';
      const tracked = mail.html.replace('target="_blank"', `target="${target}" ${ping}`);
      const link = await show(
        `<base href="https://example.com/"><iframe name="pane"></iframe><div class="a3s">${tracked}</div>`,
      );
      await assertArrives(link);
      assert.deepEqual(place.stage.arrivals('testdefender.example.com'), []);
    });
  }

  const elsewhere = 'href="https://elsewhere.example/" target="_blank"';
  /** What takes the clicks on the link around it. */
  const INNER = {
    link: `<table><tr><td><a ${elsewhere}>Accept invitation</a></td></tr></table>`,
    drawing: `<svg width="200" height="40"><a ${elsewhere}><text y="20">Accept invitation</text></a></svg>`,
    map: `<img usemap="#map" width="200" height="40"><map name="map"><area ${elsewhere} shape="default"></map>`,
  };
  for (const [kind, inner] of Object.entries(INNER)) {
    it(`lends an invitation to the ${kind} in it neither a mark nor a click`, async () => {
      /** @param {string} address */
      const around = (address) => `<div><a class="around" href="${escape(address)}">${inner}</a></div>`;
      await show(
        `<div class="a3s">${around(mail.link)}${around(mail.target)}</div><hr>
         <div class="a3s">${around('https://id.atlassian.com/')}</div><hr>
         <div class="a3s">${mail.html}</div><hr>`,
      );
      await page.waitForFunction((mark) => document.querySelectorAll(mark).length > 1, {}, MARK);
      const [outer, , ...others] = await page.$$eval('.around', (links) => links.map(({ outerHTML }) => outerHTML));
      assert.ok(outer?.startsWith(`<a class="around" href="${escape(mail.link)}">`));
      assert.equal(others.length, 1);
      assert.equal((await page.$$(MARK)).length, 2); // the lost one's and the last one's
      for (const link of await page.$$('.around :is(td > a, svg a, img)')) {
        place.stage.forget();
        const tab = await place.browser.atNewTab(() => link.click());
        await place.stage.arrival('elsewhere.example');
        await tab.close();
      }
      assert.equal(await page.$(DIALOG), null);
    });
  }

  it('takes an invitation back for a link that comes into it later', async () => {
    const link = await show(`<div class="a3s">${mail.html}</div><hr>`);
    await page.waitForSelector(MARK);
    await link.evaluate((element, markup) => element.insertAdjacentHTML('beforeend', markup), INNER.link);
    await page.waitForSelector(`${BUTTON}[href="${mail.link}"]`);
    await page.waitForFunction((mark) => document.querySelector(mark) === null, {}, MARK);
  });

  it('does not get what somebody writes changed, nor a click there taken', async () => {
    const lost = invitation({ link: 'https://id.atlassian.com/' });
    await show(
      `<div id="draft"><div contenteditable>${mail.html}${lost.html}</div></div><div class="a3s">${mail.html}</div>`,
    );
    const draft = await page.$eval('#draft', (element) => element.innerHTML);
    assert.ok(draft.includes(escape(mail.link)));
    const heard = await page.evaluateHandle(() => {
      /** @type {string[]} */
      const types = [];
      for (const type of ['mousedown', 'click', 'keydown']) {
        addEventListener(type, (event) => types.push(event.defaultPrevented ? `no ${type}` : type));
      }
      return types;
    });
    for (const link of await page.$$(`#draft ${BUTTON}`)) {
      await link.click();
      await page.keyboard.press('ArrowRight');
    }
    assert.deepEqual(await heard.jsonValue(), ['mousedown', 'click', 'keydown', 'mousedown', 'click', 'keydown']);
    assert.equal(await page.$eval('#draft', (element) => element.innerHTML), draft);
    assert.equal(await page.$('#draft straightway-note'), null);
    assert.equal(await page.$(DIALOG), null);
  });

  it('does not pass for a draft by an attribute that makes none', async () => {
    await assertArrives(await show(`<div class="a3s" contenteditable="no">${mail.html}</div>`));
  });

  it('is put back as it was when somebody begins to write in it, and right again when they end', async () => {
    const link = await show(`<div class="a3s" id="message">${mail.html}</div>`);
    const before = await link.evaluate((element) => element.outerHTML);
    await page.waitForSelector('straightway-note');
    await page.$eval('#message', (message) => message.setAttribute('contenteditable', 'true'));
    await page.waitForSelector(`${BUTTON}[href="${mail.link}"]`);
    await page.waitForFunction(() => document.querySelector('straightway-note') === null);
    await link.click();
    assert.equal(
      await link.evaluate((element) => element.outerHTML),
      before.replace(escape(mail.target), escape(mail.link)),
    );
    await page.$eval('#message', (message) => message.removeAttribute('contenteditable'));
    await assertArrives(await mended());
  });

  it('may leave the scheme of a wrapper to the page, and gets it back so', async () => {
    const written = mail.link.replace('https:', ' ');
    const link = await show(
      `<div class="a3s" id="message">${mail.html.replace(escape(mail.link), escape(written))}</div>`,
    );
    await assertArrives(link);
    await page.$eval('#message', (message) => message.setAttribute('contenteditable', 'true'));
    await page.waitForSelector(`${BUTTON}[href="${written}"]`);
  });

  it('may write its wrapper back as often as we take it off', async () => {
    const link = await show(`<div class="a3s">${mail.html}</div>`);
    await link.evaluate((element, wrapper) => {
      const insist = () => {
        if (element.getAttribute('href') !== wrapper) element.setAttribute('href', wrapper);
      };
      new MutationObserver(insist).observe(element, { attributes: true });
      insist();
    }, mail.link);
    await page.waitForSelector(`${BUTTON}[href="${mail.link}"]`);
    await assertArrives(link);
  });

  it('cannot take the click back by handlers of any kind', async () => {
    const link = await show(`<div class="a3s">${mail.html}</div>`);
    await link.evaluate((element, wrapper) => {
      const types = [
        'pointerdown',
        'mousedown',
        'pointerup',
        'mouseup',
        'click',
        'auxclick',
        'keydown',
        'dragstart',
        'touchstart',
      ];
      for (const target of [window, document, document.body, element]) {
        for (const capture of [true, false]) {
          for (const type of types) {
            target.addEventListener(
              type,
              (event) => {
                element.setAttribute('href', wrapper);
                event.preventDefault();
              },
              { capture, passive: false },
            );
          }
        }
      }
    }, mail.link);
    await assertArrives(link);
  });
});
