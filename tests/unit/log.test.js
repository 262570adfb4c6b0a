// The event log: what it says, and what can never get into it.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { add, entryOf, EVENTS, Log, MOST_KEPT, WEBMAILS, wordsOf } from '../../extension/log.js';
import { HOSTS } from '../../extension/report.js';
import { root } from '../../scripts/task.mjs';
import { numbers } from '../numbers.js';

/** @typedef {import('../../extension/log.js').Entry} Entry */
/** @typedef {import('../../extension/log.js').Happened} Happened */

const VOCABULARY = {
  reasons: ['invitation', 'bare-host', 'unrelated'],
  gateways: ['microsoft-safelinks', 'proofpoint-v3'],
  sites: ['mail.google.com', 'id.atlassian.com'],
};
const PAGE = 'https://mail.google.com/mail/u/0/#inbox/FMfcgz';
const accepted = {
  verdict: /** @type {const} */ ('accept'),
  reason: 'invitation',
  gateway: 'proofpoint-v3',
  host: 'id.atlassian.com',
};
const unrelated = { verdict: /** @type {const} */ ('other'), reason: 'unrelated', gateway: null, host: null };
/** @type {Happened} */
const judged = { event: 'judged', mode: 'fix', judgement: accepted, webmail: 'gmail', page: PAGE };

/** A log over a storage that is played. @param {'off' | 'basic' | 'verbose'} logLevel */
function openLog(logLevel) {
  const policy = { logLevel };
  /** @type {{ log?: Entry[] }} */
  const kept = {};
  const local = {
    get: async () => structuredClone(kept),
    set: async (/** @type {object} */ values) => void Object.assign(kept, structuredClone(values)),
    remove: async () => void delete kept.log,
  };
  const storage = /** @type {typeof chrome.storage} */ (/** @type {unknown} */ ({ local }));
  return {
    log: new Log(
      storage,
      async () => policy,
      async () => VOCABULARY,
    ),
    policy,
    kept,
  };
}

describe('an entry of the event log', () => {
  it('says what happened, in words of our own', () => {
    assert.deepEqual(entryOf(judged, 'basic', VOCABULARY, 7), {
      at: 7,
      last: 7,
      count: 1,
      event: 'judged',
      mode: 'fix',
      verdict: 'accept',
      reason: 'invitation',
      gateway: 'proofpoint-v3',
      webmail: 'gmail',
    });
  });

  it('names hosts only when it may be verbose, and only those that we know', () => {
    const verbose = entryOf(judged, 'verbose', VOCABULARY, 7);
    assert.deepEqual([verbose?.on, verbose?.to], ['mail.google.com', 'id.atlassian.com']);
    const strange = { ...judged, page: 'https://mail.example.org/', judgement: { ...accepted, host: 'evil.example' } };
    const entry = entryOf(strange, 'verbose', VOCABULARY, 7);
    assert.deepEqual([entry?.on, entry?.to], [undefined, undefined]);
  });

  it('does not repeat the name that an organisation gave a gateway', () => {
    const named = { ...judged, judgement: { ...accepted, gateway: 'Robin’s gateway' } };
    assert.equal(entryOf(named, 'basic', VOCABULARY, 7)?.gateway, 'own-gateway');
  });

  it('holds nothing but words from the lists, whatever it is made of', () => {
    const random = numbers(7);
    const lists = Object.values(VOCABULARY).flat();
    const allowed = [
      ...lists,
      ...WEBMAILS,
      ...HOSTS,
      ...EVENTS,
      'own-gateway',
      'fix',
      'warn',
      'off',
      'accept',
      'other',
    ];
    for (let round = 0; round < 2000; round += 1) {
      const secret = `s3cret${round}`;
      const forms = [
        secret,
        `${secret}@example.com`,
        `gmail ${secret}`,
        `mail.google.com.${secret}`,
        `https://mail.google.com@${secret}/`,
        `https://${secret}@mail.google.com/${secret}`,
        { toString: () => secret },
        [secret],
        '__proto__',
        'constructor',
      ];
      const any = () => /** @type {any} */ (random(3) ? forms[random(forms.length)] : allowed[random(allowed.length)]);
      const happened = {
        event: random(2) ? 'judged' : any(),
        mode: any(),
        webmail: any(),
        page: random(2) ? any() : `https://mail.google.com/${secret}?to=${secret}`,
        judgement: { verdict: any(), reason: any(), gateway: any(), host: any(), target: any(), site: any() },
        sender: any(),
        subject: any(),
      };
      const entry = entryOf(happened, random(2) ? 'basic' : 'verbose', VOCABULARY, 7);
      const { at, last, count, ...words } = entry ?? { at: 7, last: 7, count: 1 };
      assert.deepEqual([at, last, count], [7, 7, 1]);
      for (const word of Object.values(words)) assert.ok(allowed.includes(word), JSON.stringify(entry));
    }
  });

  it('may name every webmail that there is', () => {
    const adapters = readdirSync(path.join(root, 'extension/content/webmail')).map((file) => path.parse(file).name);
    assert.deepEqual(WEBMAILS, [...adapters, 'default'].sort());
  });
});

