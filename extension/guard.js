// The landing guard: whoever comes to Atlassian's start page after an invitation meets our landing page there, before
// anything is sent. It holds only where somebody is on the way with an invitation, and ends with it.
//
// Two rules of the browser do the catching, so it works while the background sleeps. One holds in the tabs that an
// invitation was opened in. The other holds for clicks in a webmail that has just shown an invitation: such a click may
// be at the start page, through a chain of redirects, before the background is awake to bind its tab.
//
// Invitations are remembered in the session's storage, which is never on disk, and for half an hour. Private windows are left
// alone: Chromium shows no page of an extension there, and what was opened in one is nothing to be told of in another.

import { addressesIn, isInvitation, isReception } from './invitation.js';

/**
 * @typedef {import('./protocol.js').Judgement} Judgement
 *
 * @typedef {object} Invitation one that somebody is on the way with
 * @property {number} tab where; `NOWHERE` when that is not known
 * @property {number | null} from the tab it was pressed in, until it is known which tab it opened
 * @property {number} at when it was pressed, or was last seen, in milliseconds
 * @property {number} until
 * @property {string | null} target where it really is, if that is known
 * @property {Judgement} judgement what the core said of the link that was pressed, or of the page that was reached
 * @property {boolean} isWhole whether it came to id.atlassian.com as it was sent
 * @property {boolean} arrives whether it was last seen at a page of Atlassian's that leads on to the product
 *
 * @typedef {object} State
 * @property {Invitation[]} invitations the latest first
 * @property {Record<string, number>} shown until when a webmail's clicks are covered, by its host
 * @property {number[]} let the tabs in which the start page was asked for all the same, and those of private windows
 */

const KEY = 'guard';
const ALARM = 'guard';
const MINUTE = 60_000;
const HOLDS = 30 * MINUTE;

/** As long as this, a tab may belong to an invitation whose new tab was not seen. */
const BINDS = MINUTE;

/** How long the browser takes at most from a press to the tab that it opens. */
const OPENS = 5_000;

/** How much later than of its tab we may hear of a press. A tab that is older was opened by something else. */
const LATE = 500;

/** More than anybody opens in half an hour. */
const MOST = 20;

const NOWHERE = -1;

/** `start.atlassian.com` and the bare home page: home with a path is a real place. */
const START = '^https://(start\\.atlassian\\.com/|home\\.atlassian\\.com/(\\?|$)).*';

/** Links on these lead to the start page on purpose. */
const OWN_PAGES = [
  'start.atlassian.com',
  'home.atlassian.com',
  'www.atlassian.com',
  'admin.atlassian.com',
  'support.atlassian.com',
  'atlassian.net',
  'bitbucket.org',
  'trello.com',
  'loom.com',
];

const IN_TABS = 1;
const FROM_WEBMAIL = 2;

export class Guard {
  #ask;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** The latest tabs opened from others, for presses that are heard of later than their tab. @type {{ tab: number, from: number, at: number }[]} */
  #opened = [];

  /**
   * @param {object} ask
   * @param {(links: string[]) => Promise<Judgement[]>} ask.judge
   * @param {() => Promise<import('./protocol.js').Policy>} ask.policy
   */
  constructor(ask) {
    this.#ask = ask;
  }

  /** Listens to what the browser tells of tabs, and takes up where the last background was stopped. */
  follow() {
    chrome.tabs.onCreated.addListener(({ id, openerTabId, incognito }) => {
      if (id === undefined) return;
      if (incognito) this.#change((state) => letBe(state, id));
      else if (openerTabId !== undefined) this.#tabOpened(id, openerTabId);
    });
    chrome.alarms.onAlarm.addListener(({ name }) => {
      if (name === ALARM) this.#change((state) => this.#lookAround(state));
    });
    this.#change((state) => this.#lookAround(state));
  }

  /** Other settings hold. */
  settingsChanged() {
    return this.#change(() => {});
  }

