import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Core } from '../../extension/core.js';
import { bareLink, builtCore } from '../cases.js';

const INVITATION = 'https://id.atlassian.com/invite/p/confluence?id=AbC';
const MESSAGE = { now: null, webmail: null, sender: null, links: [bareLink(INVITATION)] };

describe('the core behind its loader', () => {
  const core = new Core(builtCore());
  const unmanaged = {};

  it('follows the settings it is given, from one question to the next', async () => {
    assert.equal((await core.judge(MESSAGE, { mode: 'off' })).judgements[0]?.reason, 'policy-off');
    assert.equal((await core.policy({ mode: 'warn' })).mode, 'warn');
    assert.equal((await core.policy(unmanaged)).mode, 'fix');
  });

  it('says how the gateways are called that it names', async () => {
    const extraGateways = [{ name: 'Our own', host: 'links.example.org', parameter: 'to', coding: 'percent' }];
    const inner = encodeURIComponent(INVITATION);
    const outer = encodeURIComponent(`https://links.example.org/?to=${inner}`);
    const links = [bareLink(`https://eur01.safelinks.protection.outlook.com/?url=${outer}&data=05`)];
    const { judgements, names } = await core.judge({ ...MESSAGE, links }, { extraGateways });
    assert.deepEqual(judgements[0]?.trail, ['microsoft-safelinks', 'Our own']);
    assert.deepEqual(names, { 'microsoft-safelinks': 'Microsoft Defender Safe Links', 'Our own': 'Our own' });
  });

  it('says of an invitation that its sender is none of Atlassian’s, and of nothing else', async () => {
    const links = [bareLink(INVITATION), bareLink('https://www.example.org/')];
    for (const [sender, unlisted] of /** @type {const} */ ([
      ['robin.mora@example.com', true],
      ['noreply@id.atlassian.net.example.com', true],
      ['noreply+377c008@id.atlassian.net', false],
      ['jira@meadow-lark.atlassian.net', false],
      ['Robin Mora', false],
      [null, false],
    ])) {
      const { judgements } = await core.judge({ ...MESSAGE, sender, links }, unmanaged);
      assert.deepEqual(
        judgements.map(({ unlistedSender }) => unlistedSender),
        [unlisted, false],
        String(sender),
      );
    }
  });

  it('sifts addresses that are worth a question from those that are not', async () => {
    /** @type {[address: string, isWorth: boolean][]} */
    const cases = [
      [INVITATION, true],
      ['https://news.example.com/2024/05/title?utm_source=mail', false],
      [`https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent('https://example.com/')}`, false],
      ['https://protect-eu.mimecast.com/s/AbCdEfGhIjKl?domain=example.com', true],
      ['https://id.atlassian.com.evil.example/invite', true],
      [`https://links.example.com/to?${encodeURIComponent(INVITATION)}`, true],
      ['mailto:robin.mora@example.com', false],
      ['', false],
    ];
    const sifted = await core.sift(
      cases.map(([address]) => address),
      unmanaged,
    );
    assert.deepEqual(sifted, { mode: 'fix', worth: cases.flatMap(([, isWorth], at) => (isWorth ? [at] : [])) });
    assert.deepEqual(await core.sift([INVITATION], { mode: 'off' }), { mode: 'off', worth: [] });
  });

  it('takes any settings whatever', async () => {
    const hostile = [
      { mode: 7 },
      { mode: ['off'] },
      { extraGateways: { length: 1e9 } },
      JSON.parse('{"__proto__": 1}'),
    ];
    for (const managed of hostile) assert.equal((await core.policy(managed)).mode, 'fix');
  });
});