describe('the event log', () => {
  it('counts up what happens again within ten minutes, and begins anew after that', () => {
    /** @type {Entry[]} */
    const entries = [];
    const minute = 60_000;
    for (const at of [0, minute, 2 * minute, 13 * minute]) {
      const entry = entryOf(judged, 'basic', VOCABULARY, at);
      if (entry !== null) add(entries, entry);
    }
    assert.deepEqual(
      entries.map(({ at, last, count }) => [at, last, count]),
      [
        [0, 2 * minute, 3],
        [13 * minute, 13 * minute, 1],
      ],
    );
  });

  it('knows the same again in whatever order a browser gives its fields back', () => {
    const entry = /** @type {Entry} */ (entryOf(judged, 'basic', VOCABULARY, 0));
    const turned = /** @type {Entry} */ (Object.fromEntries(Object.entries(entry).reverse()));
    const entries = [turned];
    add(entries, entry);
    assert.equal(entries.length, 1);
    assert.deepEqual(wordsOf(turned), wordsOf(entry));
  });

  it('is not flooded by a mailbox', async () => {
    const { log, kept } = openLog('basic');
    const mails = Array.from({ length: 500 }, () => [judged, { ...judged, judgement: unrelated }]).flat();
    await log.note(...mails);
    assert.deepEqual(
      kept.log?.map(({ verdict, count }) => [verdict, count]),
      [['accept', 500]],
    );
  });

  it('tells when it is verbose how much was left alone, and why', async () => {
    const { log } = openLog('verbose');
    await log.note({ ...judged, judgement: unrelated }, { ...judged, judgement: unrelated });
    assert.deepEqual(
      (await log.read()).map(({ verdict, reason, count }) => [verdict, reason, count]),
      [['other', 'unrelated', 2]],
    );
  });

  it('keeps the latest five hundred', () => {
    /** @type {Entry[]} */
    const entries = [];
    for (let at = 0; at < MOST_KEPT + 20; at += 1)
      add(entries, { at: at * 1e7, last: at * 1e7, count: 1, event: 'policy' });
    assert.equal(entries.length, MOST_KEPT);
    assert.equal(entries[0]?.at, 20 * 1e7);
  });

  it('keeps nothing when it is off, nor what it kept before', async () => {
    const { log, policy, kept } = openLog('basic');
    await log.note(judged);
    assert.equal(kept.log?.length, 1);
    policy.logLevel = 'off';
    await log.note({ event: 'policy' });
    assert.deepEqual(kept, {});
  });

  it('loses nothing when much happens at once', async () => {
    const { log } = openLog('basic');
    const reasons = ['invitation', 'bare-host'];
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        log.note({ ...judged, judgement: { ...accepted, reason: reasons[i % 2] ?? '' } }),
      ),
    );
    assert.deepEqual(
      (await log.read()).map(({ count }) => count),
      [20, 20],
    );
  });

  it('starts anew from what is damaged, and after a failure', async () => {
    const { log, kept } = openLog('basic');
    Object.assign(kept, { log: 'damaged' });
    await log.note(judged);
    assert.equal((await log.read()).length, 1);
    await log.clear();
    assert.deepEqual(await log.read(), []);
  });
});
