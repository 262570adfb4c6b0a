// Mail gateways: how each wraps an address, and what its server makes of a visitor. Not a word of this comes from the
// product's own decoders: what wraps here and what unwraps there were written apart, so that each proves the other.

import { randomBytes } from 'node:crypto';

/**
 * @typedef {object} Gateway
 * @property {string} host
 * @property {(address: string) => string} wrap
 * @property {(visit: { path: string, query: string }) => string | undefined} follow where the server sends the visitor on to
 */

/** What the opaque gateway keeps to itself. @type {Map<string, string>} */
const kept = new Map();

/** Proofpoint's alphabet for the length of a run of replaced bytes, from 2 on. */
const RUN_LENGTHS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** @param {string} address @param {RegExp} unsafe what the gateway does not trust to arrive as it is: runs of it */
function replaceRuns(address, unsafe) {
  let pool = '';
  const readable = address.replace(unsafe, (run) => {
    pool += run;
    return run.length === 1 ? '*' : `**${RUN_LENGTHS[run.length - 2]}`;
  });
  return { readable, pool: Buffer.from(pool).toString('base64url') };
}

/** @satisfies {Record<string, Gateway>} */
export const gateways = {
  /**
   * The gateway of Atlassian's article: it glues the address on as it is, so that its server takes the address's query
   * for its own.
   */
  safeRedirect: {
    host: 'testdefender.example.com',
    wrap: (address) => `https://testdefender.example.com/safe-redirect/${address}`,
    follow: ({ path }) => path.slice('/safe-redirect/'.length),
  },
  safeLinks: {
    host: 'eur02.safelinks.protection.outlook.com',
    wrap: (address) =>
      `https://eur02.safelinks.protection.outlook.com/?url=${encodeURIComponent(address)}&data=05%7C02%7Csam.okafor%40example.com` +
      '%7C5f2b8c0d4e1a4f0e9d3c08dc6a5b7e21%7C9a1b2c3d4e5f60718293a4b5c6d7e8f9%7C0%7C0%7C638500000000000000%7CUnknown%7C' +
      'TWFpbGZsb3d8eyJWIjoiMC4wLjAwMDAiLCJQIjoiV2luMzIiLCJBTiI6Ik1haWwiLCJXVCI6Mn0%3D%7C0%7C%7C%7C' +
      '&sdata=q0Zt2Yb8n4l1m7Xw%2BVd3Rk6Ej9Hs5Pc0Uo%3D&reserved=0',
    follow: ({ query }) => new URLSearchParams(query).get('url') ?? undefined,
  },
  proofpointV2: {
    host: 'urldefense.proofpoint.com',
    wrap: (address) => {
      const escaped = encodeURIComponent(address).replaceAll('-', '%2D').replaceAll('_', '%5F').replaceAll('%2F', '_');
      return `https://urldefense.proofpoint.com/v2/url?u=${escaped.replaceAll('%', '-')}&d=DwMFaQ&c=euGZstcaTDllvimEN8b7jXrwqOf&r=0a1b2c&m=3d4e5f&s=607182&e=`;
    },
    follow: ({ query }) =>
      decodeURIComponent((new URLSearchParams(query).get('u') ?? '').replaceAll('-', '%').replaceAll('_', '/')),
  },
  proofpoint: {
    host: 'urldefense.com',
    wrap: (address) => {
      const { readable, pool } = replaceRuns(address, /[%#*+~[\]]{1,65}/g);
      return `https://urldefense.com/v3/__${readable}__;${pool}!!Ab3dE5fG7h!XyZ0123456789-mNoPqRsTuVwXyZ0123456789$`;
    },
    follow: ({ path, query }) => {
      const [, readable = '', pool = ''] = /^\/v3\/__(.*)__;([\w-]*)!/.exec(path + query) ?? [];
      const bytes = Buffer.from(pool, 'base64url').toString();
      let taken = 0;
      return readable.replace(/\*(?:\*([\w-]))?/g, (_, run) => {
        const length = run === undefined ? 1 : RUN_LENGTHS.indexOf(run) + 2;
        return bytes.slice(taken, (taken += length));
      });
    },
  },
  barracuda: {
    host: 'linkprotect.cudasvc.com',
    wrap: (address) =>
      `https://linkprotect.cudasvc.com/url?a=${encodeURIComponent(address)}&c=E,1,kQ0aBcDeFgHiJkLmNoPqRsTuVwXyZ012345,,&typo=1`,
    follow: ({ query }) => new URLSearchParams(query).get('a') ?? undefined,
  },
  cisco: {
    host: 'secure-web.cisco.com',
    wrap: (address) =>
      `https://secure-web.cisco.com/1F1pclAK9-tvBoixpxGncgH_A-38J1EZwgNMl94oK_MQ-FA0d9LQiJFxq39I9O6Q/${encodeURIComponent(address)}`,
    follow: ({ path }) => decodeURIComponent(path.split('/')[2] ?? ''),
  },
  /** Keeps the address on its server and names only its host. */
  mimecast: {
    host: 'protect-eu.mimecast.com',
    wrap: (address) => {
      const token = randomBytes(15).toString('base64url');
      kept.set(token, address);
      return `https://protect-eu.mimecast.com/s/${token}?domain=${new URL(address).host}`;
    },
    follow: ({ path }) => kept.get(path.slice('/s/'.length)),
  },
  /** Not a gateway of the company's: what Gmail opens in place of each link. */
  google: {
    host: 'www.google.com',
    wrap: (address) =>
      `https://www.google.com/url?q=${address.replace(/[%=&#]/g, encodeURIComponent)}&source=gmail&ust=1795000000000000&usg=AOvVaw0stage`,
    follow: ({ query }) => new URLSearchParams(query).get('q') ?? undefined,
  },
};
