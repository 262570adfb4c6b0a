// Every case through the built core, over the border that the background uses.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import load, { Engine } from '../../extension/core/core.js';
import { bareLink, builtCore, expectedJudgement, readCases } from '../cases.js';

/** The address as the standard writes it, or null: behind some wrappers is text that is no address. @param {string | null} text */
const serialised = (text) => (text !== null && URL.canParse(text) ? new URL(text).href : null);

describe('the built core', () => {
  /** @type {Engine} */
  let engine;
  before(async () => {
    await load({ module_or_path: builtCore() });
    engine = new Engine({});
  });

  for (const wanted of readCases()) {
    it(`decodes and judges ${wanted.where}`, () => {
      const { target, trail, opaque } = engine.decode(wanted.input);
      assert.equal(target, serialised(wanted.decode));
      if (wanted.hint) assert.equal(opaque?.hint, wanted.hint);
      if (wanted.trail) assert.deepEqual(trail, wanted.trail);

      const message = { now: wanted.now ?? null, webmail: null, sender: null, links: [bareLink(wanted.input)] };
      const [judgement] = engine.judge(message);
      assert.deepEqual({ ...judgement, ...expectedJudgement(wanted) }, judgement);
      // An address the core writes is one that the browser's parser reads the same.
      if (judgement.target) assert.equal(new URL(judgement.target).href, judgement.target);
    });
  }
});
