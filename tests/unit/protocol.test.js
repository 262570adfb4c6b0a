import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MOST } from '../../extension/limits.js';
import { Malformed, parsePageRequest, parseRequest } from '../../extension/protocol.js';
import { bareLink } from '../cases.js';

const link = bareLink('https://example.com/');
const request = { kind: 'judge', webmail: 'gmail', sender: 'someone@example.com', links: [link] };
/** @param {unknown} message */
const linksOf = (message) =>
  /** @type {import('../../extension/protocol.js').JudgeRequest} */ (parseRequest(message)).links;
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
    assert.equal(linksOf(most).length, MOST.links);
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
    const links = linksOf(message);
    assert.notEqual(links, message.links);
    assert.notEqual(links[0], message.links[0]);
  });
});

describe('what a content script tells', () => {
  it('is one of these', () => {
    for (const message of [
      { kind: 'sift', webmail: null, addresses: [] },
      { kind: 'sift', webmail: 'gmail', addresses: [link.href, '', 'x'.repeat(MOST.address)] },
      { kind: 'sift', webmail: 'gmail', addresses: new Array(MOST.links).fill(link.href) },
      { kind: 'pressed', address: link.href },
      { kind: 'open', address: link.href },
      { kind: 'arrived' },
      { kind: 'found' },
      { kind: 'near' },
      {
        kind: 'seen',
        rows: ['bitbucket.org/a', 'bitbucket.org/a', 'c.jira.com'],
        opened: [{ place: 'b.atlassian.net', address: 'x' }],
      },
      { kind: 'seen', rows: [], opened: [] },
      { kind: 'causes', address: link.href, place: null },
    ]) {
      assert.deepEqual(parseRequest(sent(message)), message);
    }
  });

  it('is refused with anything else in it', () => {
    const refused = [
      { kind: 'sift', webmail: null },
      { kind: 'sift', addresses: [link.href] },
      { kind: 'sift', webmail: '../gmail', addresses: [] },
      { kind: 'sift', webmail: null, addresses: link.href },
      { kind: 'sift', webmail: null, addresses: [link] },
      { kind: 'sift', webmail: null, addresses: new Array(3) },
      { kind: 'sift', webmail: null, addresses: ['x'.repeat(MOST.address + 1)] },
      { kind: 'sift', webmail: null, addresses: new Array(MOST.links + 1).fill('') },
      {
        kind: 'sift',
        webmail: null,
        addresses: new Array(MOST.characters / MOST.address + 1).fill('x'.repeat(MOST.address)),
      },
      { kind: 'sift', webmail: null, addresses: [], sender: null },
      { kind: 'pressed' },
      { kind: 'pressed', address: null },
      { kind: 'pressed', address: 'x'.repeat(MOST.address + 1) },
      { kind: 'pressed', address: link.href, target: link.href },
      { kind: 'arrived', url: 'https://id.atlassian.com/' },
      { kind: 'found', state: 'mended' },
      { kind: 'seen', rows: [] },
      { kind: 'seen', rows: ['Robin invited you to join the meadow-lark workspace'], opened: [] },
      { kind: 'seen', rows: ['bitbucket.org/a b'], opened: [] },
      { kind: 'seen', rows: ['a.b.jira.com'], opened: [] },
      { kind: 'seen', rows: [`bitbucket.org/${'a'.repeat(81)}`], opened: [] },
      { kind: 'seen', rows: new Array(MOST.seen + 1).fill('bitbucket.org/a'), opened: [] },
      { kind: 'seen', rows: [], opened: [{ place: 'evil.example', address: 'x' }] },
      { kind: 'causes', address: link.href },
      { kind: 'causes', address: link.href, place: '' },
    ];
    for (const message of refused) assert.throws(() => parseRequest(message), Malformed);
  });
});

describe('a request of our own pages', () => {
  it('may be more than a content script’s', () => {
    const own = [{ kind: 'check', href: 'anything' }, { kind: 'overview' }, { kind: 'landed' }, { kind: 'continue' }];
    for (const message of [...own, request]) assert.deepEqual(parsePageRequest(sent(message)), message);
    for (const message of own) assert.throws(() => parseRequest(message), Malformed);
  });

  it('is looked at all the same', () => {
    const refused = [
      ...NOT_OBJECTS,
      { kind: 'check' },
      { kind: 'check', href: 1 },
      { kind: 'check', href: 'x'.repeat(MOST.address + 1) },
      { kind: 'check', href: '', more: true },
      { kind: 'overview', more: true },
      { kind: '__proto__' },
    ];
    for (const message of refused) assert.throws(() => parsePageRequest(message), Malformed);
  });
});
