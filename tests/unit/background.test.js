// The background's wiring, in a browser that is played.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { choose, Fixed, PERSONAL } from '../../extension/settings.js';
import { sitesOff, switchSite } from '../../extension/switches.js';
import { bareLink, builtCore } from '../cases.js';

const OURS = 'straightway';
const SITE = 'https://mail.example.org';
const OUR_PAGES = 'chrome-extension://straightway';
const QUESTION = {
  kind: 'judge',
  webmail: null,
  sender: null,
  links: [bareLink('https://id.atlassian.com/invite/p/jira?id=1')],
};

const LIST = {
  kind: 'sift',
  webmail: null,
  addresses: [
    'https://news.example.com/1',
    'https://id.atlassian.com/invite/p/jira?id=1',
    'https://news.example.com/2',
  ],
};

/** A browser's event, with a way to fire it. */
function fakeEvent() {
  /** @type {((...args: any[]) => any)[]} */
  const listeners = [];
  return {
    addListener: (/** @type {(...args: any[]) => any} */ listener) => listeners.push(listener),
    removeListener: () => {},
    fire: (/** @type {any[]} */ ...args) => listeners.map((listener) => listener(...args)),
  };
}

/** A promise, and what fulfils it. */
function promise() {
  /** @type {(value: object) => void} */
  let fulfil = () => {};
  const kept = new Promise((resolve) => (fulfil = resolve));
  return { kept, fulfil };
}

const events = {
  message: fakeEvent(),
  storage: fakeEvent(),
  installed: fakeEvent(),
  granted: fakeEvent(),
  revoked: fakeEvent(),
};
/** @type {Record<string, unknown>} */
let managed = {};
/** What the browser keeps for the extension. @type {Record<string, unknown>} */
let kept = {};
/** What it keeps until it is closed. @type {Record<string, unknown>} */
const session = {};
const accessLevel = {};
/** @type {[tab: number, notice: unknown][]} */
const told = [];
const settingsRecalled = promise();
let bothTabsTold = promise();

Object.assign(globalThis, {
  fetch: async () => new Response(builtCore(), { headers: { 'content-type': 'application/wasm' } }),
  chrome: {
    runtime: {
      id: OURS,
      getURL: (/** @type {string} */ path) => OUR_PAGES + path,
      getManifest: () => ({ host_permissions: ['https://mail.google.com/*'] }),
      onMessage: events.message,
      onInstalled: events.installed,
      onStartup: fakeEvent(),
    },
    storage: {
      local: {
        get: () => settingsRecalled.kept.then(() => kept),
        set: async (/** @type {object} */ values) => void Object.assign(kept, values),
        remove: async (/** @type {string} */ key) => delete kept[key],
        setAccessLevel: async (/** @type {object} */ level) => void Object.assign(accessLevel, level),
      },
      managed: { get: async () => managed },
      session: {
        get: async (/** @type {string} */ key) => ({ [key]: session[key] }),
        set: async (/** @type {object} */ values) => void Object.assign(session, values),
      },
      onChanged: events.storage,
    },
    alarms: { onAlarm: fakeEvent(), create: async () => {}, clear: async () => {} },
    declarativeNetRequest: { getSessionRules: async () => [], updateSessionRules: async () => {} },
    permissions: { onAdded: events.granted, onRemoved: events.revoked, getAll: async () => ({}) },
    scripting: { getRegisteredContentScripts: async () => [] },
    tabs: {
      onCreated: fakeEvent(),
      onUpdated: fakeEvent(),
      query: async () => [{ id: 1, url: `${SITE}/inbox` }, { id: 2 }, {}],
      sendMessage: async (/** @type {number} */ tab, /** @type {unknown} */ notice) => {
        told.push([tab, notice]);
        if (told.length === 2) bothTabsTold.fulfil({});
        if (tab === 1) throw new Error('Could not establish connection. Receiving end does not exist.');
      },
    },
  },
});

/**
 * Sends a message as the browser does.
 *
 * @param {unknown} message
 * @param {{ url: string, origin?: string, tab?: object }} [from]
 * @returns {Promise<any>}
 */
const send = (message, from = { url: `${SITE}/inbox` }) =>
  new Promise((resolve) => {
    const { origin } = new URL(from.url);
    assert.deepEqual(events.message.fire(message, { id: OURS, origin, ...from }, resolve), [true]);
  });

