import assert from 'node:assert/strict';
import https from 'node:https';
import { after, before, beforeEach, describe, it } from 'node:test';
import { invitationAddress, trackedAddress } from './addresses.js';
import { gateways } from './gateways.js';
import { invitation, toMessage } from './mail.js';
import { openStage } from './stage.js';

const MOST_HOPS = 10;

describe('the stage', () => {
  /** @type {import('./stage.js').Stage} */
  let stage;
  before(async () => {
    stage = await openStage();
  });
  beforeEach(() => stage.forget());
  after(() => stage.close());

  /**
   * @param {string} address
   * @param {string} [cookie]
   * @returns {Promise<{ location: string | undefined, cookie: string | undefined, body: string }>}
   */
  const get = (address, cookie = '') =>
    new Promise((resolve, reject) => {
      const { host, href } = new URL(address);
      const path = href.slice(href.indexOf(host) + host.length);
      const options = {
        host: '127.0.0.1',
        port: stage.port,
        path,
        headers: { host, cookie },
        ca: stage.certificate.cert,
      };
      https
        .get({ ...options, checkServerIdentity: () => undefined }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
          response.on('end', () =>
            resolve({
              location: response.headers.location,
              cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
              body,
            }),
          );
        })
        .on('error', reject);
    });

  /** Follows redirects as a browser does. @param {string} address @param {string} [cookie] */
  async function visit(address, cookie) {
    for (let hops = 0; hops < MOST_HOPS; hops += 1) {
      const { location, cookie: set, body } = await get(address, cookie);
      if (!location) return { address, body };
      cookie = set ?? cookie;
      address = location;
    }
    throw new Error(`More than ${MOST_HOPS} redirects to ${address}`);
  }

  const LOGGED_IN = 'stand-in-session=open';

  it('shows an invitation to whoever comes with its signature', async () => {
    const target = invitationAddress();
    const { address, body } = await visit(target);
    assert.equal(address, target);
    assert.match(body, /You’re invited/);
    assert.equal(stage.arrivals('id.atlassian.com')[0]?.url, target);
  });

  it('loses it behind the gateway of the article, which drops the query', async () => {
    const { address } = await visit(gateways.safeRedirect.wrap(invitationAddress()), LOGGED_IN);
    assert.equal(address, 'https://start.atlassian.com/');
    assert.equal(stage.arrivals('id.atlassian.com')[0]?.url, 'https://id.atlassian.com/signup/invite');
  });

  it('loses it when only the host is left', async () => {
    const { address } = await visit('https://id.atlassian.com/', LOGGED_IN);
    assert.equal(address, 'https://start.atlassian.com/');
  });

  it('asks whoever is not logged in to log in first', async () => {
    const { address, body } = await visit('https://id.atlassian.com/');
    assert.equal(new URL(address).pathname, '/login');
    assert.match(body, /Log in/);
  });

  it('ends a login without a destination at home', async () => {
    const { address } = await visit('https://id.atlassian.com/login', LOGGED_IN);
    assert.equal(address, 'https://home.atlassian.com/?utm_source=identity');
  });

  it('leads from the tracker to the invitation', async () => {
    const target = invitationAddress({ product: 'jira' });
    assert.equal((await visit(trackedAddress(target))).address, target);
  });

  for (const [name, gateway] of Object.entries(gateways).filter(([each]) => each !== 'safeRedirect')) {
    it(`passes an address through ${name} whole`, async () => {
      const target = invitationAddress({ product: 'confluence' });
      assert.equal((await visit(gateway.wrap(target))).address, target);
    });
  }

  it('hands over an arrival that is past, and one to come', async () => {
    await get('https://past.example/a?b=%20c');
    assert.equal((await stage.arrival('past.example')).url, 'https://past.example/a?b=%20c');
    const coming = stage.arrival(({ path }) => path === '/later');
    await get('https://future.example/later');
    assert.equal((await coming).host, 'future.example');
  });

  it('plays a page with the policy it is given', async () => {
    stage.put('https://mail.example.org/', 'a page', { csp: "default-src 'none'" });
    assert.equal((await get('https://mail.example.org/?any=query')).body, 'a page');
  });

  it('writes a mail that carries its button in both parts', () => {
    const mail = invitation({ gateway: 'proofpoint' });
    const parts = toMessage(mail)
      .split(/^--.*\r\n/m)
      .slice(1, 3)
      .map((part) => Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64').toString());
    assert.ok(parts[0]?.includes(mail.link));
    assert.ok(parts[1]?.includes(mail.link.replaceAll('&', '&amp;')));
  });
});
