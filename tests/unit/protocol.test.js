import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Malformed, MOST, parseNotice, parseReply, parseRequest } from '../../extension/protocol.js';
import { bareLink } from '../cases.js';

const link = bareLink('https://example.com/');
const request = { kind: 'judge', webmail: 'gmail', sender: 'someone@example.com', links: [link] };
const judgement = {
  verdict: 'accept',
  reason: 'invitation',
  target: 'https://id.atlassian.com/invite/p/jira?id=1',
  host: 'id.atlassian.com',
  site: 'meadow-lark.atlassian.net',
  product: 'jira',
  expires: 1_790_117_145,
  trail: ['microsoft-safelinks', 'Our own gateway'],
  gateway: 'microsoft-safelinks',
  hint: null,
};
const names = { 'microsoft-safelinks': 'Microsoft Safe Links' };
const verdicts = { kind: 'verdicts', mode: 'fix', judgements: [judgement], names };

/** As it arrives: browsers copy messages. @param {unknown} message */
const sent = (message) => JSON.parse(JSON.stringify(message));

/** The fields, and one named `__proto__`, which a copied message can have. @param {object} fields */
const withProto = (fields) => Object.defineProperty({ ...fields }, '__proto__', { value: {}, enumerable: true });

const NOT_OBJECTS = [undefined, null, true, 0, '', 'judge', [], [request], () => {}, Symbol('judge')];

describe('a request', () => {
  it('is taken in the one shape it has', () => {
    assert.deepEqual(parseRequest(sent(request)), request);
    const bare = { ...request, webmail: null, sender: null, links: [] };
    assert.deepEqual(parseRequest(sent(bare)), bare);
    const full = { ...request, links: [{ ...link, label: 'Accept', safeRedirect: 'https://a', originalSrc: '' }] };
    assert.deepEqual(parseRequest(sent(full)), full);
  });

  const refused = {
    'another kind': { ...request, kind: 'verdicts' },
    'no kind': { webmail: null, sender: null, links: [] },
    'a field too many': { ...request, admin: true },
    'a field too few': { kind: 'judge', webmail: null, links: [] },
    'a field undefined': { ...request, sender: undefined },
    'a field inherited': Object.create(request),
    'a prototype of its own': withProto(request),
    'a prototype of its own in place of a field': withProto({ kind: 'judge', webmail: null, links: [] }),
    'an adapter that is no id': { ...request, webmail: '../gmail' },
    'an adapter named at length': { ...request, webmail: 'a'.repeat(65) },
    'a sender that is no text': { ...request, sender: ['someone@example.com'] },
    'links that are no list': { ...request, links: { length: 1, 0: link } },
    'links with a hole': { ...request, links: new Array(3) },
    'a link that is text': { ...request, links: ['https://example.com/'] },
    'a link that is none': { ...request, links: [link, null] },
    'a link with a field too many': { ...request, links: [{ ...link, target: '_blank' }] },
    'a link with a field too few': { ...request, links: [{ href: link.href }] },
    'a link without an address': { ...request, links: [{ ...link, href: null }] },
    'an address that is no text': { ...request, links: [{ ...link, href: new String('https://example.com/') }] },
    'too many links': { ...request, links: new Array(MOST.links + 1).fill(link) },
    'too long an address': { ...request, links: [{ ...link, href: 'x'.repeat(MOST.address + 1) }] },
    'too long a second address': { ...request, links: [{ ...link, safeRedirect: 'x'.repeat(MOST.address + 1) }] },
    'too long a label': { ...request, links: [{ ...link, label: 'x'.repeat(MOST.label + 1) }] },
    'too much in all': {
      ...request,
      links: new Array(MOST.characters / MOST.address + 1).fill({ ...link, href: 'x'.repeat(MOST.address) }),
    },
  };
  for (const [name, message] of Object.entries(refused)) {
    it(`is refused with ${name}`, () => assert.throws(() => parseRequest(message), Malformed));
  }

  it('is refused when it is no object', () => {
    for (const message of NOT_OBJECTS) assert.throws(() => parseRequest(message), Malformed);
  });

  it('may be as big as allowed', () => {
    const most = { ...request, links: new Array(MOST.links).fill(link) };
    assert.equal(parseRequest(most).links.length, MOST.links);
    const longest = { ...request, links: [{ ...link, href: 'x'.repeat(MOST.address), label: 'x'.repeat(MOST.label) }] };
    assert.deepEqual(parseRequest(longest), longest);
  });

  it('is refused without a word of what it said', () => {
    const secret = 'someone@example.com';
    for (const message of [{ [secret]: 1 }, { ...request, kind: secret }, { ...request, webmail: secret }]) {
      assert.throws(
        () => parseRequest(message),
        (error) => !String(error).includes(secret),
      );
    }
  });

  it('is passed on as a copy that nobody else holds', () => {
    const message = structuredClone(request);
    const parsed = parseRequest(message);
    assert.notEqual(parsed.links, message.links);
    assert.notEqual(parsed.links[0], message.links[0]);
  });
});

describe('a reply', () => {
  it('is taken in the two shapes it has', () => {
    assert.deepEqual(parseReply(sent(verdicts), 1), verdicts);
    const refusal = { kind: 'refused', why: 'RuntimeError: unreachable' };
    assert.deepEqual(parseReply(sent(refusal), 1), refusal);
  });

  const refused = {
    'no answer': undefined,
    'another mode': { ...verdicts, mode: 'on' },
    'another verdict': { ...verdicts, judgements: [{ ...judgement, verdict: 'genuine' }] },
    'a reason that is no code': { ...verdicts, judgements: [{ ...judgement, reason: 'Invitation!' }] },
    'a trail that is no list': { ...verdicts, judgements: [{ ...judgement, trail: 'microsoft-safelinks' }] },
    'a time that is no number': { ...verdicts, judgements: [{ ...judgement, expires: '2026-12-24' }] },
    'a judgement too few': { ...verdicts, judgements: [] },
    'a judgement too many': { ...verdicts, judgements: [judgement, judgement] },
    'names that are no texts': { ...verdicts, names: { 'microsoft-safelinks': 1 } },
    'a refusal without a reason': { kind: 'refused' },
  };
  for (const [name, message] of Object.entries(refused)) {
    it(`is refused with ${name}`, () => assert.throws(() => parseReply(message, 1), Malformed));
  }
});

describe('a notice', () => {
  const notice = { kind: 'settings', mode: 'warn', siteOff: false };

  it('is taken in the one shape it has', () => assert.deepEqual(parseNotice(sent(notice)), notice));

  it('is refused in any other', () => {
    const others = [
      ...NOT_OBJECTS,
      verdicts,
      { ...notice, siteOff: 0 },
      { ...notice, mode: null },
      { ...notice, more: 1 },
    ];
    for (const message of others) assert.throws(() => parseNotice(message), Malformed);
  });
});
