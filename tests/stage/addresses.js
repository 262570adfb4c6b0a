// Atlassian's addresses as its mails carry them (facts and sources: crate/src/atlassian.rs). All names and values are
// made up.

import { randomBytes, randomUUID } from 'node:crypto';

const WEEK = 7 * 24 * 60 * 60;

/** Where the tracker's links lead; the real one's table is as private as this one. @type {Map<string, string>} */
const tracked = new Map();

/** @param {unknown} value */
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * The signed statement an invitation carries, without a signature worth the name.
 * @param {number} expires unix seconds
 */
function signature(expires) {
  const header = { kid: 'micros/aid-account/stage', alg: 'RS256' };
  const claims = {
    sub: '712020:e72278fb-234a-4705-9b26-fad2782fc6bb',
    aud: 'link-signature-validator',
    nbf: expires - WEEK,
    scope: 'inviteOtp',
    infoCode: 'invitedUser',
    iss: 'micros/aid-account',
    exp: expires,
    iat: expires - WEEK,
    jti: randomUUID(),
  };
  return `${base64url(header)}.${base64url(claims)}.${randomBytes(256).toString('base64url')}`;
}

/**
 * The address an invitation's button stands for.
 * @param {object} [options]
 * @param {'bitbucket'|'jira'|'confluence'} [options.product]
 * @param {string} [options.workspace] Bitbucket's workspace, or the site's name before `.atlassian.net`
 * @param {number} [options.expires] unix seconds; in a week unless told
 */
export function invitationAddress({
  product = 'bitbucket',
  workspace = 'meadow-lark',
  expires = Math.floor(Date.now() / 1000) + WEEK,
} = {}) {
  const origin = randomBytes(16).toString('hex');
  const parameters = {
    signature: signature(expires),
    infoCode: 'invitedUser',
    atlOrigin: origin,
    continue: {
      bitbucket: `https://bitbucket.org/${workspace}/`,
      jira: `https://${workspace}.atlassian.net/jira/land?atlOrigin=${origin}`,
      confluence: `https://${workspace}.atlassian.net/wiki?atlOrigin=${origin}`,
    }[product],
    application: product,
    flowTraceId: randomUUID(),
  };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `https://id.atlassian.com/signup/invite?${query.join('&')}`;
}

/** An address behind Atlassian's own tracker, which cannot be read without asking it. @param {string} target */
export function trackedAddress(target) {
  const id = randomUUID();
  tracked.set(id, target);
  return `https://track.atlassian.com/tracking/${id}`;
}

/** @param {string} id the tracker's number for an address */
export const trackedTarget = (id) => tracked.get(id);
