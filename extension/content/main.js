// The last of the content scripts, where the work in a mail page begins: links appear, the background is asked about
// them in one message, and its verdicts are carried out.

import { send } from '../send.js';
import { createLinks } from './apply.js';
import { MOST_CHARACTERS, createVerdicts } from './ask.js';
import { contains, findAllIn, forEach, isConnected } from './dom.js';
import { addressOf, describeLink, isAskable, labelOf } from './links.js';
import { createPressListener } from './press.js';
import { TAG } from './surface.js';

/** @typedef {import('../protocol.js').Judgement} Judgement */
/** @typedef {import('../protocol.js').Link} Link */
/** @typedef {import('../protocol.js').Mode} Mode */

/** Links looked at without a pause: more would hold the page up. */
const MOST_AT_ONCE = 1000;

/** As many links as a mail has. More at once are a list of other things, and first asked about by their addresses alone. */
const FEW = 50;

/** What a verdict is for. @param {string | null} sender @param {Link} link */
const keyOf = (sender, { href, label }) => JSON.stringify([sender, href, label]);

/** @param {NonNullable<typeof globalThis.straightwayReach>} createReach */
function begin(createReach) {
  let webmail = globalThis.straightwayWebmail();
  const links = createLinks(webmail.drops);
  const verdicts = createVerdicts(send);
  /** Links that wait for a verdict, by what it is for. @type {Map<string, Element[]>} */
  const waiting = new Map();
  /** Counts the settings that have been in force: an answer given under older ones is not for us. */
  let era = 0;
  let isOff = false;
  /** Whether the person has switched this site off, or taken it back. */
  let isSiteOff = false;
  /** What the toolbar was told last. @type {import('../protocol.js').State} */
  let told = 'idle';
  /** Fulfilled when all questions are answered. @type {Promise<unknown>} */
  let answered = Promise.resolve();

  /** @param {Element} link */
  const pressed = (link) => tell('pressed', link);
  const mailbox = globalThis.straightwayMailbox({ links, messageOf, body: () => webmail.body, send });
  const faces = globalThis.straightwayFaces({
    messageOf,
    subjectOf(link) {
      const held = links.get(link);
      if (held === undefined || !isAlive()) return null;
      const { judged, judgement } = held;
      return {
        note: mailbox.noteOn(link, judgement),
        target: judgement.target,
        original: judged,
        instead: judgement.verdict === 'other' ? mailbox.invitationBeside(link) : null,
        causes: judgement.verdict === 'lost' ? () => askCauses(judged, mailbox.placeFor(link)) : null,
      };
    },
    pressed,
  });
  const listenToPresses = createPressListener({
    links,
    isAlive,
    passesOn: () => webmail.followsAddress ?? false,
    isGuarded(link, held) {
      const ends = held.judgement.reason === 'unsubscribe' && links.getMode() === 'fix';
      return links.isGuarded(held) || (ends && mailbox.invitationBeside(link) !== null);
    },
    warn: faces.warn,
    near: (link) => links.get(link)?.judgement.verdict !== 'other' && send({ kind: 'near' }),
    pressed,
    open: (link) => tell('open', link),
  });
  const reach = createReach(
    {
      arm(target, signal) {
        listenToPresses(target, signal);
        faces.listen(target, signal);
      },
      links(appeared) {
        for (const link of links.present) if (links.isShared(link)) forget(link);
        judge([...appeared]);
      },
      edited(element) {
        for (const link of links.present) if (contains(element, link) && !links.put(link)) forget(link);
      },
      changed() {
        if (!isAlive()) return;
        links.sweep();
        faces.sweep();
        tellState();
      },
    },
    ['href', ...(webmail.drops ?? [])],
  );

  /** Says whether the extension is still there. Chromium leaves the scripts of one that was removed or replaced in the page. */
  function isAlive() {
    const isThere = chrome.runtime?.id !== undefined;
    if (!isThere) restart('off');
    return isThere;
  }

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
    if (appeared.length <= MOST_AT_ONCE) judgeFrom(appeared, 0);
    else judgeSoon(appeared, 0);
  }

  /** Gives the page its turn first. @param {Element[]} appeared @param {number} first */
  function judgeSoon(appeared, first) {
    const then = era;
    setTimeout(() => then === era && judgeFrom(appeared, first));
  }

  /** @param {Element[]} appeared @param {number} first where in them to begin */
  function judgeFrom(appeared, first) {
    /** Those with addresses that nobody knows yet. @type {Element[]} */
    const unknown = [];
    /** @type {string[]} */
    const addresses = [];
    let characters = 0;
    let at = first;
    for (; at < appeared.length && at < first + MOST_AT_ONCE && characters < MOST_CHARACTERS; at += 1) {
      const link = /** @type {Element} */ (appeared[at]);
      if (links.get(link) !== undefined) {
        if (links.put(link)) {
          show(link);
          continue;
        }
        forget(link);
      }
      const address = addressOf(link);
      if (!isAskable(address)) continue;
      const known = verdicts.get(
        address,
        () => labelOf(link),
        () => senderOf(messageOf(link)),
      );
      if (known !== undefined) {
        settle(link, address, known);
        continue;
      }
      unknown.push(link);
      addresses.push(address);
      characters += address.length;
    }
    if (at < appeared.length) judgeSoon(appeared, at);
    if (unknown.length === 0) return;
    const question = unknown.length > FEW ? sift(unknown, addresses) : ask(unknown);
    answered = Promise.allSettled([answered, question]).then(() => {});
  }

  /** Asks about many links in two steps: most lead nowhere that matters. @param {Element[]} unknown @param {string[]} addresses */
  async function sift(unknown, addresses) {
    const then = era;
    webmail = globalThis.straightwayWebmail(webmail);
    const sifted = await verdicts.sift(webmail.id, addresses);
    if (then !== era) return;
    if (sifted?.mode === 'off') return restart('off');
    await ask(sifted === null ? unknown : unknown.filter((_, at) => sifted.worth.has(addresses[at] ?? '')));
  }

  /** @param {Element[]} unknown */
  function ask(unknown) {
    webmail = globalThis.straightwayWebmail(webmail);
    /** By sender, who is looked up once a message. @type {Map<string | null, Link[]>} */
    const bySender = new Map();
    /** @type {Map<Element | null, string | null>} */
    const senders = new Map();
    for (const link of unknown) {
      const address = addressOf(link);
      if (!isAskable(address)) continue;
      const message = messageOf(link);
      if (!senders.has(message)) senders.set(message, senderOf(message));
      const sender = senders.get(message) ?? null;
      const described = describeLink(link, address, webmail);
      const key = keyOf(sender, described);
      const others = waiting.get(key);
      if (others !== undefined) {
        others.push(link);
        continue;
      }
      waiting.set(key, [link]);
      if (!bySender.has(sender)) bySender.set(sender, []);
      bySender.get(sender)?.push(described);
    }
    return Promise.all([...bySender].map(([sender, asked]) => askAbout(sender, asked)));
  }

  /** @param {string | null} sender @param {Link[]} asked */
  function askAbout(sender, asked) {
    const then = era;
    return verdicts.ask({ webmail: webmail.id, sender }, asked, (part, reply) => {
      if (then !== era) return;
      if (reply?.mode === 'off') return restart('off');
      if (reply === null && !isAlive()) return;
      if (reply !== null) {
        links.setMode(reply.mode);
        Object.assign(mailbox.names, reply.names);
      }
      const settled = part.flatMap((described, i) => {
        const key = keyOf(sender, described);
        const those = waiting.get(key) ?? [];
        waiting.delete(key);
        for (const link of those) settle(link, described.href, reply?.judgements[i]);
        return those;
      });
      tellState();
      mailbox.lookForOthers(settled).then((changed) => {
        if (then === era) changed.forEach(show);
      });
    });
  }

  /** @param {Element} link @param {string} address @param {Judgement | undefined} judgement */
  function settle(link, address, judgement) {
    if (judgement === undefined || (judgement.verdict === 'other' && judgement.reason !== 'unsubscribe')) return;
    if (addressOf(link) !== address || !isConnected(link)) return;
    if (links.hold(link, address, judgement)) show(link);
  }

  /** Says beside a link what is to be said of it. @param {Element} link */
  function show(link) {
    if (links.get(link)?.judgement.verdict !== 'other') faces.show(link);
  }

  /** @param {string} address @param {string | null} place */
  async function askCauses(address, place) {
    const reply = await send({ kind: 'causes', address, place });
    return reply?.kind === 'causes' ? reply.causes : [];
  }

  /** @param {Element} link */
  function forget(link) {
    links.release(link);
    faces.hide(link);
  }

  /** @returns {import('../protocol.js').State} */
  function state() {
    if (isOff) return 'off';
    const tones = Array.from(links.present, (link) => {
      const { judgement } = links.get(link) ?? {};
      return judgement && judgement.verdict !== 'other' && mailbox.noteOn(link, judgement).tone;
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
    send({ kind: 'found' });
  }

  /** Tells the background what is done with a link. @param {'pressed' | 'open'} kind @param {Element} link */
  async function tell(kind, link) {
    const held = links.get(link);
    if (held !== undefined && held.judgement.verdict !== 'other') await send({ kind, address: held.judged });
  }

  /** @param {Element | null} message */
  const senderOf = (message) => (message && webmail.sender?.(message)) ?? null;

  /** @param {Element} link */
  function messageOf(link) {
    return webmail.body ? link.closest(webmail.body) : null;
  }

  chrome.runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== chrome.runtime.id || message?.kind !== 'settings') return;
    isSiteOff = message.siteOff ?? isSiteOff;
    restart(isSiteOff ? 'off' : message.mode);
  });
  /** Begins again under settings that the first answer tells. */
  function again() {
    isSiteOff = false;
    restart('fix');
  }

  globalThis.straightwayAgain = () => isOff && again();
  globalThis.straightwayFound = async () => {
    await answered;
    return [...links.present].map((link) => describeLink(link, links.get(link)?.judged ?? '', {}));
  };
  globalThis.straightwayState = state;
  // A frame goes when its message is closed, and may come back with the page it is in.
  addEventListener('pagehide', () => {
    if (told !== 'idle') send({ kind: 'found' });
    told = 'idle';
  });
  // What it missed in the meantime, other settings or an answer, nobody tells it.
  addEventListener('pageshow', ({ persisted }) => persisted && again());
  // What one that was replaced has drawn: Firefox takes its scripts away with no chance to clean up.
  forEach(findAllIn(document, TAG), (old) => old.remove());
  reach.start();
}

// A site that is granted twice over gets the scripts twice, and one that was switched off here gets them when somebody
// wants it looked at again. Where they come late, an element of that name is a global, too.
if (globalThis.straightwayBegan === true) globalThis.straightwayAgain?.();
else if (globalThis.straightwayReach) begin(globalThis.straightwayReach);
globalThis.straightwayBegan = true;
