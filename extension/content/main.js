// The last of the content scripts, where the work in a mail page begins: links appear, the background is asked about
// them in one message, and its verdicts are carried out.

import { createLinks } from './apply.js';
import { createVerdicts } from './ask.js';
import { contains, isConnected } from './dom.js';
import { addressOf, describeLink, isAskable } from './links.js';
import { noteOn } from './note.js';
import { createPressListener } from './press.js';

/** @typedef {import('../protocol.js').Judgement} Judgement */
/** @typedef {import('../protocol.js').Link} Link */
/** @typedef {import('../protocol.js').Mode} Mode */

/** Links looked at without a pause: more would hold the page up. */
const MOST_AT_ONCE = 2000;

/** @param {NonNullable<typeof globalThis.straightwayReach>} createReach */
function begin(createReach) {
  let webmail = globalThis.straightwayWebmail();
  const links = createLinks(webmail.drops);
  const verdicts = createVerdicts((request) => chrome.runtime.sendMessage(request));
  /** Links that wait for the verdict on an address. @type {Map<string, Element[]>} */
  const waiting = new Map();
  /** @type {WeakMap<Judgement, import('./note.js').Note>} */
  const notes = new WeakMap();
  /** The gateways' names by their ids. @type {Record<string, string>} */
  const names = {};
  /** Counts the settings that have been in force: an answer given under older ones is not for us. */
  let era = 0;
  let isOff = false;
  /** What the toolbar was told last. @type {import('../protocol.js').State} */
  let told = 'idle';
  /** Fulfilled when the last question is answered. @type {Promise<unknown>} */
  let answered = Promise.resolve();

  /** @param {Element} link */
  const pressed = (link) => tell('pressed', link);
  const faces = globalThis.straightwayFaces({
    messageOf,
    subjectOf(link) {
      const held = links.get(link);
      return held === undefined
        ? null
        : { note: noteFor(held.judgement), target: held.judgement.target, original: held.judged };
    },
    pressed,
  });
  const listenToPresses = createPressListener({
    links,
    passesOn: () => webmail.followsAddress ?? false,
    warn: faces.warn,
    pressed,
    open: (link) => tell('open', link),
  });
  const reach = createReach(
    {
      arm(target, signal) {
        listenToPresses(target, signal);
        faces.listen(target, signal);
      },
      links: (appeared) => judge([...appeared]),
      edited(element) {
        for (const link of links.present) if (contains(element, link) && !links.put(link)) forget(link);
      },
      changed() {
        links.sweep();
        faces.sweep();
        tellState();
      },
    },
    ['href', ...(webmail.drops ?? [])],
  );

  /** Undoes everything, and begins anew under other settings. @param {Mode} mode */
  function restart(mode) {
    era += 1;
    reach.stop();
    faces.closeCard();
    for (const link of links.present) forget(link);
    verdicts.forget();
    waiting.clear();
    links.setMode(mode);
    isOff = mode === 'off';
    if (!isOff) reach.start();
    tellState();
  }

  /** @param {Element[]} appeared links that are new on the page, or changed */
  function judge(appeared) {
    const later = appeared.slice(MOST_AT_ONCE);
    const then = era;
    if (later.length > 0) setTimeout(() => then === era && judge(later));
    /** One for each address that nobody has asked about. @type {[address: string, link: Element][]} */
    const unknown = [];
    for (const link of appeared.slice(0, MOST_AT_ONCE)) {
      if (links.get(link) !== undefined) {
        if (links.put(link)) {
          faces.show(link);
          continue;
        }
        forget(link);
      }
      const address = addressOf(link);
      if (!isAskable(address)) continue;
      const known = verdicts.get(address);
      const others = waiting.get(address);
      if (known !== undefined) settle(link, address, known);
      else if (others !== undefined) others.push(link);
      else {
        waiting.set(address, [link]);
        unknown.push([address, link]);
      }
    }
    if (unknown.length > 0) ask(unknown);
  }

  /** @param {[address: string, link: Element][]} unknown */
  function ask(unknown) {
    webmail = globalThis.straightwayWebmail(webmail);
    /** By sender, who is looked up once a message. @type {Map<string | null, [address: string, link: Element][]>} */
    const bySender = new Map();
    /** @type {Map<Element | null, string | null>} */
    const senders = new Map();
    for (const question of unknown) {
      const message = messageOf(question[1]);
      if (!senders.has(message)) senders.set(message, (message && webmail.sender?.(message)) ?? null);
      const sender = senders.get(message) ?? null;
      if (!bySender.has(sender)) bySender.set(sender, []);
      bySender.get(sender)?.push(question);
    }
    for (const [sender, asked] of bySender) send(sender, describe(asked));
  }

  /** @param {[address: string, link: Element][]} asked */
  function* describe(asked) {
    for (const [address, link] of asked) yield describeLink(link, address, webmail);
  }

  /** @param {string | null} sender @param {Iterable<Link>} asked */
  function send(sender, asked) {
    const then = era;
    answered = verdicts.ask({ webmail: webmail.id, sender }, asked, (part, reply) => {
      if (then !== era) return;
      // Without an id, the extension was removed or replaced while the page stayed open.
      if (reply?.mode === 'off' || chrome.runtime?.id === undefined) return restart('off');
      if (reply !== null) {
        links.setMode(reply.mode);
        Object.assign(names, reply.names);
      }
      part.forEach(({ href }, i) => {
        const links = waiting.get(href) ?? [];
        waiting.delete(href);
        for (const link of links) settle(link, href, reply?.judgements[i]);
      });
      tellState();
    });
  }

  /** @param {Element} link @param {string} address @param {Judgement | undefined} judgement */
  function settle(link, address, judgement) {
    if (judgement === undefined || judgement.verdict === 'other') return;
    if (addressOf(link) !== address || !isConnected(link)) return;
    if (links.hold(link, address, judgement)) faces.show(link);
  }

  /** @param {Element} link */
  function forget(link) {
    links.release(link);
    faces.hide(link);
  }

  /** @param {Judgement} judgement */
  function noteFor(judgement) {
    let note = notes.get(judgement);
    if (note === undefined) {
      note = noteOn(judgement, { mode: links.getMode(), names, language: chrome.i18n.getUILanguage() });
      notes.set(judgement, note);
    }
    return note;
  }

  /** @returns {import('../protocol.js').State} */
  function state() {
    if (isOff) return 'off';
    const tones = Array.from(links.present, (link) => {
      const held = links.get(link);
      return held && noteFor(held.judgement).tone;
    });
    if (tones.some((tone) => tone === 'warning' || tone === 'danger')) return 'warning';
    return tones.includes('mended') ? 'mended' : 'idle';
  }

  /** Tells the background that there is something else to say of this frame; what, it asks all frames of the tab. */
  async function tellState() {
    await answered;
    const now = state();
    if (now === told) return;
    told = now;
    say({ kind: 'found' });
  }

  /** Tells the background what is done with a link. @param {'pressed' | 'open'} kind @param {Element} link */
  async function tell(kind, link) {
    const held = links.get(link);
    if (held !== undefined) await say({ kind, address: held.judged });
  }

  /** @param {Exclude<import('../protocol.js').Request, { kind: 'judge' }>} told */
  async function say(told) {
    try {
      await chrome.runtime.sendMessage(told);
    } catch {
      // Nobody listens any more. The page goes on as it would without us.
    }
  }

  /** @param {Element} link */
  function messageOf(link) {
    return webmail.body ? link.closest(webmail.body) : null;
  }

  chrome.runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== chrome.runtime.id || message?.kind !== 'settings') return;
    restart(message.siteOff ? 'off' : message.mode);
  });
  globalThis.straightwayFound = async () => {
    await answered;
    return [...links.present].map((link) => describeLink(link, links.get(link)?.judged ?? '', {}));
  };
  globalThis.straightwayState = state;
  // A frame goes when its message is closed, and may come back with the page it is in.
  addEventListener('pagehide', () => told !== 'idle' && say({ kind: 'found' }));
  addEventListener('pageshow', ({ persisted }) => persisted && told !== 'idle' && say({ kind: 'found' }));
  reach.start();
}

// A site that is granted twice over gets the scripts twice.
if (!globalThis.straightwayBegan && globalThis.straightwayReach) begin(globalThis.straightwayReach);
globalThis.straightwayBegan = true;
