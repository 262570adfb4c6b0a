// The world the browsers see: one HTTPS server on loopback that answers for every host there is, and writes down who
// came.

import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { redirect, responseOf } from './answer.js';
import { atlassian } from './atlassian.js';
import { makeCertificate } from './certificate.js';
import { gateways } from './gateways.js';
import { Html, html } from './html.js';
import { standIn } from './stand-in.js';
import { webmailPage } from './webmail.js';

/**
 * @typedef {import('./answer.js').Arrival} Arrival
 * @typedef {import('./answer.js').Answer} Answer
 * @typedef {(arrival: Arrival) => Answer | undefined | Promise<Answer | undefined>} Play
 * @typedef {object} Staging
 * @property {string} [csp] the page's Content-Security-Policy
 * @property {Record<string, string>} [headers]
 */

const TLS_HANDSHAKE = 0x16;
const WAIT_FOR_ARRIVAL_MS = 20_000;

/** @type {Record<string, string>} */
const CONTENT_TYPES = {
  '.crx': 'application/x-chrome-extension',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.xml': 'text/xml',
  '.xpi': 'application/x-xpinstall',
};

/** @param {Arrival} arrival the gateways' servers, each passing its visitor on as the real one would */
function gatewayServer(arrival) {
  const gateway = Object.values(gateways).find(({ host }) => host === arrival.host);
  const target = gateway?.follow(arrival);
  return target ? redirect(target) : undefined;
}

/** @param {Arrival} arrival */
const nobody = (arrival) => ({
  status: 404,
  body: standIn({
    host: arrival.host,
    title: 'Nobody plays this page',
    body: html`<p>The stage has no stand-in for <code>${arrival.host}${arrival.path}</code>.</p>`,
  }),
});

