// Why an invitation is not accepted, and what helps, as Atlassian's own article has it ("User cannot accept invitation to
// Bitbucket Cloud", support.atlassian.com). Data for every face of ours: texts are keys of the message catalogue.

/** @typedef {import('./content/note.js').Text} Text */
/** @typedef {import('./protocol.js').Judgement} Judgement */
/** @typedef {import('./protocol.js').Policy} Policy */

/**
 * @typedef {{ text: Text, href: string }} Link
 *
 * @typedef {object} Cause
 * @property {string} id
 * @property {Text} title
 * @property {Text[]} body
 * @property {Text[]} steps
 * @property {Link[]} links to where help is
 * @property {Text | null} letter words for somebody else, ready to be sent
 * @property {boolean} likely whether anything speaks for it here
 *
 * @typedef {object} Known what is known of the invitation
 * @property {Pick<Judgement, 'verdict' | 'reason' | 'trail'> | null} judgement
 * @property {string | null} gateway the name of the one to blame
 * @property {string | null} place what the invitation is to
 * @property {boolean} isOneOfSeveral whether several open invitations to that place were seen
 * @property {boolean} [isWhole] whether the link came to Atlassian as it was sent
 */

/** The reader's mail settings, where "Product invitations" can be switched off. */
const MAIL_PREFERENCES = 'https://id.atlassian.com/manage-profile/email';
const SIGN_OUT = 'https://id.atlassian.com/logout';

/** What each way of losing the link means: which part is gone. The core's reasons. */
const CUT = ['bare-host', 'truncated', 'no-signature', 'no-continue', 'continue-is-start', 'is-start'];

/** The text that names the gateway or the place, or its sister without. @param {string} key @param {string | null} name @returns {Text} */
const naming = (key, name) => (name === null ? [key] : [`${key}_by`, name]);

/**
 * Every cause, the likely ones first.
 *
 * @param {Known} known
 * @returns {Cause[]}
 */
export function causesOf({ judgement, gateway, place, isOneOfSeveral, isWhole = false }) {
  const reason = judgement?.reason ?? '';
  const wasWrapped = gateway !== null || (judgement?.trail.length ?? 0) > 0 || judgement?.verdict === 'opaque';
  /** @type {Cause[]} */
  const causes = [
    {
      id: 'gateway',
      title: naming('cause_gateway', gateway),
      body: [['cause_gateway_body'], ...(CUT.includes(reason) ? [reasonText(reason)] : [])],
      steps: [['step_new_invitation'], naming('step_exempt', gateway)],
      links: [],
      letter: null,
      likely: !isWhole && (wasWrapped || CUT.includes(reason)),
    },
    {
      id: 'expired',
      title: ['cause_expired'],
      body: [['reason_expired']],
      steps: [['step_new_invitation']],
      links: [],
      letter: null,
      likely: reason === 'expired',
    },
    {
      id: 'pending',
      title: naming('cause_pending', place),
      body: [['cause_pending_body']],
      steps: [['cause_pending_step']],
      links: [],
      letter: place === null ? ['letter_admin'] : ['letter_admin_by', place],
      likely: isOneOfSeveral,
    },
    {
      id: 'account',
      title: ['cause_account'],
      body: [['cause_account_body']],
      steps: [['cause_account_step'], ['cause_account_invite']],
      links: [{ text: ['cause_account_link'], href: SIGN_OUT }],
      letter: null,
      likely: false,
    },
    {
      id: 'used',
      title: ['cause_used'],
      body: [['cause_used_body']],
      steps: [['cause_used_step']],
      links: [],
      letter: null,
      likely: false,
    },
    {
      id: 'unsubscribed',
      title: ['cause_unsubscribed'],
      body: [['cause_unsubscribed_body']],
      steps: [['cause_unsubscribed_step']],
      links: [{ text: ['cause_unsubscribed_link'], href: MAIL_PREFERENCES }],
      letter: null,
      likely: false,
    },
    {
      id: 'deactivated',
      title: ['cause_deactivated'],
      body: [['cause_deactivated_body']],
      steps: [['cause_deactivated_step'], ['cause_deactivated_support']],
      links: [],
      letter: null,
      likely: false,
    },
  ];
  return [...causes.filter(({ likely }) => likely), ...causes.filter(({ likely }) => !likely)];
}

/**
 * Where the organisation helps.
 *
 * @param {Pick<Policy, 'supportEmail' | 'supportUrl'>} policy
 * @returns {Link[]}
 */
export const helpLinks = ({ supportEmail, supportUrl }) => [
  ...(supportUrl === '' ? [] : [{ text: /** @type {Text} */ (['cause_help_page']), href: supportUrl }]),
  ...(supportEmail === ''
    ? []
    : [{ text: /** @type {Text} */ (['cause_help_mail', supportEmail]), href: `mailto:${supportEmail}` }]),
];

/**
 * The same as it stands among the causes in a mail page.
 *
 * @param {Pick<Policy, 'organizationName' | 'supportEmail' | 'supportUrl'>} policy
 * @returns {Cause[]}
 */
export function helpOf(policy) {
  const links = helpLinks(policy);
  if (links.length === 0) return [];
  const title = naming('cause_help', policy.organizationName || null);
  return [{ id: 'help', title, body: [], steps: [], links, letter: null, likely: false }];
}

/** @param {string} reason @returns {Text} */
const reasonText = (reason) => [`reason_${reason.replaceAll('-', '_')}`];
