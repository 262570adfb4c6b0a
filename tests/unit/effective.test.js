// Where settings come from, and what the report for support says of them.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import load, { Engine } from '../../extension/core/core.js';
import { effective } from '../../extension/options/effective.js';
import { reportData, reportText } from '../../extension/options/support.js';
import { builtCore } from '../cases.js';

/**
 * What the options page is told of these settings.
 *
 * @param {Record<string, unknown>} managed
 * @param {Record<string, unknown>} [own]
 */
function overviewOf(managed, own = {}) {
  const locked = managed.lockSettings === true;
  const personal = ['mode', 'landingGuard', 'disabledGateways', 'logLevel'];
  const engine = new Engine(locked ? managed : { ...own, ...managed });
  const fixed = personal.filter((key) => locked || Object.hasOwn(managed, key));
  return { policy: engine.policy(), problems: engine.problems(), managed, own, fixed };
}

/** @param {ReturnType<typeof overviewOf>} overview @param {string} key */
const settingOf = (overview, key) => effective(overview).settings.find((each) => each.key === key);

before(() => load({ module_or_path: builtCore() }));

describe('a setting in force', () => {
  /** @type {Record<string, [managed: Record<string, unknown>, own: Record<string, unknown>, value: unknown, source: string]>} */
  const CASES = {
    'is the policy’s': [{ mode: 'warn' }, {}, 'warn', 'policy'],
    'is the policy’s before the person’s': [{ mode: 'warn' }, { mode: 'off' }, 'warn', 'policy'],
    'is the person’s where there is no policy': [{ logLevel: 'off' }, { mode: 'off' }, 'off', 'own'],
    'is built in where nobody has chosen': [{}, {}, 'fix', 'built-in'],
    'is built in where the policy is wrong': [{ mode: 'Warn' }, {}, 'fix', 'built-in'],
    'is built in where the person’s choice is damaged': [{}, { mode: 7 }, 'fix', 'built-in'],
    'is not the person’s where all is locked': [{ lockSettings: true }, { mode: 'off' }, 'fix', 'built-in'],
  };
  for (const [name, [managed, own, value, source]] of Object.entries(CASES)) {
    it(name, () => {
      const setting = settingOf(overviewOf(managed, own), 'mode');
      assert.deepEqual([setting?.value, setting?.source], [value, source]);
    });
  }

  it('keeps the good entries of a list, and names the bad one with what stands there', () => {
    const webmailHosts = ['https://mail.example.org/*', 'mail.example.org'];
    const setting = settingOf(overviewOf({ webmailHosts }), 'webmailHosts');
    assert.deepEqual([setting?.value, setting?.source], [[webmailHosts[0]], 'policy']);
    assert.deepEqual(
      setting?.faults.map(({ path, reason, raw }) => ({ path, reason, raw })),
      [{ path: 'webmailHosts[1]', reason: 'bad-entry', raw: 'mail.example.org' }],
    );
  });

  it('names the field of an entry, with what stands there', () => {
    const extraGateways = [{ name: 'Ours', host: 'atlassian.com', parameter: 'u', coding: 7 }, null];
    const setting = settingOf(overviewOf({ extraGateways }), 'extraGateways');
    assert.deepEqual(
      setting?.faults.map(({ path, raw }) => [path, raw]),
      [
        ['extraGateways[0].host', 'atlassian.com'],
        ['extraGateways[0].coding', 7],
        ['extraGateways[1]', null],
      ],
    );
  });

  it('has its own faults and no other’s', () => {
    const overview = overviewOf({ mode: 'Warn', lockSettings: 'yes' });
    assert.deepEqual(
      effective(overview).settings.flatMap(({ key, faults }) => faults.map(({ path, raw }) => [key, path, raw])),
      [
        ['mode', 'mode', 'Warn'],
        ['lockSettings', 'lockSettings', 'yes'],
      ],
    );
  });

  it('is there for every key, and unknown ones are named', () => {
    const { settings, unknown } = effective(overviewOf({ Mode: 'off', toString: 1 }));
    assert.deepEqual(
      settings.map(({ key }) => key),
      Object.keys(new Engine({}).policy()),
    );
    assert.deepEqual(
      unknown.map(({ path, reason, raw }) => [path, reason, raw]),
      [
        ['Mode', 'unknown-key', 'off'],
        ['toString', 'unknown-key', 1],
      ],
    );
  });
});

describe('the report for support', () => {
  const SECRET = 's3cret';
  const found = {
    now: 0,
    environment: {
      extension: '1.2.3',
      id: 'x',
      installation: 'admin',
      browser: 'Firefox 153.0',
      system: 'linux x86-64',
    },
    received: 1000,
    results: [
      {
        check: /** @type {const} */ ('core'),
        state: /** @type {const} */ ('good'),
        text: /** @type {[string]} */ (['test_core_good']),
      },
    ],
    log: [
      {
        at: 0,
        last: 60_000,
        count: 3,
        event: 'judged',
        verdict: 'lost',
        reason: 'bare-host',
        gateway: 'proofpoint-v3',
      },
    ],
  };
  /** @param {Record<string, unknown>} managed */
  const written = (managed) =>
    reportText(reportData({ ...found, effective: effective(overviewOf(managed)) }), ([key]) => key);

  it('says what holds, what was wrong, what was tested and what happened', () => {
    const managed = {
      mode: 'warn',
      landingGuard: 'allways',
      webmailHosts: ['https://mail.example.org/*'],
      policyVersion: '2026-11',
    };
    const text = written(managed);
    for (const line of [
      '- browser: Firefox 153.0',
      '- policy received: 1970-01-01T00:00:01.000Z',
      '- mode: "warn" (policy)',
      '- webmailHosts: ["https://mail.example.org/*"] (policy)',
      '- policyVersion: "2026-11" (policy)',
      '- showOnboarding: true (built-in)',
      '- ✗ landingGuard: not-allowed; expected after-invitation, always or off, found text',
      '- ✓ core: test_core_good',
      '- 1970-01-01T00:00:00.000Z to 1970-01-01T00:01:00.000Z ×3 judged lost bare-host proofpoint-v3',
    ]) {
      assert.ok(text.split('\n').includes(line), line);
    }
  });

  it('holds none of what people and administrators write freely', () => {
    const managed = {
      organizationName: `${SECRET} Ltd.`,
      supportEmail: `${SECRET}@example.com`,
      supportUrl: `https://help.example.com/?token=${SECRET}`,
      policyVersion: `${SECRET} by robin@example.com`,
      extraGateways: [{ name: SECRET, host: 'links.example.org', parameter: 'to', coding: 'percent' }],
      disabledGateways: [SECRET],
      webmailHosts: [SECRET],
      mode: SECRET,
      [`${SECRET}@example.com`]: SECRET,
    };
    const text = written(managed);
    assert.ok(!text.includes(SECRET), text);
    assert.doesNotMatch(text, /@/);
    assert.match(text, /links\.example\.org/);
  });
});
