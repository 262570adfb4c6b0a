import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Core } from '../../extension/core.js';
import { bareLink, builtCore } from '../cases.js';
import { trapOnSecondJudgement } from '../trap.js';

it('the loader loses one answer to a trap, and no more', async () => {
  const core = new Core(trapOnSecondJudgement(builtCore()));
  const managed = {};
  const links = [bareLink('https://id.atlassian.com/invite/p/confluence?id=AbC')];
  const judge = () => core.judge({ now: null, webmail: null, sender: null, links }, managed);

  const first = await judge();
  assert.equal(first.judgements[0]?.verdict, 'accept');
  for (let traps = 0; traps < 3; traps += 1) {
    await assert.rejects(judge(), WebAssembly.RuntimeError);
    assert.deepEqual(await judge(), first);
  }
});
