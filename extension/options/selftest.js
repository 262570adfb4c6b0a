// Whether everything works in this browser. An administrator cannot look into an extension that a policy installed, so it
// looks by itself, and says what would mend what it finds.
//
// A browser does not tell an extension which sites a policy keeps it out of: it goes on calling them granted. It shows only
// where the extension tries to reach into a page, so that takes an open page.

import { isFirefox, readManagedSettings } from '../browser.js';
import { landingRule } from '../guard.js';
import { ask } from '../page.js';
import { hostOf } from '../sites.js';

/** @typedef {import('../content/note.js').Text} Text */
/** @typedef {import('../protocol.js').Overview} Overview */

/**
 * @typedef {object} Result
 * @property {'core' | 'gateways' | 'policy' | 'sites' | 'pages' | 'landing'} check
 * @property {'good' | 'bad' | 'open'} state `open`: it cannot be known here and now
 * @property {Text} text
 * @property {Text} [remedy]
 * @property {string} [lines] for the administrator to copy
 */

/** A wrapped invitation that nobody sent, and what is inside. */
const INSIDE = 'https://id.atlassian.com/invite/p/jira?id=SELF-TEST';
const SAMPLE = `https://urldefense.com/v3/__${INSIDE}__;!!SELF-TEST$`;

const START = 'https://start.atlassian.com/';

/** The rule of the trial, beside the guard's own. */
const TRIAL = 99;

/** Chromium's words where a policy keeps an extension out of a page. */
const KEPT_OUT = /ExtensionsSettings policy/;

/**
 * Runs every check that disturbs nobody.
 *
 * @param {Overview} overview
 * @returns {Promise<Result[]>}
 */
export async function selfTest(overview) {
  return Promise.all([
    testCore(),
    testGateways(overview),
    testPolicy(overview),
    testSites(overview),
    testPages(overview),
    testLanding(overview),
  ]);
}

/** @returns {Promise<Result>} */
async function testCore() {
  const checked = await ask({ kind: 'check', href: SAMPLE }, 'checked');
  return checked?.decoded.target === INSIDE
    ? { check: 'core', state: 'good', text: ['test_core_good'] }
    : { check: 'core', state: 'bad', text: ['popup_no_answer'] };
}

/** @param {Overview} overview @returns {Result} */
function testGateways({ gateways, policy: { extraGateways, disabledGateways } }) {
  const counts = [gateways.length - extraGateways.length, extraGateways.length, disabledGateways.length].map(String);
  return { check: 'gateways', state: 'good', text: ['test_gateways', ...counts] };
}

/** @param {Overview} overview @returns {Promise<Result>} */
async function testPolicy({ managed, problems }) {
  const before = performance.now();
  await readManagedSettings(chrome.storage);
  const time = String(Math.ceil(performance.now() - before));
  if (Object.keys(managed).length === 0) return { check: 'policy', state: 'good', text: ['test_policy_none'] };
  return problems.length > 0
    ? { check: 'policy', state: 'bad', text: ['test_policy_bad', String(problems.length)] }
    : { check: 'policy', state: 'good', text: ['test_policy_good', time] };
}

/** @param {Overview} overview @returns {Promise<Result>} */
async function testSites({ policy: { webmailHosts } }) {
  const wanted = [...requiredSites(), ...webmailHosts];
  const granted = await Promise.all(wanted.map((pattern) => chrome.permissions.contains({ origins: [pattern] })));
  const missing = wanted.filter((_, at) => !granted[at]).map(hostOf);
  return missing.length === 0
    ? { check: 'sites', state: 'good', text: ['test_sites_good', String(wanted.length)] }
    : { check: 'sites', state: 'bad', text: ['test_sites_bad', missing.join(', ')], remedy: ['test_sites_mend'] };
}

/** @returns {string[]} */
const requiredSites = () => chrome.runtime.getManifest().host_permissions ?? [];