describe('the background', () => {
  before(() => import('../../extension/background.js'));

  it('listens before its settings are there, and answers when they are', async () => {
    const answer = send(QUESTION);
    settingsRecalled.fulfil({});
    const { kind, mode, judgements } = await answer;
    assert.deepEqual([kind, mode, judgements[0].verdict], ['verdicts', 'fix', 'accept']);
  });

  it('says which of many addresses are worth a question', async () => {
    assert.deepEqual(await send(LIST), { kind: 'sifted', mode: 'fix', worth: [1] });
  });

  it('does not hear other extensions', () => {
    const respond = () => assert.fail('It answered.');
    assert.deepEqual(events.message.fire(QUESTION, { id: 'another' }, respond), [false]);
    assert.deepEqual(events.message.fire(QUESTION, {}, respond), [false]);
  });

  it('refuses what it cannot read, in a few words', async () => {
    const { kind, why } = await send({ ...QUESTION, links: null });
    assert.equal(kind, 'refused');
    assert.match(why, /request\.links/);
  });

  it('follows the administrator, and tells every tab', async () => {
    managed = { mode: 'warn' };
    events.storage.fire({}, 'managed');
    await bothTabsTold.kept;
    assert.deepEqual(told, [
      [1, { kind: 'settings', mode: 'warn', siteOff: false }],
      // Its address may not be known, and there may be frames of ours in it.
      [2, { kind: 'settings', mode: 'warn', siteOff: null }],
    ]);
    assert.equal((await send(QUESTION)).mode, 'warn');
  });

  it('follows the person where the administrator has laid nothing down', async () => {
    kept = { preferences: { mode: 'off', disabledGateways: ['proofpoint-v2'], organizationName: 'Me' } };
    events.storage.fire({ preferences: {} }, 'local');
    const { policy, fixed, ...sources } = await send({ kind: 'overview' }, { url: `${OUR_PAGES}/options` });
    assert.equal(policy.mode, 'warn');
    assert.deepEqual(policy.disabledGateways, ['proofpoint-v2']);
    assert.equal(policy.organizationName, '');
    assert.deepEqual(fixed, ['mode']);
    assert.deepEqual(sources.managed, { mode: 'warn' });
    assert.deepEqual(sources.own, { mode: 'off', disabledGateways: ['proofpoint-v2'] });
  });

  it('leaves alone what a person has switched off, with the frames in it, and says so at once', async () => {
    told.length = 0;
    bothTabsTold = promise();
    kept = { sitesOff: [SITE] };
    events.storage.fire({ sitesOff: {} }, 'local');
    await bothTabsTold.kept;
    assert.deepEqual(told[0], [1, { kind: 'settings', mode: 'warn', siteOff: true }]);
    const off = { kind: 'verdicts', mode: 'off', judgements: [], names: {} };
    assert.deepEqual(await send(LIST), { kind: 'sifted', mode: 'off', worth: [] });
    assert.deepEqual(await send(QUESTION), off);
    assert.deepEqual(await send(QUESTION, { url: 'https://body.example.net/', tab: { url: `${SITE}/inbox` } }), off);
    assert.equal((await send(QUESTION, { url: 'https://mail.example.com/' })).judgements.length, 1);
  });

  it('leaves alone, with the frames in it, what a person has switched off inside a page that we may not know', async () => {
    const tab = { id: 2 };
    const { mode } = await send(QUESTION, { url: 'about:srcdoc', origin: SITE, tab });
    assert.equal(mode, 'off');
    assert.equal((await send(QUESTION, { url: 'about:srcdoc', origin: 'null', tab })).mode, 'warn');
  });

  it('stops at once where a right was taken back, and may have been', async () => {
    told.length = 0;
    bothTabsTold = promise();
    kept = {};
    events.revoked.fire({ origins: [`${SITE}/*`] });
    await bothTabsTold.kept;
    assert.deepEqual(told, [
      [1, { kind: 'settings', mode: 'warn', siteOff: true }],
      [2, { kind: 'settings', mode: 'warn', siteOff: true }],
    ]);
  });

  it('keeps content scripts from what is stored', () => {
    assert.deepEqual(accessLevel, { accessLevel: 'TRUSTED_CONTEXTS' });
  });

  it('lets nobody change what the organisation has laid down or locked', async () => {
    kept = { managed: { mode: 'warn' } };
    await assert.rejects(choose('mode', 'off'), Fixed);
    await assert.rejects(choose('organizationName', 'Me'), Fixed);
    await assert.rejects(choose('__proto__', {}), Fixed);
    await choose('landingGuard', 'off');
    await switchSite(SITE, false);
    assert.deepEqual(kept, { managed: { mode: 'warn' }, preferences: { landingGuard: 'off' }, sitesOff: [SITE] });
    assert.deepEqual(await sitesOff(), [SITE]);

    // Firefox has the second from group policy.
    for (const lockSettings of [true, 1]) {
      kept = { managed: { lockSettings }, sitesOff: [SITE] };
      for (const name of PERSONAL) await assert.rejects(choose(name, 'off'), Fixed);
      await assert.rejects(switchSite(SITE, false), Fixed);
      await assert.rejects(switchSite(SITE, true), Fixed);
      assert.deepEqual(await sitesOff(), []);
    }
  });

  it('knows no message that changes a setting, from a page, a content script or our own pages', async () => {
    kept = {};
    for (const kind of ['choose', 'switch', 'settings', 'policy', 'preferences']) {
      for (const url of [`${SITE}/inbox`, `${OUR_PAGES}/options`]) {
        assert.equal((await send({ kind, name: 'mode', value: 'off' }, { url })).kind, 'refused');
      }
    }
    assert.deepEqual(
      Object.keys(kept).filter((key) => key !== 'log'),
      [],
    );
  });

  it('writes down what it judged, once for the same again, and nothing of private windows', async () => {
    const options = { url: `${OUR_PAGES}/options` };
    await send({ kind: 'clear-log' }, options);
    const page = { url: 'https://mail.google.com/mail/u/0/', tab: { id: 1, url: 'https://mail.google.com/mail/u/0/' } };
    await send(QUESTION, page);
    await send(QUESTION, page);
    await send(QUESTION, { ...page, tab: { ...page.tab, incognito: true } });
    const { entries } = await send({ kind: 'log' }, options);
    assert.deepEqual(
      entries.map((/** @type {import('../../extension/log.js').Entry} */ entry) => ({ ...entry, at: 0, last: 0 })),
      [{ at: 0, last: 0, count: 2, event: 'judged', mode: 'warn', verdict: 'accept', reason: 'shared-invitation' }],
    );
    await send({ kind: 'clear-log' }, options);
    assert.deepEqual((await send({ kind: 'log' }, options)).entries, []);
  });

  it('writes down presses and what came of them', async () => {
    const options = { url: `${OUR_PAGES}/options` };
    await send({ kind: 'clear-log' }, options);
    const address = 'https://id.atlassian.com/invite/p/jira?id=1';
    await send({ kind: 'pressed', address }, { url: `${SITE}/inbox`, tab: { id: 7, url: `${SITE}/inbox` } });
    const landing = { url: `${OUR_PAGES}/landing/landing.html`, tab: { id: 7 } };
    await send({ kind: 'landed' }, landing);
    await send({ kind: 'continue' }, landing);
    const { entries } = await send({ kind: 'log' }, options);
    assert.deepEqual(
      entries.map((/** @type {import('../../extension/log.js').Entry} */ { event, verdict }) => [event, verdict]),
      [
        ['pressed', 'accept'],
        ['landed', 'accept'],
        ['continued', undefined],
      ],
    );
  });

  it('tells a mailbox of the invitations that it shows itself, our own pages of all, and remembers none of private windows', async () => {
    const [one, other] = ['bitbucket.org/meadow-lark', 'bitbucket.org/reed-warbler'];
    const popup = { url: `${OUR_PAGES}/popup` };
    /** @param {string[]} rows @param {{ url: string, tab?: object }} [from] */
    const places = async (rows, from) => (await send({ kind: 'seen', rows, opened: [] }, from)).places;
    assert.deepEqual(await places([one, one], { url: `${SITE}/inbox`, tab: { id: 1, incognito: true } }), []);
    assert.deepEqual(await places([], popup), []);
    assert.deepEqual(await places([one, one]), [one]);
    assert.deepEqual(await places([other, other], { url: 'https://mail.example.com/' }), [other]);
    assert.deepEqual(await places([], { url: 'https://mail.example.com/' }), []);
    assert.deepEqual(await places([], popup), [one, other]);
  });

  it('tells all about a link to our own pages, and to nobody else', async () => {
    const check = { kind: 'check', href: 'https://id.atlassian.com/invite/p/jira?id=1' };
    const { kind, judgement, decoded } = await send(check, { url: `${OUR_PAGES}/check` });
    assert.deepEqual([kind, judgement.verdict, decoded.trail], ['checked', 'accept', []]);
    for (const message of [check, { kind: 'overview' }, { kind: 'log' }, { kind: 'clear-log' }])
      assert.equal((await send(message)).kind, 'refused');
  });
});