  /** A webmail has shown links. @param {Judgement[]} judgements @param {chrome.runtime.MessageSender} sender */
  async shown(judgements, sender) {
    const lives = judgements.some(({ verdict }) => verdict === 'accept' || verdict === 'lost' || verdict === 'opaque');
    const hostname = webmailOf(sender);
    if (!lives || sender.tab?.incognito || hostname === null) return;
    await this.#change((state) => {
      const until = Date.now() + HOLDS;
      // A mailbox asks about every message: what changes by less than a minute is not worth writing down.
      if (until - (state.shown[hostname] ?? 0) > MINUTE) state.shown[hostname] = until;
    });
  }

  /**
   * A link was pressed, in a mail or on our landing page. Only the address is believed: the core judges it again, and its
   * judgement comes back.
   *
   * @param {string} address @param {chrome.runtime.MessageSender} sender
   */
  pressed(address, sender) {
    const { tab } = sender;
    const heard = Date.now();
    return this.#change(async (state) => {
      const [judgement] = await this.#ask.judge([address]);
      if (judgement === undefined) return null;
      if (tab?.id === undefined || tab.incognito || judgement.verdict === 'other') return judgement;
      const opened = this.#opened.find(({ from, at }) => from === tab.id && heard - at < LATE);
      this.#opened = this.#opened.filter((each) => each !== opened);
      remember(state, {
        tab: opened?.tab ?? tab.id,
        from: webmailOf(sender) !== null && opened === undefined ? tab.id : null,
        target: judgement.verdict === 'accept' ? judgement.target : null,
        judgement,
        isWhole: false,
        arrives: false,
      });
      return judgement;
    });
  }

  /**
   * A page of id.atlassian.com was reached, from wherever. Gives the invitation that its login would lose.
   *
   * @param {chrome.runtime.MessageSender} sender
   * @returns {Promise<Invitation | null>}
   */
  arrived({ tab, url, frameId }) {
    return this.#change(async (state) => {
      if (tab?.id === undefined || tab.incognito || frameId !== 0 || url === undefined) return null;
      const judgements = await this.#ask.judge(addressesIn(url));
      const [page] = judgements;
      if (page === undefined) return null;
      const invitation = judgements.find(isInvitation);
      let here = hereOrComing(state, tab);
      const isOther = here?.target && here.judgement.reason !== 'tracked' && here.target !== invitation?.target;
      if (invitation !== undefined && here !== undefined && !isOther) {
        Object.assign(here, lasting(invitation), { target: invitation.target, isWhole: true });
      } else if (invitation !== undefined || (here === undefined && page.verdict === 'lost' && isReception(url))) {
        const judgement = invitation ?? page;
        here = remember(state, {
          tab: tab.id,
          from: null,
          target: invitation?.target ?? null,
          judgement,
          isWhole: invitation !== undefined,
          arrives: false,
        });
      }
      if (here === undefined) return null;
      if (page.verdict === 'accept') here.arrives = true;
      if (page.verdict !== 'lost') return null;
      here.arrives = false;
      return here.target === null ? null : here;
    });
  }

  /**
   * The landing page was shown.
   *
   * @param {chrome.runtime.MessageSender} sender
   * @returns {Promise<{ here: Invitation | null, others: Invitation[] }>} this tab's invitation, and those of others
   */
  landed({ tab }) {
    return this.#change((state) => {
      const here = tab === undefined ? undefined : hereOrComing(state, tab);
      if (here !== undefined) here.arrives = false;
      const listed = new Set([here?.target ?? null, null]);
      const others = state.invitations.filter(({ target }) => !listed.has(target) && listed.add(target));
      return { here: here ?? null, others };
    });
  }

  /** The start page is wanted all the same. @param {chrome.runtime.MessageSender} sender */
  letThrough({ tab }) {
    return this.#change((state) => {
      if (tab?.id === undefined) return;
      for (const each of state.invitations) if (each.tab === tab.id) each.tab = NOWHERE;
      letBe(state, tab.id);
    });
  }

  /** @param {number} tab @param {number} from */
  #tabOpened(tab, from) {
    const at = Date.now();
    this.#opened = [{ tab, from, at }, ...this.#opened.filter((each) => at - each.at < LATE)];
    this.#change((state) => {
      const coming = state.invitations.find((each) => each.from === from && at - each.at < OPENS);
      if (coming === undefined) return;
      this.#opened = this.#opened.filter((each) => each.tab !== tab);
      Object.assign(coming, { tab, from: null });
    });
  }

  /**
   * An invitation has done its work when its tab has left id.atlassian.com, from a page that leads on to the product, for a
   * page whose address we may not know: the start page's we would.
   *
   * @param {number} id @param {{ status?: string }} change @param {chrome.tabs.Tab} tab
   */
  #tabChanged = (id, { status }, tab) => {
    if (status !== 'complete' || tab.url) return;
    this.#change((state) => {
      const through = state.invitations.find((each) => each.tab === id && each.arrives);
      if (through === undefined) return;
      const { target } = through;
      state.invitations = state.invitations.filter(
        (each) => each !== through && (each.tab !== NOWHERE || !isSame(each, target)),
      );
    });
  };

  /** Looks where the tabs are now. @param {State} state */
  async #lookAround(state) {
    for (const each of state.invitations) {
      const tab = each.tab === NOWHERE ? null : await chrome.tabs.get(each.tab).catch(() => null);
      if (tab === null) {
        each.tab = NOWHERE;
      } else if (tab.status === 'complete' && !tab.url && each.arrives) {
        each.until = 0;
      } else if (each.from === each.tab && Date.now() - each.at > BINDS) {
        // The press opened no tab that we saw, nor did it lead the webmail's own away: it is over.
        if (tab.url && !tab.url.startsWith('https://id.atlassian.com/')) each.tab = NOWHERE;
      }
    }
    const tabs = await chrome.tabs.query({});
    const open = new Set(tabs.map(({ id }) => id));
    state.let = state.let.filter((id) => open.has(id));
    for (const { id, incognito } of tabs) if (incognito && id !== undefined) letBe(state, id);
  }

  /**
   * Changes the state, one change after the other, and brings the browser in line with it.
   *
   * @template T
   * @param {(state: State) => T | Promise<T>} change
   * @returns {Promise<T>}
   */
  #change(change) {
    const turn = async () => {
      const { [KEY]: kept } = await chrome.storage.session.get(KEY);
      const state = /** @type {State | undefined} */ (kept) ?? { invitations: [], shown: {}, let: [] };
      const before = JSON.stringify(state);
      prune(state);
      const result = await change(state);
      prune(state);
      await this.#enforce(state);
      if (JSON.stringify(state) !== before) await chrome.storage.session.set({ [KEY]: state });
      return result;
    };
    const done = this.#turn.then(turn, turn);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** @param {State} state */
  async #enforce(state) {
    const { mode, landingGuard } = await this.#ask.policy();
    const rules = mode === 'off' ? [] : rulesFor(state, landingGuard);
    const given = await chrome.declarativeNetRequest.getSessionRules();
    if (JSON.stringify(given.map(conditions)) !== JSON.stringify(rules.map(conditions))) {
      await chrome.declarativeNetRequest.updateSessionRules({
        removeRuleIds: [IN_TABS, FROM_WEBMAIL],
        addRules: rules,
      });
    }
    const { invitations, shown } = state;
    // Only while somebody is on the way: each page that loads in any tab wakes the background then.
    chrome.tabs.onUpdated.addListener(this.#tabChanged);
    if (invitations.length > 0) {
      await chrome.alarms.create(ALARM, { periodInMinutes: 0.5 });
    } else {
      chrome.tabs.onUpdated.removeListener(this.#tabChanged);
      const ends = Object.values(shown);
      if (ends.length > 0) await chrome.alarms.create(ALARM, { when: Math.min(...ends) });
      else await chrome.alarms.clear(ALARM);
    }
  }
}

