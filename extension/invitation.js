// What an address of Atlassian's says of an invitation, beyond the core's verdict on it.

/** @typedef {import('./protocol.js').Judgement} Judgement */

const IDENTITY = 'https://id.atlassian.com';

/** Why an address is an invitation itself. The other reasons for `accept` only lead on to one, or to a product. */
const IS_INVITATION = ['invitation', 'shared-invitation', 'join-site'];

/** Where id.atlassian.com receives invitations. */
const RECEPTION = /^\/(signup\/invite|invite\/p\/|join\/user-access)/;

/** @param {Judgement} judgement */
export const isInvitation = ({ reason }) => IS_INVITATION.includes(reason);

/**
 * Whether somebody who is at this page came for an invitation, even if the page cannot find it any more. Whoever just logs
 * in did not.
 *
 * @param {string} page
 */
export const isReception = (page) => {
  const { origin, pathname } = new URL(page);
  return origin === IDENTITY && RECEPTION.test(pathname);
};

/**
 * The addresses to be judged for a page at id.atlassian.com: its own, and the one it goes on to.
 *
 * @param {string} page
 * @returns {string[]}
 */
export function addressesIn(page) {
  const { origin, searchParams } = new URL(page);
  if (origin !== IDENTITY) return [];
  const onward = searchParams.get('continue');
  return onward === null ? [page] : [page, onward];
}

/** What an invitation may be to, as people call it: a workspace of Bitbucket, or a site. */
export const PLACE = /^(bitbucket\.org\/[\w.-]{1,80}|[a-z0-9-]{1,63}\.(atlassian\.net|jira\.com))$/;

/**
 * What an invitation is to.
 *
 * @param {Pick<Judgement, 'target' | 'site'>} invitation
 * @returns {string | null}
 */
export const placeOf = ({ target, site }) =>
  [placeBehind(target), site].find((place) => place !== null && PLACE.test(place)) ?? null;

/** @param {string | null} target */
function placeBehind(target) {
  if (target === null || !URL.canParse(target)) return null;
  const url = new URL(target);
  const onward = url.searchParams.get('continue') ?? (url.origin === IDENTITY ? '' : target);
  if (!URL.canParse(onward)) return null;
  const { host, pathname } = new URL(onward);
  if (PLACE.test(host)) return host;
  const [, workspace = ''] = /^\/([^/]+)/.exec(pathname) ?? [];
  return host === 'bitbucket.org' && workspace !== '' && workspace !== 'account' ? `bitbucket.org/${workspace}` : null;
}
