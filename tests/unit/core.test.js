import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Core } from '../../extension/core.js';
import { root } from '../../scripts/task.mjs';
import { bareLink } from '../cases.js';
import { trapOnSecondJudgement } from '../trap.js';

const BUILT = readFileSync(path.join(root, 'extension', 'core', 'core_bg.wasm'));
const INVITATION = 'https://id.atlassian.com/invite/p/confluence?id=AbC';
const MESSAGE = { now: null, webmail: null, sender: null, links: [bareLink(INVITATION)] };

describe('the core behind its loader', () => {
  // One module has one instance at a time, as in the background. This one breaks at every second judgement.
  const core = new Core(trapOnSecondJudgement(BUILT));
  const unmanaged = {};

  const judge = (managed = unmanaged) => core.judge(MESSAGE, managed);

  it('loses one answer to a trap, and no more', async () => {
    const first = await judge();
    assert.equal(first.mode, 'fix');
    assert.equal(first.judgements[0]?.verdict, 'accept');
    await assert.rejects(judge(), WebAssembly.RuntimeError);
    assert.deepEqual(await judge(), first);
    await assert.rejects(judge(), WebAssembly.RuntimeError);
    assert.deepEqual(await judge(), first);
    await assert.rejects(judge(), WebAssembly.RuntimeError);
  });

  it('follows the settings it is given, from one question to the next', async () => {
    assert.equal((await judge({ mode: 'off' })).judgements[0]?.reason, 'policy-off');
    assert.equal(await core.mode({ mode: 'warn' }), 'warn');
    assert.equal(await core.mode(unmanaged), 'fix');
  });

  it('takes any settings whatever', async () => {
    const hostile = [
      { mode: 7 },
      { mode: ['off'] },
      { extraGateways: { length: 1e9 } },
      JSON.parse('{"__proto__": 1}'),
    ];
    for (const managed of hostile) assert.equal(await core.mode(managed), 'fix');
  });
});
