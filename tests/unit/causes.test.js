// Which of the causes speak for themselves, by what is known of an invitation.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { causesOf } from '../../extension/causes.js';

/** @typedef {import('../../extension/causes.js').Known} Known */

/** @param {string} verdict @param {string} reason @param {string[]} [trail] */
const judged = (verdict, reason, trail = []) => /** @type {Known['judgement']} */ ({ verdict, reason, trail });

/** @type {{ when: string, known: Partial<Known>, likely: string[] }[]} */
const CASES = [
  { when: 'nothing is known', known: {}, likely: [] },
  { when: 'a gateway hides the address', known: { judgement: judged('opaque', 'opaque') }, likely: ['gateway'] },
  { when: 'the link was cut', known: { judgement: judged('lost', 'truncated') }, likely: ['gateway'] },
  {
    when: 'a gateway wrapped the link',
    known: { judgement: judged('accept', 'invitation', ['mimecast']) },
    likely: ['gateway'],
  },
  {
    when: 'a wrapped link came to Atlassian whole all the same',
    known: { judgement: judged('accept', 'invitation', ['mimecast']), gateway: 'Mimecast', isWhole: true },
    likely: [],
  },
  { when: 'its time is over', known: { judgement: judged('accept', 'expired') }, likely: ['expired'] },
  {
    when: 'there are several, and the link was cut',
    known: { judgement: judged('lost', 'no-signature'), place: 'bitbucket.org/meadow', isOneOfSeveral: true },
    likely: ['gateway', 'pending'],
  },
];

describe('the causes', () => {
  for (const { when, known, likely } of CASES) {
    it(`are ${likely.join(' and ') || 'all open'} when ${when}`, () => {
      const causes = causesOf({ judgement: null, gateway: null, place: null, isOneOfSeveral: false, ...known });
      assert.deepEqual(
        causes.filter((each) => each.likely).map(({ id }) => id),
        likely,
      );
      assert.deepEqual(
        causes.slice(0, likely.length).map(({ id }) => id),
        likely,
      );
    });
  }

  it('include the gateway by its name, and what it cut off', () => {
    const judgement = judged('lost', 'no-signature');
    const causes = causesOf({ judgement, gateway: 'Mimecast', place: null, isOneOfSeveral: false });
    const { title, body, steps } = causes.find(({ id }) => id === 'gateway') ?? {};
    assert.deepEqual(title, ['cause_gateway_by', 'Mimecast']);
    assert.deepEqual(body, [['cause_gateway_body'], ['reason_no_signature']]);
    assert.deepEqual(steps, [['step_new_invitation'], ['step_exempt_by', 'Mimecast']]);
  });
});