/** @param {chrome.declarativeNetRequest.Rule} rule */
const conditions = ({ id, condition: { tabIds, excludedTabIds, initiatorDomains } }) => [
  id,
  tabIds ?? [],
  excludedTabIds ?? [],
  initiatorDomains ?? [],
];

/**
 * The host of the webmail that a message comes from; none of our own pages has one. A frame may have no address of its own,
 * and a sandboxed one not even an origin: then the page around it counts.
 *
 * @param {chrome.runtime.MessageSender} sender
 */
function webmailOf({ origin, tab }) {
  const page = [origin, tab?.url].find((each) => each?.startsWith('https:'));
  return page === undefined ? null : new URL(page).hostname;
}

/** The invitation that a tab is on the way with, or that may well have opened it. @param {State} state @param {chrome.tabs.Tab} tab */
function hereOrComing(state, { id, openerTabId }) {
  const here = state.invitations.find((each) => each.tab === id);
  if (here !== undefined || id === undefined) return here;
  const coming = state.invitations.find(
    ({ from, at }) => from !== null && (openerTabId === undefined || openerTabId === from) && Date.now() - at < BINDS,
  );
  return coming && Object.assign(coming, { tab: id, from: null });
}

/** From now, and at most until the invitation itself ends. @param {Judgement} judgement */
function lasting({ expires, reason }) {
  const at = Date.now();
  const ends = expires === null || reason === 'expired' ? Infinity : expires * 1000;
  return { at, until: Math.min(at + HOLDS, ends) };
}