/** Whether the extension may reach into the pages that are open. @param {Overview} overview @returns {Promise<Result>} */
async function testPages(overview) {
  const required = requiredSites().map(hostOf);
  const reached = new Set();
  let keptOut = 0;
  for (const { id = chrome.tabs.TAB_ID_NONE, url, discarded } of await chrome.tabs.query({})) {
    // Nobody can reach into a tab that was put to sleep.
    if (discarded) continue;
    const host = url !== undefined && URL.canParse(url) ? new URL(url).host : '';
    const access = await accessTo(id);
    if (access === 'open' && required.includes(host)) reached.add(host);
    // Chromium hides a page's address together with the page; Firefox shows it, and refuses without saying why.
    if (access === 'kept-out' || (isFirefox() && access === 'refused' && required.includes(host))) keptOut += 1;
  }
  if (keptOut > 0) {
    return { check: 'pages', state: 'bad', text: ['test_pages_bad', String(keptOut)], ...mending(overview) };
  }
  return reached.size > 0
    ? { check: 'pages', state: 'good', text: ['test_pages_good', [...reached].join(', ')] }
    : { check: 'pages', state: 'open', text: ['test_pages_open'] };
}

/** @param {number} tabId @returns {Promise<'open' | 'kept-out' | 'refused'>} */
async function accessTo(tabId) {
  try {
    await chrome.scripting.executeScript({ target: { tabId }, func: () => {}, injectImmediately: true });
    return 'open';
  } catch (error) {
    return KEPT_OUT.test(String(error)) ? 'kept-out' : 'refused';
  }
}

/**
 * What lets the extension in again: the hosts without paths, as that policy wants them.
 *
 * @param {Overview} overview
 * @returns {Pick<Result, 'remedy' | 'lines'>}
 */
function mending({ policy: { webmailHosts } }) {
  const sites = new Set([...requiredSites(), ...webmailHosts]);
  const allowed = [...sites].map((pattern) => pattern.replace(/\/\*$/, ''));
  const lines = JSON.stringify({ [chrome.runtime.id]: { runtime_allowed_hosts: allowed } }, null, 2);
  return { remedy: ['test_pages_mend'], lines };
}

/** @param {Overview} overview @returns {Promise<Result>} */
async function testLanding({ policy: { mode, landingGuard } }) {
  if (mode === 'off' || landingGuard === 'off') return { check: 'landing', state: 'open', text: ['test_landing_off'] };
  const rules = await chrome.declarativeNetRequest.getSessionRules();
  return { check: 'landing', state: 'good', text: [rules.length > 0 ? 'test_landing_armed' : 'test_landing_rests'] };
}

/**
 * Visits the start page in a tab of its own, under the landing rule. If all is well nothing is sent; the tab closes.
 *
 * @param {Overview} overview
 * @returns {Promise<Result>}
 */
export async function tryLanding(overview) {
  const here = await chrome.tabs.getCurrent();
  const { id: tabId = chrome.tabs.TAB_ID_NONE } = await chrome.tabs.create({
    url: 'about:blank',
    active: false,
    ...(here?.id !== undefined && { openerTabId: here.id }),
  });
  try {
    await loaded(tabId);
    await chrome.declarativeNetRequest.updateSessionRules({ addRules: [landingRule(TRIAL, { tabIds: [tabId] })] });
    await loaded(tabId, () => chrome.tabs.update(tabId, { url: START }));
    const { url } = await chrome.tabs.get(tabId);
    if (url?.startsWith(chrome.runtime.getURL('/'))) {
      return { check: 'landing', state: 'good', text: ['test_landing_caught'] };
    }
    return (await accessTo(tabId)) === 'open'
      ? { check: 'landing', state: 'bad', text: ['test_landing_missed'] }
      : { check: 'landing', state: 'bad', text: ['test_landing_kept_out', new URL(START).host], ...mending(overview) };
  } finally {
    await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [TRIAL] });
    await chrome.tabs.remove(tabId).catch(() => {});
  }
}

/** Resolves when a tab has loaded what something leads it to, or what it has. @param {number} tabId @param {() => unknown} [lead] */
function loaded(tabId, lead) {
  return new Promise((resolve) => {
    /** @param {number} id @param {{ status?: string }} change */
    const hear = (id, { status }) => {
      if (id !== tabId || status !== 'complete') return;
      chrome.tabs.onUpdated.removeListener(hear);
      resolve(undefined);
    };
    chrome.tabs.onUpdated.addListener(hear);
    if (lead) lead();
    else chrome.tabs.get(tabId).then(({ status }) => hear(tabId, { ...(status && { status }) }));
  });
}
