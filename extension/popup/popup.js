// The popup: what was found on this page, and whether Straightway is at work there.

import { language } from '../content/language.js';
import { noteOn } from '../content/note.js';
import { icon, rich } from '../content/surface.js';
import { handOver } from '../check/handover.js';
import { causes, report } from '../help.js';
import { placeOf } from '../invitation.js';
import { ask, button, fixedBy, localise, make, part, say, toggle } from '../page.js';
import { bringToTab, patternOf } from '../sites.js';
import { switchSite } from '../switches.js';
import { findingsIn, tabHere } from './tab.js';

/** @typedef {import('./tab.js').Tab} Tab */
/** @typedef {NonNullable<Awaited<ReturnType<typeof findingsIn>>>} Found */

/** The verdicts that somebody may want help with, the worst first. */
const WORST = ['lost', 'opaque', 'accept'];

/**
 * Opens a page over the one that the popup hangs from.
 * @param {string} url
 * @param {{ openerTabId?: number }} [from] it: Firefox opens the page in its container then, where its logins are
 */
async function go(url, from) {
  await chrome.tabs.create({ url, ...from });
  window.close();
}

/** @param {string} title @param {...Node} more */
const statement = (title, ...more) => [say('h2', title), ...more];

/** @param {Found['findings'][number]} finding @param {Found} found @param {number} openerTabId */
function describe({ link, judgement }, { mode, names }, openerTabId) {
  const note = noteOn(judgement, { mode, names, language: language() });
  const words = make('div', {}, make('p', {}, ...rich(document, note.mark)));
  if (link.label) words.append(make('p', { class: 'quiet small' }, make('bdi', {}, link.label)));
  const { verdict, target, trail } = judgement;
  // Where only marks are wanted, nobody is to get past the gateway by us.
  const mayOpen = mode === 'fix' || trail.length === 0;
  const action =
    verdict === 'accept' && target !== null && mayOpen
      ? button('popup_open', () => go(target, { openerTabId }), 'primary')
      : button('popup_explain', () => handOver(link.href).then(() => go('/check/check.html')));
  return make('li', { 'data-tone': note.tone }, icon(document, note.tone), words, action);
}

/** What there is to say of the page. @param {Tab} tab @param {Found | null} found @param {boolean} looked */
async function describePage(tab, found, looked) {
  if (found === null) return statement('popup_no_answer');
  if (found.mode === 'off') {
    const overview = await ask({ kind: 'overview' }, 'overview');
    return statement(overview?.fixed.includes('mode') ? 'popup_mode_off' : 'popup_mode_off_own');
  }
  if (tab.origin === null) return statement('popup_elsewhere', say('p', 'popup_elsewhere_hint'));
  if (tab.right !== 'open' && tab.off) return statement('popup_site_off');
  if (found.findings.length > 0) {
    const list = make('ul', { class: 'plain' }, ...found.findings.map((finding) => describe(finding, found, tab.id)));
    return statement('popup_found', list);
  }
  if (tab.right !== 'open') return statement('popup_none', say('p', 'popup_none_hint'));
  return looked ? statement('popup_none') : statement('popup_not_here', say('p', 'popup_grant_hint'));
}

/** What a person can decide about the site. @param {Tab} tab @param {Found | null} found */
async function describeSite(tab, found) {
  const { origin, right, id } = tab;
  if (origin === null || found === null || found.mode === 'off') return [];
  const permission = { origins: [patternOf(origin)] };
  if (right === 'open') {
    const use = async () => {
      // The background does the same, also when the browser closes the popup to ask; this does not wait for it.
      if (await chrome.permissions.request(permission)) await bringToTab(id);
      await show();
    };
    const once = async () => {
      await bringToTab(id);
      await show(true);
    };
    return [button('popup_grant', use, found.findings.length > 0 ? '' : 'primary'), button('popup_once', once)];
  }
  const label = say('span', 'popup_site_switch', new URL(origin).host);
  if (tab.locked) {
    const overview = await ask({ kind: 'overview' }, 'overview');
    return overview === null ? [] : [toggle(label, true, null), fixedBy('p', overview)];
  }
  const change = async (/** @type {boolean} */ on) => {
    await switchSite(origin, on);
    await show();
  };
  const revoke = button('popup_revoke', async () => {
    await chrome.permissions.remove(permission);
    await show();
  });
  return [toggle(label, !tab.off, change), ...(right === 'granted' ? [revoke] : [])];
}

/** Why an invitation may not be accepted, put together when somebody asks. @param {Found | null} found */
function describeHelp(found) {
  if (found === null || found.mode === 'off') return [];
  const judgements = WORST.flatMap((worst) =>
    found.findings.map(({ judgement }) => judgement).filter(({ verdict }) => verdict === worst),
  );
  const [judgement = null] = judgements;
  const details = make('details', {}, say('summary', 'popup_help'));
  const tell = async () => {
    const overview = await ask({ kind: 'overview' }, 'overview');
    if (overview === null) return details.append(say('p', 'popup_no_answer'));
    const seen = await ask({ kind: 'seen', rows: [], opened: [] }, 'pending');
    const several = seen?.places ?? [];
    const place = (judgement && placeOf(judgement)) ?? several.at(-1) ?? null;
    const isOneOfSeveral = place !== null && several.includes(place);
    details.append(
      causes({ judgement, place, isOneOfSeveral }, overview.gateways),
      say('h3', 'report_heading'),
      ...report(judgement, overview),
    );
  };
  details.addEventListener('toggle', tell, { once: true });
  return [details];
}

/** @param {boolean} [looked] at a page that Straightway has no right to, because the person said so */
async function show(looked = false) {
  const tab = await tabHere();
  const found = await findingsIn(tab.id);
  const focused = document.activeElement?.getAttribute('role');
  part('found').replaceChildren(...(await describePage(tab, found, looked)));
  part('help').replaceChildren(...describeHelp(found));
  part('site').replaceChildren(...(await describeSite(tab, found)));
  // A switch that was pressed is another element now.
  if (focused) document.querySelector('input')?.focus();
}

localise();
await show();
document.body.hidden = false;