/** @param {State} state @param {Omit<Invitation, 'at' | 'until'>} fresh @returns {Invitation} */
function remember(state, fresh) {
  const { tab, target, judgement } = fresh;
  const invitation = { ...fresh, ...lasting(judgement) };
  for (const each of state.invitations) if (each.tab === tab) each.tab = NOWHERE;
  const others = state.invitations.filter((each) => each.tab !== NOWHERE || !isSame(each, target));
  state.invitations = [invitation, ...others].slice(0, MOST);
  state.let = state.let.filter((each) => each !== tab);
  return invitation;
}

/** Whether a remembered invitation says no more than this one, wherever it is. @param {Invitation} invitation @param {string | null} target */
const isSame = (invitation, target) => invitation.target === null || invitation.target === target;

/** Catches nothing in a tab. @param {State} state @param {number} tab */
function letBe(state, tab) {
  if (!state.let.includes(tab)) state.let.push(tab);
}

/** Forgets what is over. @param {State} state */
function prune(state) {
  const now = Date.now();
  state.invitations = state.invitations.filter(({ until }) => until > now);
  state.shown = Object.fromEntries(Object.entries(state.shown).filter(([, until]) => until > now));
}

/**
 * @param {State} state
 * @param {import('./protocol.js').Policy['landingGuard']} landingGuard
 * @returns {chrome.declarativeNetRequest.Rule[]}
 */
function rulesFor({ invitations, shown, let: through }, landingGuard) {
  const tabs = [...new Set(invitations.map(({ tab }) => tab).filter((tab) => tab !== NOWHERE))].sort((a, b) => a - b);
  const webmails = Object.keys(shown).sort();
  const excluded = through.length > 0 ? { excludedTabIds: through } : {};
  if (landingGuard === 'off') return [];
  if (landingGuard === 'always') return [landingRule(IN_TABS, excluded)];
  return [
    ...(tabs.length > 0 ? [landingRule(IN_TABS, { tabIds: tabs, excludedInitiatorDomains: OWN_PAGES })] : []),
    ...(webmails.length > 0 ? [landingRule(FROM_WEBMAIL, { initiatorDomains: webmails, ...excluded })] : []),
  ];
}

/** The rule that sends a visit to the start page to our landing page. @param {number} id @param {Partial<chrome.declarativeNetRequest.RuleCondition>} where @returns {chrome.declarativeNetRequest.Rule} */
export const landingRule = (id, where) => ({
  id,
  action: {
    type: /** @type {any} */ ('redirect'),
    // The address that was asked for goes along, for those who want it.
    redirect: { regexSubstitution: `${chrome.runtime.getURL('landing/landing.html')}#\\0` },
  },
  condition: { regexFilter: START, resourceTypes: [/** @type {any} */ ('main_frame')], ...where },
});