/** @param {http.IncomingMessage} request @param {string} scheme @returns {Promise<Arrival>} */
async function read(request, scheme) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const host = request.headers.host ?? '';
  const target = request.url ?? '/';
  const queryAt = target.indexOf('?');
  return {
    method: request.method ?? 'GET',
    url: `${scheme}://${host}${target}`,
    host,
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: queryAt < 0 ? '' : target.slice(queryAt),
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

/** @param {http.ServerResponse} response @param {Answer} answer */
function write(response, answer) {
  const { status = 200, headers = {}, body = '' } = responseOf(answer);
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(body instanceof Html ? body.source : body);
}

export class Stage {
  /** Every request so far, icons apart. @type {Arrival[]} */
  requests = [];

  /** @type {{ covers: (arrival: Arrival) => boolean, play: Play }[]} */
  #plays = [];
  /** @type {Set<(arrival: Arrival) => void>} */
  #watchers = new Set();
  /** @type {Set<net.Socket>} */
  #visitors = new Set();
  #servers;
  #door;

  /** @param {import('./certificate.js').Certificate} certificate */
  constructor(certificate) {
    this.certificate = certificate;
    this.#servers = {
      secure: https.createServer(certificate, (request, response) => this.#answer(request, response, 'https')),
      plain: http.createServer((request, response) => this.#answer(request, response, 'http')),
    };
    // Browsers send every host and both schemes to the one port: a request that goes out unencrypted is seen as well.
    this.#door = net.createServer((socket) => {
      this.#visitors.add(socket);
      socket.on('close', () => this.#visitors.delete(socket));
      socket.on('error', () => socket.destroy());
      socket.once('data', (first) => {
        socket.pause();
        socket.unshift(first);
        this.#servers[first[0] === TLS_HANDSHAKE ? 'secure' : 'plain'].emit('connection', socket);
        process.nextTick(() => socket.resume());
      });
    });
  }

  get port() {
    return /** @type {net.AddressInfo} */ (this.#door.address()).port;
  }

  async open() {
    this.#door.listen(0, '127.0.0.1');
    await once(this.#door, 'listening');
    return this;
  }

  async close() {
    this.#door.close();
    for (const visitor of this.#visitors) visitor.destroy();
    await once(this.#door, 'close');
  }

  /** Forgets the requests so far. */
  forget() {
    this.requests.length = 0;
  }

  /** The requests so far to one host. @param {string} host */
  arrivals(host) {
    return this.requests.filter((arrival) => arrival.host === host);
  }

  /**
   * The first request that fits, past or to come.
   * @param {string | ((arrival: Arrival) => boolean)} wanted a host, or what the request must be like
   * @returns {Promise<Arrival>}
   */
  arrival(wanted) {
    const fits = typeof wanted === 'string' ? (/** @type {Arrival} */ arrival) => arrival.host === wanted : wanted;
    const past = this.requests.find(fits);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      /** @param {Arrival} arrival */
      const watcher = (arrival) => {
        if (!fits(arrival)) return;
        clearTimeout(deadline);
        this.#watchers.delete(watcher);
        resolve(arrival);
      };
      const deadline = setTimeout(() => {
        this.#watchers.delete(watcher);
        const seen = this.requests.map(({ method, url }) => `${method} ${url}`).join('\n  ') || 'nothing at all';
        reject(new Error(`No request came for ${wanted}. What did come:\n  ${seen}`));
      }, WAIT_FOR_ARRIVAL_MS);
      this.#watchers.add(watcher);
    });
  }

  /**
   * Plays the part of a page.
   * @param {string} address the page's address; ending in `*`: and all below it
   * @param {Answer | Play} part
   * @param {Staging} [staging]
   * @returns {string} the address
   */
  put(address, part, { csp, headers = {} } = {}) {
    const below = address.endsWith('*') ? address.slice(0, -1) : undefined;
    const page = address.replace(/[?#].*/, '');
    const added = csp === undefined ? headers : { ...headers, 'content-security-policy': csp };
    this.#plays.unshift({
      covers: ({ url }) => (below === undefined ? url.replace(/\?.*/, '') === page : url.startsWith(below)),
      play: async (arrival) => {
        const answer = typeof part === 'function' ? await part(arrival) : part;
        if (answer === undefined) return undefined;
        const response = responseOf(answer);
        return { ...response, headers: { ...response.headers, ...added } };
      },
    });
    return address;
  }

  /** Plays a folder's files below an address. @param {string} address with its last slash @param {string} folder */
  putFolder(address, folder) {
    this.put(`${address}*`, async (arrival) => {
      const name = path.basename(arrival.path);
      try {
        const body = await readFile(path.join(folder, name));
        return { headers: { 'content-type': CONTENT_TYPES[path.extname(name)] ?? 'application/octet-stream' }, body };
      } catch {
        return undefined;
      }
    });
  }

  /**
   * Shows mails in a webmail, as `tests/pages/<webmail>/` draws it.
   * @param {string} webmail
   * @param {import('./mail.js').Mail[]} mails
   * @param {Staging} [staging]
   * @returns {Promise<string>} the address to open
   */
  async showMail(webmail, mails, staging) {
    const { page, folder } = await webmailPage(webmail);
    const origin = `https://${page.host}`;
    this.putFolder(`${origin}/page/`, folder);
    return this.put(`${origin}${page.path}`, page.render(mails), staging);
  }

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response @param {string} scheme */
  async #answer(request, response, scheme) {
    try {
      const arrival = await read(request, scheme);
      if (arrival.path === '/favicon.ico') return write(response, { status: 404 });
      this.requests.push(arrival);
      for (const watcher of this.#watchers) watcher(arrival);
      for (const { covers, play } of this.#plays) {
        const answer = covers(arrival) ? await play(arrival) : undefined;
        if (answer !== undefined) return write(response, answer);
      }
      write(response, atlassian(arrival) ?? gatewayServer(arrival) ?? nobody(arrival));
    } catch (error) {
      write(response, { status: 500, headers: { 'content-type': 'text/plain' }, body: String(error) });
    }
  }
}

/** Opens the stage. */
export const openStage = async () => new Stage(await makeCertificate()).open();
