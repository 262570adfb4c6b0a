// The settings: what a person may choose, what an administrator has laid down and what was wrong in it, and where the
// extension works.

import { helpLinks } from '../causes.js';
import { icon } from '../content/surface.js';
import { link } from '../help.js';
import { ask, button, fixedBy, localise, make, message, part, say, toggle } from '../page.js';
import { choose } from '../settings.js';
import { hostOf, patternOf } from '../sites.js';
import { sitesOff, switchSite } from '../switches.js';
import { followIt } from './it.js';

/** @typedef {import('../protocol.js').Overview} Overview */
/** @typedef {import('../protocol.js').GatewayInfo} GatewayInfo */

/** The settings that are one word out of a few, each with its texts. */
const WORDS = /** @type {const} */ ({
  mode: ['fix', 'warn', 'off'],
  landingGuard: ['after-invitation', 'always', 'off'],
});

/** @param {string} setting @param {string} word */
const textOf = (setting, word) => message(`options_${setting.toLowerCase()}_${word.replaceAll('-', '_')}`);

/** @param {Overview} overview */
function describeChoices(overview) {
  const groups = Object.entries(WORDS).map(([setting, words]) => {
    const isFixed = overview.fixed.includes(setting);
    const choices = words.map((word) => {
      const input = make('input', { type: 'radio', name: setting, value: word });
      input.checked = overview.policy[/** @type {keyof typeof WORDS} */ (setting)] === word;
      input.disabled = isFixed;
      input.addEventListener('change', () => choose(setting, word));
      return make('label', { class: 'choice' }, input, textOf(setting, word));
    });
    const legend = make('legend', {}, message(`options_${setting.toLowerCase()}`));
    return make('fieldset', {}, legend, ...choices, ...(isFixed ? [fixedBy('p', overview)] : []));
  });
  part('choices').replaceChildren(...groups);
}

/** A site and what can be done about it. @param {string} host @param {Node} action */
const site = (host, action) => make('li', {}, make('div', { class: 'row' }, make('bdi', {}, host), action));

/** @param {Node[]} items */
const list = (items) => make('ul', { class: 'plain' }, ...items);

/** Asks the browser for a site, which asks the person. @param {string} pattern */
async function allow(pattern) {
  await chrome.permissions.request({ origins: [pattern] });
  await show();
}

/** A field for a site that is not known yet. */
function siteForm() {
  const field = make('input', { type: 'text', inputmode: 'url', dir: 'ltr', placeholder: 'mail.example.org' });
  field.setAttribute('aria-label', message('options_site_field'));
  const form = make('form', { class: 'row' }, field, make('button', {}, message('options_site_add')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    const address = text.includes('://') ? text : `https://${text}`;
    const isSite = URL.canParse(address) && new URL(address).protocol === 'https:';
    field.setCustomValidity(isSite ? '' : message('options_site_wrong'));
    if (form.reportValidity()) allow(patternOf(address));
  });
  field.addEventListener('input', () => field.setCustomValidity(''));
  return form;
}

/** @param {Overview} overview */
async function describeSites({ policy: { webmailHosts } }) {
  const { host_permissions: known = [], content_scripts: [script] = [] } = chrome.runtime.getManifest();
  const { origins = [] } = await chrome.permissions.getAll();
  const granted = origins.filter((origin) => !known.includes(origin));
  const wanted = webmailHosts.filter((pattern) => !origins.includes(pattern));
  const off = await sitesOff();
  const items = [
    ...wanted.map((pattern) =>
      site(
        hostOf(pattern),
        button('options_site_allow', () => allow(pattern), 'primary'),
      ),
    ),
    ...granted.map((pattern) => {
      const revoke = async () => {
        await chrome.permissions.remove({ origins: [pattern] });
        await show();
      };
      return site(hostOf(pattern), button('options_site_revoke', revoke));
    }),
    ...off.map((origin) => {
      const change = (/** @type {boolean} */ on) => switchSite(origin, on).then(show);
      return make('li', {}, toggle(say('span', 'popup_site_switch', hostOf(origin)), false, change));
    }),
  ];
  const builtIn = make('details', {}, make('summary', {}, message('options_sites_known')));
  builtIn.append(list((script?.matches ?? []).map((pattern) => make('li', {}, make('bdi', {}, hostOf(pattern))))));
  part('sites').replaceChildren(
    say('h2', 'options_sites'),
    say('p', 'options_sites_hint'),
    ...(items.length > 0 ? [list(items)] : []),
    siteForm(),
    builtIn,
  );
}

