// What is said about a link: every reason of the core, with and without a gateway to name, in both modes, has its words.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { noteOn } from '../../extension/content/note.js';
import load, { Engine, reasons } from '../../extension/core/core.js';
import { root } from '../../scripts/task.mjs';
import { bareLink, builtCore, readCases } from '../cases.js';

/** @typedef {import('../../extension/protocol.js').Judgement} Judgement */

const messages = JSON.parse(readFileSync(path.join(root, 'extension', '_locales', 'en', 'messages.json'), 'utf8'));

/** The words of a text, its gaps filled as the browser fills them. @param {import('../../extension/content/note.js').Text} text */
function words([key, ...values]) {
  assert.ok(key in messages, key);
  const { message, placeholders = {} } = messages[key];
  assert.equal(Object.keys(placeholders).length, values.length, key);
  return message.replace(/\$(\w+)\$/g, (/** @type {string} */ _, /** @type {string} */ name) => {
    const { content } = placeholders[name.toLowerCase()];
    return values[Number(content.slice(1)) - 1];
  });
}

const NAMES = { safelinks: 'Safe Links', proofpoint: 'Proofpoint' };

/** @param {Partial<Judgement>} parts @param {'fix' | 'warn'} [mode] */
const note = (parts, mode = 'fix') =>
  noteOn(
    {
      verdict: 'accept',
      reason: 'invitation',
      target: 'https://id.atlassian.com/signup/invite?signature=x',
      host: 'id.atlassian.com',
      site: null,
      product: null,
      expires: null,
      trail: [],
      gateway: null,
      hint: null,
      unlistedSender: false,
      ...parts,
    },
    { mode, names: NAMES, language: 'en-GB' },
  );

describe('a note', () => {
  before(() => load({ module_or_path: builtCore() }));

  it('has words for everything that the core can say', () => {
    for (const [reason, verdict] of reasons()) {
      if (verdict === 'other') continue;
      for (const mode of /** @type {const} */ (['fix', 'warn'])) {
        for (const gateway of [null, 'safelinks']) {
          const { mark, short, title, body, steps, facts } = note(
            { verdict, reason, gateway, trail: gateway ? [gateway] : [], expires: 1_790_117_145 },
            mode,
          );
          const texts = [mark, title, ...body, ...steps, ...facts.map(([name]) => name), ...(short ? [short] : [])];
          for (const text of texts) assert.ok(words(text).length > 0);
          if (gateway && verdict !== 'suspicious') {
            assert.ok(
              [mark, ...body, ...steps].some((text) => words(text).includes('Safe Links')) || reason === 'expired',
              reason,
            );
          }
          assert.equal(steps.length > 0, verdict === 'lost' || verdict === 'suspicious', reason);
        }
      }
    }
  });

  it('can be made of every case that the core knows', () => {
    const engine = new Engine({});
    for (const { input, now = null, where } of readCases()) {
      const [judgement] = engine.judge({ now, webmail: null, sender: null, links: [bareLink(input)] });
      assert.doesNotThrow(() => note(judgement), where);
    }
  });

  it('says where a link goes, and past whom', () => {
    assert.equal(words(note({}).mark), 'Goes straight to id.atlassian.com');
    const wrapped = note({ trail: ['safelinks'], gateway: 'safelinks' });
    assert.equal(words(wrapped.mark), 'Goes straight to id.atlassian.com, past Safe Links');
    assert.equal(words(note({ trail: ['embedded'] }).mark), 'Goes straight to id.atlassian.com');
  });

  it('does not claim to have changed what it only marks', () => {
    const marked = note({ trail: ['safelinks'], gateway: 'safelinks' }, 'warn');
    assert.equal(words(marked.mark), 'Leads to id.atlassian.com through Safe Links');
    assert.equal(marked.tone, 'quiet');
    assert.equal(words(note({}, 'warn').mark), 'Goes straight to id.atlassian.com');
  });

  it('calls a gateway that nobody has named by its id', () => {
    assert.match(words(note({ trail: ['new-one'], gateway: 'new-one' }).mark), /new-one$/);
  });

  it('gives the facts there are, as a reader would write them', () => {
    const { facts } = note({
      site: 'meadow-lark.atlassian.net',
      product: 'jira-software',
      expires: Date.UTC(2026, 11, 2, 12) / 1000,
      trail: ['safelinks', 'proofpoint'],
      gateway: 'safelinks',
    });
    assert.deepEqual(
      facts.map(([name, value]) => `${words(name)}: ${value.replace(/ at .*/, '')}`),
      [
        'Site: meadow-lark.atlassian.net',
        'App: Jira Software',
        'Good until: 2 December 2026',
        'Came through: Safe Links → Proofpoint',
      ],
    );
    assert.deepEqual(note({}).facts, []);
  });

  it('names the false host of a suspicious link', () => {
    const { facts } = note({ verdict: 'suspicious', reason: 'lookalike-host', host: 'evil.example' });
    assert.deepEqual(facts, [[['fact_leads_to'], 'evil.example']]);
  });
});
