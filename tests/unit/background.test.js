// The background's wiring, in a browser that is played.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { bareLink, builtCore } from '../cases.js';

const OURS = 'straightway';
const QUESTION = {
  kind: 'judge',
  webmail: null,
  sender: null,
  links: [bareLink('https://id.atlassian.com/invite/p/jira?id=1')],
};

/** A browser's event, with a way to fire it. */
function fakeEvent() {
  /** @type {((...args: any[]) => any)[]} */
  const listeners = [];
  return {
    addListener: (/** @type {(...args: any[]) => any} */ listener) => listeners.push(listener),
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
/** @type {[tab: number, notice: unknown][]} */
const told = [];
const settingsRecalled = promise();
const bothTabsTold = promise();

Object.assign(globalThis, {
  fetch: async () => new Response(builtCore(), { headers: { 'content-type': 'application/wasm' } }),
  chrome: {
    runtime: { id: OURS, onMessage: events.message, onInstalled: events.installed },
    storage: {
      local: { get: () => settingsRecalled.kept, set: async () => {} },
      managed: { get: async () => managed },
      onChanged: events.storage,
    },
    permissions: { onAdded: events.granted, onRemoved: events.revoked },
    tabs: {
      query: async () => [{ id: 1 }, { id: 2 }, {}],
      sendMessage: async (/** @type {number} */ tab, /** @type {unknown} */ notice) => {
        told.push([tab, notice]);
        if (told.length === 2) bothTabsTold.fulfil({});
        if (tab === 1) throw new Error('Could not establish connection. Receiving end does not exist.');
      },
    },
  },
});

/** Sends a message as the browser does. @param {unknown} message @returns {Promise<any>} */
const send = (message) =>
  new Promise((resolve) => {
    assert.deepEqual(events.message.fire(message, { id: OURS }, resolve), [true]);
  });

describe('the background', () => {
  before(() => import('../../extension/background.js'));

  it('listens before its settings are there, and answers when they are', async () => {
    const answer = send(QUESTION);
    settingsRecalled.fulfil({});
    const { kind, mode, judgements } = await answer;
    assert.deepEqual([kind, mode, judgements[0].verdict], ['verdicts', 'fix', 'accept']);
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
    const notice = { kind: 'settings', mode: 'warn', siteOff: false };
    assert.deepEqual(told, [
      [1, notice],
      [2, notice],
    ]);
    assert.equal((await send(QUESTION)).mode, 'warn');
  });
});
