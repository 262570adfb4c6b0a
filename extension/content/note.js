// What is said about a link, as keys of the message catalogue. The words are put in where they are shown.

/** @typedef {import('../protocol.js').Judgement} Judgement */
/** @typedef {import('../protocol.js').Mode} Mode */

/** @typedef {[key: string, ...values: string[]]} Text a message, and what goes into its gaps */

/**
 * @typedef {object} Note
 * @property {'mended' | 'quiet' | 'warning' | 'danger'} tone
 * @property {Text} mark what stands beside the link
 * @property {Text} [short] the same with fewer words
 * @property {Text} title
 * @property {Text[]} body what happened, and who did it
 * @property {Text[]} steps what to do now
 * @property {[name: Text, value: string][]} facts
 *
 * @typedef {object} Context
 * @property {Mode} mode
 * @property {Readonly<Record<string, string>>} names the gateways' names by their ids
 * @property {string} language
 * @property {string | null} [pending] the place, where it is one of several invitations to it
 */

/** @typedef {Omit<Note, 'facts'>} Words */

/**
 * What to say by verdict; `gateway` is the name of the one to blame, where it is known.
 * @type {Record<Judgement['verdict'], (judgement: Judgement, gateway: string | null, mode: Mode) => Words>}
 */
const WORDS = {
  accept({ reason, host, trail }, gateway, mode) {
    const place = host ?? '';
    const wasWrapped = trail.length > 0;
    const isStraight = mode === 'fix' || !wasWrapped;
    return {
      tone: isStraight ? 'mended' : 'quiet',
      mark: isStraight
        ? naming(wasWrapped ? gateway : null, 'mark_straight', place)
        : naming(gateway, 'mark_through', place),
      short: [isStraight ? 'mark_straight' : 'mark_through', place],
      title: [isStraight ? 'title_straight' : 'title_through', place],
      body: [
        reasonText(reason),
        ...(wasWrapped ? [naming(gateway, isStraight ? 'body_unwrapped' : 'body_wrapped')] : []),
      ],
      steps: [],
    };
  },

  lost({ reason }, gateway) {
    const isExpired = reason === 'expired';
    return {
      tone: 'warning',
      mark: [isExpired ? 'mark_expired' : 'mark_lost'],
      title: [isExpired ? 'title_expired' : 'title_lost'],
      body: [reasonText(reason), ...(gateway === null || isExpired ? [] : [naming(gateway, 'body_lost')])],
      steps: [['step_new_invitation'], ...(isExpired ? [] : [naming(gateway, 'step_exempt')])],
    };
  },

  opaque({ reason }, gateway) {
    return {
      tone: 'quiet',
      mark: ['mark_opaque'],
      title: ['title_opaque'],
      body: [reasonText(reason), naming(gateway, 'body_opaque')],
      steps: [],
    };
  },

  suspicious({ reason }) {
    const isProxy = reason === 'proxy-suffix';
    return {
      tone: 'danger',
      mark: [isProxy ? 'mark_proxy' : 'mark_suspicious'],
      title: [isProxy ? 'title_proxy' : 'title_suspicious'],
      body: [reasonText(reason)],
      steps: isProxy ? [['step_proxy']] : [['step_expected'], ['step_show']],
    };
  },

  // Of all others, only a press on the link that ends invitations is spoken about.
  other({ reason }) {
    return {
      tone: 'warning',
      mark: ['title_unsubscribe'],
      title: ['title_unsubscribe'],
      body: [reasonText(reason)],
      steps: [['step_unsubscribe']],
    };
  },
};

/** The text that names the gateway, or its sister without. @param {string | null} gateway @param {string} key @param {...string} values @returns {Text} */
const naming = (gateway, key, ...values) => (gateway === null ? [key, ...values] : [`${key}_by`, ...values, gateway]);

/** @param {string} reason @returns {Text} */
const reasonText = (reason) => [`reason_${reason.replaceAll('-', '_')}`];

/** "jira-software" as its makers write it. @param {string} product */
const productName = (product) =>
  product
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/**
 * @param {Judgement} judgement of `other` only the one that is an invitation's unsubscribe link
 * @param {Context} context
 * @returns {Note}
 */
export function noteOn(judgement, { mode, names, language, pending = null }) {
  const { verdict, reason, host, site, product, expires, trail, gateway, unlistedSender } = judgement;
  const way = trail.map((id) => names[id]).filter((name) => name !== undefined);
  /** @type {[name: string, value: string | null][]} */
  const facts = [
    ['fact_leads_to', verdict === 'suspicious' ? host : null],
    ['fact_site', site],
    ['fact_product', product && productName(product)],
    [reason === 'expired' ? 'fact_expired' : 'fact_expires', expires === null ? null : dateOf(expires, language)],
    ['fact_way', way.length > 1 ? way.join(' → ') : null],
  ];
  const said = WORDS[verdict](judgement, nameOf(gateway, names), mode);
  return {
    ...said,
    body: [
      ...said.body,
      ...(unlistedSender ? [/** @type {Text} */ (['body_sender'])] : []),
      ...(pending === null ? [] : [/** @type {Text} */ (['body_pending', pending])]),
    ],
    facts: facts.flatMap(([name, value]) => (value ? [[[name], value]] : [])),
  };
}

/** The core's rule for wrappers that nobody knows. Its id is no name. */
const UNKNOWN = 'embedded';

/** @param {string | null} gateway @param {Context['names']} names */
const nameOf = (gateway, names) => (gateway === null || gateway === UNKNOWN ? null : (names[gateway] ?? gateway));

/** @param {number} seconds @param {string} language */
const dateOf = (seconds, language) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(seconds * 1000);
