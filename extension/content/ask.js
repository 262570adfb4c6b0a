// Asks the background about links, and remembers what it said of each address.

/** @typedef {import('../protocol.js').Judgement} Judgement */
/** @typedef {import('../protocol.js').JudgeRequest} JudgeRequest */
/** @typedef {import('../protocol.js').Link} Link */
/** @typedef {import('../protocol.js').Mode} Mode */
/** @typedef {import('../protocol.js').Reply} Reply */
/** @typedef {import('../protocol.js').SiftRequest} SiftRequest */
/** @typedef {import('../protocol.js').Verdicts} Verdicts */

/** Enough for every link in sight. A mailbox stays open for weeks, so there must be an end to it. */
const MOST_REMEMBERED = 400;

/** A button, its picture, and its address written out are three labels for one address. */
const MOST_LABELS = 4;

/** As much as goes into one message without the page's being held up. The background takes ten times as much. */
const MOST_ASKED = 500;
export const MOST_CHARACTERS = 1024 * 1024;

/** The links of one message after the other. @param {Link[]} links */
function* parts(links) {
  /** @type {Link[]} */
  let part = [];
  let characters = 0;
  for (const link of links) {
    part.push(link);
    characters += link.href.length + (link.safeRedirect?.length ?? 0) + (link.originalSrc?.length ?? 0);
    if (part.length < MOST_ASKED && characters < MOST_CHARACTERS) continue;
    yield part;
    part = [];
    characters = 0;
  }
  if (part.length > 0) yield part;
}

/** Lets the page have its turn. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * A verdict that sends a click somewhere counts only where the browser reads the address as the core does.
 * @param {Judgement} judgement
 * @returns {Judgement}
 */
function agreed(judgement) {
  const { verdict, target, host } = judgement;
  const url = target !== null && URL.canParse(target) ? new URL(target) : null;
  if (verdict !== 'accept' || (url?.protocol === 'https:' && url.host === host)) return judgement;
  return { ...judgement, verdict: 'other', reason: 'browser-disagrees' };
}

/** @typedef {{ label: string | null, sender: string | null, judgement: Judgement }} Answer what was said of a link, and of which */

/** @param {(request: JudgeRequest | SiftRequest) => Promise<Reply | null>} send */
export function createVerdicts(send) {
  /** By address, the latest last. @type {Map<string, Answer[]>} */
  const known = new Map();

  /** @param {Link} link @param {Judgement} judgement @param {string | null} sender */
  function remember({ href, label }, judgement, sender) {
    const others = (known.get(href) ?? []).filter((each) => each.label !== label);
    known.set(href, [...others.slice(1 - MOST_LABELS), { label, sender, judgement }]);
    if (known.size <= MOST_REMEMBERED) return;
    const [oldest = ''] = known.keys();
    known.delete(oldest);
  }

  return {
    /**
     * The verdict on an address that was asked about, if it was for the same label, and the same sender where that matters.
     * @param {string} address
     * @param {() => string | null} labelOf the link's
     * @param {() => string | null} senderOf the message's
     */
    get(address, labelOf, senderOf) {
      // A page's first links may be thousands, and long: each would be hashed for nothing.
      const answers = known.size === 0 ? undefined : known.get(address);
      if (answers === undefined) return undefined;
      const label = labelOf();
      const { judgement, sender } = answers.find((each) => each.label === label) ?? {};
      return judgement?.verdict === 'other' || (judgement && sender === senderOf()) ? judgement : undefined;
    },

    /**
     * Asks about links, no two of them with the same address and label.
     * @param {Pick<JudgeRequest, 'webmail' | 'sender'>} message the one they stand in
     * @param {Link[]} links
     * @param {(part: Link[], verdicts: Verdicts | null) => void} heard `null`: there is no answer for this part
     */
    async ask(message, links, heard) {
      for (const part of parts(links)) {
        const reply = await send({ kind: 'judge', ...message, links: part });
        if (reply?.kind === 'verdicts') {
          const judgements = reply.judgements.map(agreed);
          part.forEach((link, i) => judgements[i] && remember(link, judgements[i], message.sender));
          heard(part, { ...reply, judgements });
        } else {
          heard(part, null);
        }
        if (part.length === MOST_ASKED) await pause();
      }
    },

    /**
     * Which of many addresses are worth being asked about one by one. Nearly always none, and these need no description.
     * @param {string | null} webmail
     * @param {Iterable<string>} addresses
     * @returns {Promise<{ mode: Mode, worth: Set<string> } | null>} `null`: there is no answer
     */
    async sift(webmail, addresses) {
      const asked = [...new Set(addresses)];
      const reply = await send({ kind: 'sift', webmail, addresses: asked });
      return reply?.kind === 'sifted'
        ? { mode: reply.mode, worth: new Set(reply.worth.map((at) => asked[at] ?? '')) }
        : null;
    },

    forget: () => known.clear(),
  };
}
