// How content scripts ask, without a browser.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVerdicts } from '../../extension/content/ask.js';
import { MOST } from '../../extension/limits.js';
import { parseRequest } from '../../extension/protocol.js';

/** @typedef {import('../../extension/protocol.js').Judgement} Judgement */
/** @typedef {import('../../extension/protocol.js').JudgeRequest} JudgeRequest */
/** @typedef {import('../../extension/protocol.js').SiftRequest} SiftRequest */

const MESSAGE = { webmail: 'gmail', sender: null };
const none = () => null;

/** @param {Partial<Judgement>} [parts] @returns {Judgement} */
const judgement = (parts) => ({
  verdict: 'other',
  reason: 'unrelated',
  target: null,
  host: null,
  site: null,
  product: null,
  expires: null,
  trail: [],
  gateway: null,
  hint: null,
  unlistedSender: false,
  ...parts,
});

/** @param {string | null} label @param {string[]} addresses */
const linksCalled = (label, ...addresses) =>
  addresses.map((href) => ({ href, label, safeRedirect: null, originalSrc: null }));

/** @param {string[]} addresses */
const linksTo = (...addresses) => linksCalled(null, ...addresses);

/** What a question is about. @param {JudgeRequest | SiftRequest} request */
const linksOf = (request) => (request.kind === 'judge' ? request.links : []);

/** A background that gives every link the same verdict, and keeps what it was asked. @param {Partial<Judgement>} [parts] */
function background(parts) {
  /** @type {JudgeRequest[]} */
  const requests = [];
  const verdicts = createVerdicts(async (request) => {
    requests.push(/** @type {JudgeRequest} */ (parseRequest(structuredClone(request))));
    return { kind: 'verdicts', mode: 'fix', names: {}, judgements: linksOf(request).map(() => judgement(parts)) };
  });
  return { requests, verdicts };
}

