// What people see in a mail is for everybody as well, though it is in closed roots: the browser opens them to the
// extension's own scripts, and so to axe among them.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { AXE, RULES } from '../stage/axe.js';
import { MAILS, focusMark, openMail } from '../stage/faces.js';
import { builtExtension, describeInBrowsers } from '../stage/browser.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** What is open over a mail. @type {Record<string, string[]>} */
const OPEN = {
  'mail-card': ['div'],
  'mail-card-unfolded': ['div', 'details'],
  'mail-card-opaque': ['div'],
  'mail-warning': ['dialog'],
  'mail-warning-causes': ['dialog', 'details'],
  'mail-unsubscribe': ['dialog'],
  'mail-warning-false': ['dialog'],
  'login-bar': ['section'],
};

const AT_MOST_MS = 10_000;

const SCRIPT = 'axe.min.js';
const NARROW = { width: 320, height: 640 };

/** As WCAG 1.4.12 has it. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;

describeInBrowsers(
  'faces in a mail',
  (place) => {
    /** @type {string} */
    let folder;
    /** A page of the extension, to look from. @type {Page} */
    let looking;
    /** @type {Page} */
    let page;
    afterEach(() => page.close());
    before(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'straightway-axe-'));
      await cp(builtExtension(place.browser.name), folder, { recursive: true });
      await cp(AXE, path.join(folder, SCRIPT));
      await place.browser.install(folder);
      looking = await place.browser.extensionPage('manifest.json');
    });
    after(() => rm(folder, { recursive: true, force: true }));

    /**
     * What is in our roots over the page.
     *
     * @param {{ rules?: string[], css?: string }} [ask] `rules` of axe to look at it by; `css` to set it in
     * @returns {Promise<{ found: string[], misfits: string[], small: string[], open: string[], focused: string[] }>}
     */
    const look = ({ rules = [], css = '' } = {}) =>
      looking.evaluate(
        async (url, file, ...args) => {
          const [tab] = await chrome.tabs.query({ url });
          const target = { tabId: tab?.id ?? 0 };
          await chrome.scripting.executeScript({ target, files: [file] });
          const [injection] = await chrome.scripting.executeScript({
            target,
            args,
            func: async (/** @type {string[]} */ values, /** @type {string} */ style) => {
              const { axe, chrome } = /** @type {any} */ (globalThis);
              const hosts = [...document.querySelectorAll('straightway-note')];
              /** @type {ShadowRoot[]} */
              const roots = hosts.map(
                (host) => /** @type {any} */ (host).openOrClosedShadowRoot ?? chrome.dom.openOrClosedShadowRoot(host),
              );
              const focused = roots.flatMap(({ activeElement }) =>
                activeElement === null ? [] : (activeElement.getAttribute('class') ?? activeElement.localName),
              );
              hosts.forEach((host, i) => {
                Object.defineProperty(host, 'shadowRoot', { configurable: true, value: roots[i] });
              });
              // While a dialog is open nothing else can be come to.
              const context = hosts.find((host) => host.parentElement === document.documentElement) ?? hosts[0];
              const { violations } =
                values.length > 0 ? await axe.run(context, { runOnly: { type: 'tag', values } }) : { violations: [] };
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(style);
              for (const root of roots) root.adoptedStyleSheets.push(sheet);
              const shown = roots.flatMap((root) => [...root.querySelectorAll('.card, dialog, .bar')]);
              const misfits = shown
                .flatMap((box) => [box, ...box.querySelectorAll(':not(svg, path)')])
                .filter((each) => {
                  const { left, right } = each.getBoundingClientRect();
                  const isCut = each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline';
                  return each.checkVisibility() && (left < 0 || right > innerWidth || isCut);
                });
              for (const root of roots) root.adoptedStyleSheets.pop();
              const small = roots
                .flatMap((root) => [...root.querySelectorAll('button, summary, a')])
                .filter((each) => {
                  const { width, height } = each.getBoundingClientRect();
                  return width > 0 && (width < 24 || height < 24);
                });
              return {
                found: violations.flatMap((/** @type {any} */ { id, nodes }) =>
                  nodes.map((/** @type {any} */ { html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
                ),
                misfits: misfits.map((each) => each.outerHTML.slice(0, 100)),
                small: small.map((each) => each.outerHTML.slice(0, 100)),
                open: roots
                  .flatMap((root) => [...root.querySelectorAll('.card, dialog, .bar, [open]:not(dialog)')])
                  .map(({ localName }) => localName),
                focused,
              };
            },
          });
          if (!injection?.result) throw new Error(String(/** @type {any} */ (injection)?.error));
          return /** @type {any} */ (injection.result);
        },
        page.url(),
        SCRIPT,
        rules,
        css,
      );

    /**
     * Looks until that is open and has the focus: Firefox's driver does not wait for what a key does.
     *
     * @param {string[]} open
     * @param {string[]} [focused]
     */
    async function see(open, focused) {
      const deadline = performance.now() + AT_MOST_MS;
      for (;;) {
        const seen = await look();
        const isSo = isDeepStrictEqual(seen.open, open) && (!focused || isDeepStrictEqual(seen.focused, focused));
        if (isSo || performance.now() > deadline) {
          assert.deepEqual([seen.open, focused && seen.focused], [open, focused]);
          return;
        }
      }
    }

    for (const name of Object.keys(MAILS)) {
      const open = OPEN[name] ?? [];
      it(`${name} is for everybody`, async () => {
        page = await openMail(place.stage, place.browser, name);
        await see(open);
        for (const dark of [true, false]) {
          await place.browser.dark(page, dark);
          const { found, small } = await look({ rules: RULES });
          assert.deepEqual(found, [], dark ? 'dark' : 'light');
          assert.deepEqual(small, []);
        }
      });

      it(`${name} fits into 320 pixels, however its text is set`, async () => {
        page = await openMail(place.stage, place.browser, name, { viewport: NARROW });
        await see(open);
        for (const css of ['', SPACED]) assert.deepEqual((await look({ css })).misfits, [], css);
      });
    }

    it('a card comes under the Enter key, keeps the focus, and gives it back on Escape', async () => {
      page = await openMail(place.stage, place.browser, 'mail-card');
      await see(['div'], ['card']);
      for (const focused of ['summary', 'button']) {
        await page.keyboard.press('Tab');
        await see(['div'], [focused]);
      }
      await page.keyboard.press('Escape');
      await see([], ['mark']);
    });

    it('is told to screen readers as what it is', async (test) => {
      if (place.browser.name !== 'chromium') return test.skip('only Chromium shows its accessibility tree');
      page = await openMail(place.stage, place.browser, 'mail-card');
      /** @param {import('puppeteer-core').SerializedAXNode | null} node @returns {string[]} */
      const told = (node) =>
        node === null || /^(StaticText|generic|none)$/.test(node.role)
          ? (node?.children ?? []).flatMap(told)
          : [`${node.role}: ${node.name ?? ''}`, ...(node.children ?? []).flatMap(told)];
      const all = told(await page.accessibility.snapshot());
      assert.deepEqual(all.slice(all.indexOf('heading: Mail') + 1, all.indexOf('main: ')), [
        'button: “Accept invitation”: Goes straight to id.atlassian.com',
        'dialog: This link goes straight to id.atlassian.com',
        'heading: This link goes straight to id.atlassian.com',
        'DisclosureTriangle: Show the addresses',
        'button: Copy the real address',
      ]);
    });

    it('comes under the keyboard right behind the message', async () => {
      page = await openMail(place.stage, place.browser, 'mail');
      await focusMark(page);
      assert.deepEqual((await look()).focused, ['mark']);
    });
  },
  { extension: null },
);