/** @param {Overview} overview */
function describeGateways(overview) {
  const { gateways, policy, fixed } = overview;
  const isFixed = fixed.includes('disabledGateways');
  const disabled = new Set(policy.disabledGateways);

  /** @param {GatewayInfo} gateway */
  const choice = ({ id, name, hosts }) => {
    const input = make('input', { type: 'checkbox' });
    input.checked = !disabled.has(id);
    input.disabled = isFixed;
    input.addEventListener('change', () => {
      if (input.checked) disabled.delete(id);
      else disabled.add(id);
      choose('disabledGateways', [...disabled]);
    });
    const where = make('bdi', { class: 'small quiet' }, hosts.slice(0, 3).join(', '));
    return make('li', {}, make('label', { class: 'choice' }, input, make('span', {}, name, where)));
  };

  const groups = [
    ['options_gateways_read', gateways.filter(({ state }) => state === 'decodable')],
    ['options_gateways_opaque', gateways.filter(({ state }) => state !== 'decodable')],
  ].map(([title, members]) => {
    const rows = list(/** @type {GatewayInfo[]} */ (members).map(choice));
    rows.classList.add('gateways');
    return make('details', {}, make('summary', {}, message(String(title), String(members?.length))), rows);
  });
  part('gateways').replaceChildren(
    say('h2', 'options_gateways'),
    say('p', 'options_gateways_hint'),
    ...(isFixed ? [fixedBy('p', overview)] : []),
    ...groups,
  );
}

/** Whom the person can ask. @param {Overview} overview */
function describeOrganisation({ policy, managed }) {
  /** @type {[name: string, value: Node[]][]} */
  const facts = [
    ['options_organisation_name', policy.organizationName === '' ? [] : [make('bdi', {}, policy.organizationName)]],
    ['options_support', helpLinks(policy).map(link)],
    ['options_locked', policy.lockSettings ? [say('span', 'options_yes')] : []],
  ];
  part('organisation').hidden = Object.keys(managed).length === 0;
  part('organisation').replaceChildren(
    say('h2', 'options_organisation'),
    make(
      'dl',
      {},
      ...facts.flatMap(([name, value]) =>
        value.length === 0 ? [] : [say('dt', name), make('dd', { class: 'row' }, ...value)],
      ),
    ),
  );
}

/** Sends the person to the administrator; what exactly is wrong stands in the part for IT. @param {Overview} overview */
function describeProblems({ problems, managed }) {
  part('problems').hidden = problems.length === 0 || Object.keys(managed).length === 0;
  const head = make('div', { class: 'brand' }, icon(document, 'warning'), say('h2', 'options_problems'));
  const show = button('options_problems_show', () => {
    const it = /** @type {HTMLDetailsElement} */ (part('it'));
    it.open = true;
    it.querySelector('summary')?.focus();
  });
  part('problems').replaceChildren(head, say('p', 'options_problems_hint'), make('div', { class: 'row' }, show));
}

async function show() {
  const overview = await ask({ kind: 'overview' }, 'overview');
  if (overview === null) return part('choices').replaceChildren(say('p', 'popup_no_answer'));
  describeProblems(overview);
  describeChoices(overview);
  describeGateways(overview);
  describeOrganisation(overview);
  await describeSites(overview);
}

localise();
document.title = message('options_title');
part('version').textContent = message('options_version', chrome.runtime.getManifest().version);
chrome.permissions.onAdded.addListener(() => show());
chrome.permissions.onRemoved.addListener(() => show());
chrome.storage.onChanged.addListener((changes, area) => {
  // A site that is switched here is seen already; one that the popup switches, over another page, is not.
  if (area === 'local' && ('managed' in changes || (document.hidden && 'sitesOff' in changes))) show();
});
await show();
followIt();
document.body.hidden = false;