describe('asking about links', () => {
  it('takes one message, and remembers the answer', async () => {
    const { requests, verdicts } = background({ verdict: 'lost', reason: 'expired' });
    const links = linksTo('https://a.example/', 'https://b.example/');
    /** @type {unknown[]} */
    const heard = [];
    await verdicts.ask(MESSAGE, links, (part, reply) => heard.push([part.length, reply?.judgements.length]));
    assert.deepEqual(requests, [{ kind: 'judge', ...MESSAGE, links }]);
    assert.deepEqual(heard, [[2, 2]]);
    assert.equal(verdicts.get('https://b.example/', none, none)?.reason, 'expired');
    assert.equal(verdicts.get('https://c.example/', none, none), undefined);
    verdicts.forget();
    assert.equal(verdicts.get('https://b.example/', none, none), undefined);
  });

  it('remembers an answer for its sender, unless that cannot matter', async () => {
    for (const [verdict, holds] of /** @type {const} */ ([
      ['accept', false],
      ['lost', false],
      ['other', true],
    ])) {
      const target = { target: 'https://id.atlassian.com/x', host: 'id.atlassian.com' };
      const { verdicts } = background({ verdict, ...target });
      await verdicts.ask({ webmail: 'gmail', sender: 'a@example.com' }, linksTo('https://a.example/'), () => {});
      assert.ok(verdicts.get('https://a.example/', none, () => 'a@example.com'));
      assert.equal(verdicts.get('https://a.example/', none, () => 'b@example.com') !== undefined, holds, verdict);
    }
  });

  it('remembers an answer for its label, and for the newest few of an address', async () => {
    const address = 'https://a.example/';
    for (const verdict of /** @type {const} */ (['opaque', 'other'])) {
      const { verdicts } = background({ verdict });
      const isKnown = (/** @type {string | null} */ label) => verdicts.get(address, () => label, none) !== undefined;
      for (const label of ['Accept invitation', null, 'Unsubscribe']) {
        assert.ok(!isKnown(label), `${verdict}, ${label}`);
        await verdicts.ask(MESSAGE, linksCalled(label, address), () => {});
        assert.ok(isKnown(label) && isKnown('Accept invitation'), `${verdict}, ${label}`);
      }
      const many = Array.from({ length: 10 }, (_, i) => `${i}`);
      const links = many.flatMap((label) => linksCalled(label, address));
      await verdicts.ask(MESSAGE, links, () => {});
      assert.deepEqual(many.filter(isKnown), ['6', '7', '8', '9']);
    }
  });

  it('takes several messages when one would hold the page up, each within the background’s limits', async () => {
    const { requests, verdicts } = background();
    const counts = () => requests.splice(0).map(({ links }) => links.length);
    const many = Array.from({ length: 1001 }, (_, i) => `https://a.example/${i}`);
    await verdicts.ask(MESSAGE, linksTo(...many), () => {});
    assert.deepEqual(counts(), [500, 500, 1]);
    const long = Array.from({ length: 33 }, (_, i) => `${i}`.padStart(MOST.address, 'a'));
    await verdicts.ask(MESSAGE, linksTo(...long), () => {});
    assert.deepEqual(counts(), [16, 16, 1]);
  });

  it('remembers the newest', async () => {
    const { verdicts } = background();
    const many = Array.from({ length: 1500 }, (_, i) => `https://a.example/${i}`);
    await verdicts.ask(MESSAGE, linksTo(...many), () => {});
    const remembered = many.filter((address) => verdicts.get(address, none, none) !== undefined);
    assert.deepEqual(remembered, many.slice(-400));
  });

  it('hears of a refusal and of a background that is gone, and goes on', async () => {
    for (const answer of [/** @type {const} */ ({ kind: 'refused', why: 'no' }), null]) {
      const verdicts = createVerdicts(async () => answer);
      /** @type {unknown[]} */
      const heard = [];
      await verdicts.ask(MESSAGE, linksTo('https://a.example/'), (part, reply) => heard.push(part.length, reply));
      assert.deepEqual(heard, [1, null]);
      assert.equal(verdicts.get('https://a.example/', none, none), undefined);
    }
  });

  it('sends a click nowhere that the browser reads differently', async () => {
    const good = {
      verdict: /** @type {const} */ ('accept'),
      target: 'https://id.atlassian.com/x',
      host: 'id.atlassian.com',
    };
    /** @type {[Partial<Judgement>, string][]} */
    const cases = [
      [good, 'accept'],
      [{ ...good, target: 'http://id.atlassian.com/x' }, 'other'],
      [{ ...good, target: 'https://id.atlassian.com@evil.example/' }, 'other'],
      [{ ...good, target: 'https://id.atlassian.com:8443/x' }, 'other'],
      [{ ...good, target: 'javascript:alert(1)' }, 'other'],
      [{ ...good, target: 'no address' }, 'other'],
      [{ ...good, target: null }, 'other'],
      [{ ...good, host: null }, 'other'],
      [{ ...good, verdict: 'suspicious', target: 'http://evil.example/', host: 'evil.example' }, 'suspicious'],
    ];
    for (const [parts, verdict] of cases) {
      const { verdicts } = background(parts);
      await verdicts.ask(MESSAGE, linksTo('https://a.example/'), () => {});
      assert.equal(verdicts.get('https://a.example/', none, none)?.verdict, verdict, JSON.stringify(parts));
    }
  });

  it('asks by addresses alone which of many are worth it, by each once, and hears of whatever else comes back', async () => {
    const addresses = ['https://a.example/', 'https://b.example/'];
    const sifted = /** @type {const} */ ({ kind: 'sifted', mode: 'fix', worth: [1] });
    /** @type {[answer: () => Promise<any>, heard: unknown][]} */
    const cases = [
      [async () => sifted, { mode: 'fix', worth: new Set(['https://b.example/']) }],
      [async () => ({ kind: 'refused', why: 'no' }), null],
      [async () => null, null],
    ];
    for (const [answer, heard] of cases) {
      /** @type {unknown[]} */
      const requests = [];
      const verdicts = createVerdicts((request) => {
        requests.push(parseRequest(structuredClone(request)));
        return answer();
      });
      assert.deepEqual(await verdicts.sift('gmail', [...addresses, ...addresses]), heard);
      assert.deepEqual(requests[0], { kind: 'sift', webmail: 'gmail', addresses });
    }
  });
});
