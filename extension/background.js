// The extension's background: answers content scripts and our pages, and tells tabs when the settings change. The browser
// stops it when it has rested for half a minute and starts it for the next message, so every listener stands before
// anything is waited for, and nothing is kept that the next start could not do without.

import { keepFromContentScripts } from './browser.js';
import { causesOf, helpOf } from './causes.js';
import { Core } from './core.js';
import { Guard } from './guard.js';
import { placeOf } from './invitation.js';
import { MOST } from './limits.js';
import { Log } from './log.js';
import { welcomeNewcomers } from './onboarding.js';
import { Pending } from './pending.js';
import { Malformed, parsePageRequest, parseRequest } from './protocol.js';
import { Settings } from './settings.js';
import { followGrants, hostOf, patternOf } from './sites.js';
import { followSwitches, originOf, sitesOff } from './switches.js';
import { followMode, showMode, showTab } from './toolbar.js';

const core = new Core();
const settings = new Settings(chrome.storage);
const pending = new Pending();
const guard = new Guard({
  async judge(addresses) {
    // Somebody came for an invitation by these. Bare logins and trackers are everyday things without such a label.
    const label = 'Accept invitation';
    const links = addresses.map((href) => ({ href, label, safeRedirect: null, originalSrc: null }));
    const { judgements } = await core.judge(
      { now: now(), webmail: null, sender: null, links },
      await settings.current(),
    );
    return judgements;
  },
  policy,
});
const log = new Log(chrome.storage, policy, async () => {
  const { host_permissions: sites = [] } = chrome.runtime.getManifest();
  return { ...(await core.vocabulary()), sites: sites.map(hostOf) };
});

/** What there is to say of most links in a mailbox. */
const UNRELATED = /** @type {const} */ ({ verdict: 'other', reason: 'unrelated', gateway: null, host: null });

/** The causes that the warning about a link speaks of by itself. */
const IN_WARNING = ['gateway', 'expired'];

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  answer(message, sender).then(respond);
  return true;
});

keepFromContentScripts(chrome.storage);
guard.follow();
followGrants(tellTabs);
followSwitches(tellTabs);
welcomeNewcomers(settings);
followMode(policy);
settings.follow(async () => {
  await Promise.all([tellTabs(), guard.settingsChanged()]);
  await log.note({ event: 'policy', mode: (await policy()).mode });
});

/**
 * @param {unknown} message
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<import('./protocol.js').Reply>}
 */
