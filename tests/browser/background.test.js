// The background in the extension as it ships, asked by its own pages and by content scripts.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { bareLink, expectedJudgement, readCases } from '../cases.js';
import { builtExtension, describeInBrowsers } from '../stage/browser.js';
import { trapOnSecondJudgement } from '../trap.js';

/** @typedef {import('../stage/browser.js').Browser} Browser */
/** @typedef {import('../stage/stage.js').Stage} Stage */

const INVITATION = 'https://id.atlassian.com/invite/p/confluence?id=AbC';
const QUESTION = { kind: 'judge', webmail: null, sender: null, links: [bareLink(INVITATION)] };

/** Sends a message from one of the extension's own pages. @param {Browser} browser @param {unknown} message @returns {Promise<any>} */
const ask = (browser, message) => browser.asExtension((sent) => chrome.runtime.sendMessage(sent), message);

/**
 * Sends messages from a content script, one after the other, in a page that allows nothing.
 *
 * @param {{ browser: Browser, stage: Stage }} place
 * @param {unknown[]} messages
 * @returns {Promise<any[]>}
 */
async function askFromPage({ browser, stage }, messages) {
  const address = stage.put('https://mail.google.com/strict', '<p>No links</p>', { csp: "default-src 'none'" });
  const page = await browser.open(address);
  try {
    return await browser.asExtension(
      async (url, sent) => {
        const [tab] = await chrome.tabs.query({ url });
        const [injection] = await chrome.scripting.executeScript({
          target: { tabId: tab?.id ?? 0 },
          // As text: Chromium leaves a null out of what is handed over here, though not out of messages.
          args: [JSON.stringify(sent)],
          func: async (text) => {
            const replies = [];
            for (const message of JSON.parse(text)) replies.push(await chrome.runtime.sendMessage(message));
            return replies;
          },
        });
        return /** @type {any} */ (injection?.result);
      },
      address,
      messages,
    );
  } finally {
    await page.close();
  }
}

