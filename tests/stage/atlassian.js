// Stand-ins for Atlassian's hosts, with the behaviour that invitations live and die by: an invitation needs its
// signature, a login goes where `continue` says, and whoever comes without either ends at the start page. Whether
// somebody is logged in is kept in a cookie, as on the real hosts, so each browser profile has its own answer.

import { trackedTarget } from './addresses.js';
import { redirect } from './answer.js';
import { html } from './html.js';
import { standIn } from './stand-in.js';

/** @typedef {import('./answer.js').Arrival} Arrival */
/** @typedef {import('./answer.js').Answer} Answer */

const SESSION = 'stand-in-session';
const START = 'https://start.atlassian.com/';
const START_LOGIN = `https://id.atlassian.com/login?continue=${encodeURIComponent(START)}&application=start`;

/** @param {string} cookie @returns {Record<string, string>} */
const setCookie = (cookie) => ({ 'set-cookie': `${cookie}; Path=/; Secure; HttpOnly; SameSite=Lax` });

/** @param {Arrival} arrival */
const loggedIn = ({ headers }) => headers.cookie?.includes(`${SESSION}=open`) ?? false;

/** @param {string} continueTo */
const loginAddress = (continueTo) => `https://id.atlassian.com/login?continue=${encodeURIComponent(continueTo)}`;

/** @param {Record<string, unknown>} facts */
const list = (facts) =>
  html`<dl>
    ${Object.entries(facts).map(
      ([term, fact]) =>
        html`<dt>${term}</dt>
          <dd>${fact}</dd>`,
    )}
  </dl>`;

/** @param {string} continueTo what an invitation is to, as far as its address says */
function placeOf(continueTo) {
  const { host, pathname } = new URL(continueTo);
  return host === 'bitbucket.org' ? `the ${pathname.split('/')[1]} workspace on Bitbucket` : `the site ${host}`;
}

/** @param {string} host @param {string} title @param {string} continueTo @param {Record<string, unknown>} facts */
const acceptPage = (host, title, continueTo, facts) =>
  standIn({
    host,
    title,
    body: html`<p>Your invitation arrived whole. Accepting it takes you to ${placeOf(continueTo)}.</p>
      <form action="/stand-in/accept">
        <input type="hidden" name="continue" value="${continueTo}" /><button class="act" id="accept">
          Accept invitation
        </button>
      </form>
      ${list(facts)}`,
  });

/** @type {Record<string, (arrival: Arrival, parameters: URLSearchParams) => Answer>} */
const identity = {
  '/signup/invite'(arrival, parameters) {
    const continueTo = parameters.get('continue');
    if (!parameters.get('signature') || !continueTo) return redirect(START_LOGIN);
    return acceptPage(arrival.host, 'You’re invited', continueTo, {
      'Arrived with': html`${[...parameters.keys()].join(', ')}`,
      Product: parameters.get('application'),
    });
  },

  '/join/user-access'(arrival, parameters) {
    const continueTo = parameters.get('continue');
    if (!parameters.get('resource') || !continueTo) return redirect(START_LOGIN);
    if (!loggedIn(arrival)) return redirect(loginAddress(arrival.url));
    return acceptPage(arrival.host, 'Join the site', continueTo, { Resource: parameters.get('resource') });
  },

  '/login'(arrival, parameters) {
    const onward = arrival.query.replace(/^\?/, '');
    if (loggedIn(arrival)) return redirect(`https://id.atlassian.com/login/authorize?${onward}`);
    return standIn({
      host: arrival.host,
      title: 'Log in to continue',
      body: html`<p>This stand-in needs no password.</p>
        <form action="/login/authorize">
          ${[...parameters].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
          <button class="act" id="login">Log in as sam.okafor@example.com</button>
        </form>`,
    });
  },

  '/login/authorize'(_arrival, parameters) {
    const continueTo = parameters.get('continue') ?? 'https://home.atlassian.com/?utm_source=identity';
    return redirect(continueTo, setCookie(`${SESSION}=open`));
  },

  '/logout'(_arrival, parameters) {
    return redirect(parameters.get('continue') ?? 'https://id.atlassian.com/login', setCookie(`${SESSION}=closed`));
  },

  '/stand-in/accept'(arrival, parameters) {
    const continueTo = parameters.get('continue') ?? START;
    return redirect(loggedIn(arrival) ? continueTo : loginAddress(continueTo));
  },
};

/** @param {Arrival} arrival */
const landing = (arrival) =>
  standIn({
    host: arrival.host,
    title: 'Welcome to your start page',
    body: html`<p>Here are your apps. There is no invitation here, and nothing says that there was one.</p>`,
  });

/** @param {Arrival} arrival */
const product = (arrival) =>
  standIn({
    host: arrival.host,
    title: `You’re in ${placeOf(arrival.url)}`,
    body: html`<p>The invitation did its work.</p>`,
  });

/** @param {Arrival} arrival @returns {Answer | undefined} `undefined`: not one of Atlassian's hosts */
export function atlassian(arrival) {
  const { host, path, query } = arrival;
  switch (host) {
    case 'id.atlassian.com': {
      if (/^\/invite\/p\/[a-z-]+$/.test(path)) {
        const site = 'https://meadow-lark.atlassian.net/';
        return acceptPage(host, 'You’re invited', site, { Link: new URLSearchParams(query).get('id') });
      }
      return identity[path]?.(arrival, new URLSearchParams(query)) ?? redirect(START_LOGIN);
    }
    case 'track.atlassian.com': {
      const target = trackedTarget(path.replace('/tracking/', ''));
      return target === undefined ? undefined : redirect(target);
    }
    case 'start.atlassian.com':
    case 'home.atlassian.com':
      return landing(arrival);
    case 'bitbucket.org':
    case 'trello.com':
      return product(arrival);
    default:
      return host.endsWith('.atlassian.net') ? product(arrival) : undefined;
  }
}