async function answer(message, sender) {
  try {
    const isOurPage = sender.url?.startsWith(chrome.runtime.getURL('/')) ?? false;
    const request = isOurPage ? parsePageRequest(message) : parseRequest(message);
    const inForce = await settings.current();
    switch (request.kind) {
      case 'check':
        return { kind: 'checked', ...(await core.check(request.href, now(), inForce)) };
      case 'overview': {
        const [fixed, sources] = await Promise.all([settings.fixed(), settings.sources()]);
        return { kind: 'overview', fixed, ...sources, ...(await core.overview(inForce)) };
      }
      case 'judge': {
        if (!isOurPage && (await isOff(siteOf(sender))))
          return { kind: 'verdicts', mode: 'off', judgements: [], names: {} };
        const { webmail, sender: from, links } = request;
        const verdicts = await core.judge({ now: now(), webmail, sender: from, links }, inForce);
        if (!isOurPage) {
          guard.shown(verdicts.judgements, sender);
          note(sender, 'judged', verdicts.judgements, { mode: verdicts.mode, webmail });
        }
        return { kind: 'verdicts', ...verdicts };
      }
      case 'sift': {
        const { webmail, addresses } = request;
        if (!isOurPage && (await isOff(siteOf(sender)))) return { kind: 'sifted', mode: 'off', worth: [] };
        const sifted = await core.sift(addresses, inForce);
        const dull = new Array(addresses.length - sifted.worth.length).fill(UNRELATED);
        if (!isOurPage) note(sender, 'judged', dull, { mode: sifted.mode, webmail });
        return { kind: 'sifted', ...sifted };
      }
      case 'near':
        // A background that slept has started for this, and has all that a press needs, before people have pressed.
        await policy();
        return { kind: 'noted' };
      case 'pressed':
        note(sender, 'pressed', [await guard.pressed(request.address, sender)]);
        return { kind: 'noted' };
      case 'open': {
        const { verdict, target } = (await core.check(request.address, now(), inForce)).judgement;
        const openerTabId = sender.tab?.id;
        // In the same window: an opener in another is refused, and what is private stays so.
        if (verdict === 'accept' && target !== null && openerTabId !== undefined)
          await chrome.tabs.create({ url: target, openerTabId, windowId: sender.tab?.windowId });
        return { kind: 'noted' };
      }
      case 'found':
        if (sender.tab?.id !== undefined) await showTab(sender.tab.id);
        return { kind: 'noted' };
      case 'arrived': {
        const invitation = await guard.arrived(sender);
        if (invitation === null) return { kind: 'noted' };
        note(sender, 'detour', [invitation.judgement]);
        return { kind: 'detour', invitation: told(invitation) };
      }
      case 'seen': {
        const { rows, opened } = request;
        const places = await (sender.tab?.incognito ? pending.places() : pending.seen(rows, opened));
        if (isOurPage) return { kind: 'pending', places };
        // A mailbox is told of what it shows itself, and of no other's.
        const shown = [...rows, ...opened.map(({ place }) => place)];
        return { kind: 'pending', places: places.filter((place) => shown.includes(place)) };
      }
      case 'causes': {
        const { judgement, gateways } = await core.check(request.address, now(), inForce);
        const gateway = gateways.find(({ id }) => id === judgement.gateway)?.name ?? null;
        const place = placeOf(judgement) ?? request.place;
        const isOneOfSeveral = place !== null && (await pending.places()).includes(place);
        const causes = causesOf({ judgement, gateway, place, isOneOfSeveral });
        const others = causes.filter(({ id }) => !IN_WARNING.includes(id));
        return { kind: 'causes', causes: [...helpOf(await policy()), ...others] };
      }
      case 'landed': {
        const { here, others } = await guard.landed(sender);
        note(sender, 'landed', [here?.judgement ?? null]);
        const { policy, gateways } = await core.overview(inForce);
        const places = await pending.places();
        return {
          kind: 'landing',
          here: here && told(here),
          others: others.map(told),
          pending: places,
          policy,
          gateways,
        };
      }
      case 'continue':
        await guard.letThrough(sender);
        note(sender, 'continued', [null]);
        return { kind: 'noted' };
      case 'log':
        return { kind: 'log', entries: await log.read() };
      case 'clear-log':
        await log.clear();
        return { kind: 'noted' };
    }
  } catch (error) {
    const isTrap = error instanceof WebAssembly.RuntimeError;
    note(sender, error instanceof Malformed ? 'refused' : isTrap ? 'trap' : 'failure', [null]);
    return { kind: 'refused', why: String(error).slice(0, MOST.label) };
  }
}

/** The settings in force, every one of them present. */
async function policy() {
  return core.policy(await settings.current());
}

/**
 * Writes down what happened, but for private windows: they leave nothing behind.
 *
 * @param {chrome.runtime.MessageSender} sender
 * @param {import('./log.js').Event} event
 * @param {Exclude<import('./log.js').Happened['judgement'], undefined>[]} judgements
 * @param {Pick<import('./log.js').Happened, 'mode' | 'webmail'>} [more]
 */
function note({ tab, url }, event, judgements, more = {}) {
  if (tab?.incognito) return;
  log.note(...judgements.map((judgement) => ({ event, judgement, page: tab?.url ?? url, ...more })));
}

/** In seconds, as the core counts. */
function now() {
  return Math.floor(Date.now() / 1000);
}

/** @param {import('./guard.js').Invitation} invitation @returns {import('./protocol.js').Remembered} */
const told = ({ target, at, isWhole, judgement }) => ({
  target,
  place: placeOf({ target, site: judgement.site }),
  at,
  isWhole,
  judgement,
});

/** A site is what the address bar shows, also for the frames in it. @param {chrome.runtime.MessageSender} sender */
const siteOf = ({ tab, origin }) => originOf(tab?.url ?? origin);

/** @param {string | null} site */
const isOff = async (site) => site !== null && (await sitesOff()).includes(site);

/** Tells every tab what holds there now. @param {string[]} [taken] the sites, as patterns, that were just taken back */
async function tellTabs(taken = []) {
  const { mode } = await policy();
  showMode(policy);
  const off = await sitesOff();
  for (const { id, url } of await chrome.tabs.query({})) {
    const site = originOf(url);
    // Where we may not know the address, nothing changes for a frame of ours, unless it was ours by what was taken back.
    const siteOff = site === null ? taken.length > 0 || null : off.includes(site) || taken.includes(patternOf(site));
    // Tabs without a content script of ours have nobody to listen; that is most of them.
    if (id !== undefined) chrome.tabs.sendMessage(id, { kind: 'settings', mode, siteOff }).catch(() => {});
  }
}