describeInBrowsers('the background', (place) => {
  it('gives every case its verdict, as the core in this browser does', async () => {
    const cases = readCases();
    const links = cases.map(({ input }) => bareLink(input));
    const asked = cases.map(({ input, now = null }) => ({
      now,
      webmail: null,
      sender: null,
      links: [bareLink(input)],
    }));
    const { decoded, judged, today, reply } = await place.browser.asExtension(
      async (messages, message) => {
        const { default: load, Engine } = await import(chrome.runtime.getURL('core/core.js'));
        await load({ module_or_path: chrome.runtime.getURL('core/core_bg.wasm') });
        const engine = new Engine({});
        const now = Math.floor(Date.now() / 1000);
        return {
          decoded: messages.map(({ links: [link] }) => engine.decode(link?.href)),
          judged: messages.map((each) => engine.judge(each)[0]),
          today: engine.judge({ ...message, now }),
          reply: await chrome.runtime.sendMessage({ kind: 'judge', ...message }),
        };
      },
      asked,
      { webmail: null, sender: null, links },
    );
    cases.forEach((wanted, at) => {
      const target = wanted.decode !== null && URL.canParse(wanted.decode) ? new URL(wanted.decode).href : null;
      assert.equal(decoded[at].target, target, wanted.where);
      assert.deepEqual({ ...judged[at], ...expectedJudgement(wanted) }, judged[at], wanted.where);
    });
    assert.equal(reply.kind, 'verdicts', reply.why);
    assert.deepEqual(reply.judgements, today);
  });

  it('answers a content script in a page that allows nothing', async () => {
    const [reply] = await askFromPage(place, [QUESTION]);
    assert.equal(reply.kind, 'verdicts', reply.why);
    assert.equal(reply.judgements[0].target, INVITATION);
  });

  it('answers after it was stopped', async () => {
    const first = await ask(place.browser, QUESTION);
    assert.equal(first.kind, 'verdicts');
    await place.browser.killBackground();
    assert.deepEqual(await ask(place.browser, QUESTION), first);
    await place.browser.killBackground();
    assert.deepEqual(await askFromPage(place, [QUESTION]), [first]);
  });

  it('refuses messages that nobody of ours sends, and goes on', async () => {
    const [link] = QUESTION.links;
    const hostile = [
      null,
      'judge',
      [],
      {},
      { kind: 'judge' },
      { ...QUESTION, kind: '__proto__' },
      { ...QUESTION, extra: true },
      { ...QUESTION, links: 'https://id.atlassian.com/' },
      { ...QUESTION, links: [null] },
      { ...QUESTION, links: [{ ...link, href: 1 }] },
      { ...QUESTION, links: [{ ...link, href: 'x'.repeat(70_000) }] },
      { ...QUESTION, links: new Array(5001).fill(link) },
      { kind: 'settings', mode: 'off', siteOff: true },
    ];
    const replies = await askFromPage(place, [...hostile, QUESTION]);
    const last = replies.pop();
    assert.deepEqual(
      replies.map(({ kind }) => kind),
      hostile.map(() => 'refused'),
    );
    assert.equal(last.kind, 'verdicts', last.why);
  });

  it('writes down that it refused, and not what', async () => {
    await askFromPage(place, [{ kind: 'judge', links: 's3cret' }]);
    const { entries } = await ask(place.browser, { kind: 'log' });
    assert.ok(entries.some((/** @type {{ event: string }} */ { event }) => event === 'refused'));
    assert.ok(!JSON.stringify(entries).includes('s3cret'));
  });

  it('cannot be reached by a page', async () => {
    const page = await place.browser.open(place.stage.put('https://mail.google.com/curious', '<p>No links</p>'));
    const reached = await page.evaluate(async (id) => {
      const { chrome, browser } = /** @type {any} */ (globalThis);
      const send = (browser ?? chrome)?.runtime?.sendMessage;
      return send ? send(id, { kind: 'judge' }).catch(() => false) : false;
    }, place.browser.extension);
    assert.equal(reached, false);
    await page.close();
  });

  it('has no way into the network', async () => {
    const error = await place.browser.asExtension(() => fetch('https://id.atlassian.com/').catch(String));
    assert.match(String(error), /^TypeError/);
    assert.deepEqual(place.stage.arrivals('id.atlassian.com'), []);
  });
});

describeInBrowsers(
  'what is stored',
  (place) => {
    it('is out of the reach of content scripts', async () => {
      await ask(place.browser, QUESTION);
      const page = await place.browser.open(place.stage.put('https://mail.google.com/curious', '<p>No links</p>'));
      const error = await place.browser.asExtension(async () => {
        const [tab] = await chrome.tabs.query({ url: 'https://mail.google.com/curious' });
        const [injection] = await chrome.scripting.executeScript({
          target: { tabId: tab?.id ?? 0 },
          func: () => chrome.storage.local.set({ preferences: { mode: 'off' } }).then(() => 'stored', String),
        });
        return injection?.result;
      });
      assert.match(String(error), /not allowed/);
      await page.close();
    });
  },
  // Firefox has no such barrier.
  { only: ['chromium'] },
);

describeInBrowsers(
  'the background with a core that traps',
  (place) => {
    /** @type {string} */
    let folder;
    before(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'straightway-trap-'));
      await cp(builtExtension(place.browser.name), folder, { recursive: true });
      const core = path.join(folder, 'core', 'core_bg.wasm');
      await writeFile(core, trapOnSecondJudgement(await readFile(core)));
      await place.browser.install(folder);
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it('loses one answer to it, and no more', async () => {
      const kinds = [];
      for (let asked = 0; asked < 4; asked += 1) kinds.push((await ask(place.browser, QUESTION)).kind);
      assert.deepEqual(kinds, ['verdicts', 'refused', 'verdicts', 'refused']);
      const { entries } = await ask(place.browser, { kind: 'log' });
      assert.deepEqual(
        entries
          .filter((/** @type {{ event: string }} */ { event }) => event === 'trap')
          .map((/** @type {{ count: number }} */ { count }) => count),
        [2],
      );
    });
  },
  { extension: null },
);
