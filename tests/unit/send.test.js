// Messages to the background, without a browser.

import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { send } from '../../extension/send.js';

const ANSWER = { kind: 'noted' };
const stopped = () => Promise.reject(new Error('The message port closed before a response was received.'));
// Chromium's, in a script whose extension is gone.
const gone = () => assert.fail('Extension context invalidated.');
const nothing = async () => undefined;

afterEach(() => void Reflect.deleteProperty(globalThis, 'chrome'));

/** @type {[name: string, replies: (() => Promise<unknown>)[], answer: unknown][]} */
const CASES = [
  ['is heard', [async () => ANSWER], ANSWER],
  ['is sent again to a background that was stopped before it answered', [stopped, async () => ANSWER], ANSWER],
  ['is sent no third time', [stopped, stopped], null],
  ['is lost where the extension is gone', [gone, gone], null],
  ['is lost where nobody listens', [nothing, nothing], null],
];
for (const [name, replies, answer] of CASES) {
  it(`a message ${name}`, async () => {
    const left = [...replies];
    const sendMessage = () => left.shift()?.() ?? assert.fail('once too often');
    Object.assign(globalThis, { chrome: { runtime: { sendMessage } } });
    assert.deepEqual(await send({ kind: 'near' }), answer);
    assert.deepEqual(left, []);
  });
}
