// What an invitation is to: each answer is one that the protocol takes, or a whole message would be refused because of it.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import load, { Engine } from '../../extension/core/core.js';
import { placeOf } from '../../extension/invitation.js';
import { parseRequest } from '../../extension/protocol.js';
import { bareLink, builtCore, readCases } from '../cases.js';

before(() => load({ module_or_path: builtCore() }));

/** @param {string} onward */
const invitation = (onward) =>
  `https://id.atlassian.com/signup/invite?signature=eyJ.eyJ.x&continue=${encodeURIComponent(onward)}`;

/** @param {Engine} engine @param {string} href */
const placeIn = (engine, href) =>
  placeOf(engine.judge({ now: null, webmail: null, sender: null, links: [bareLink(href)] })[0]);

describe('the place of an invitation', () => {
  for (const [onward, place] of Object.entries({
    'https://bitbucket.org/meadow-lark/': 'bitbucket.org/meadow-lark',
    'https://bitbucket.org/meadow_lark.2': 'bitbucket.org/meadow_lark.2',
    'https://bitbucket.org/account/user/': null,
    'https://bitbucket.org/': null,
    'https://meadow-lark.atlassian.net/wiki/': 'meadow-lark.atlassian.net',
    // Refused once, and with it all that stood in the same message.
    'https://meadow-lark.jira.com/': 'meadow-lark.jira.com',
    [`https://${'a'.repeat(64)}.atlassian.net/`]: null,
    'https://start.atlassian.com/': null,
  })) {
    it(`is ${place} behind ${onward.slice(0, 60)}`, () => {
      assert.equal(placeIn(new Engine({}), invitation(onward)), place);
    });
  }

  it('is one that the protocol takes, in every case', () => {
    const engine = new Engine({});
    const places = readCases().map(({ input }) => placeIn(engine, input));
    assert.ok(places.some((place) => place !== null));
    for (const place of places) parseRequest({ kind: 'causes', address: '', place });
  });
});
