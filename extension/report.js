// The report for the mail administrator: which gateway did what to an invitation's link, and how it is told to leave such
// links alone. It is made of what is in our own catalogues, with the name of the policy's version, and of nothing that came
// from a mail or a link: ids are looked up there, and what is not found is left out. So no recipient, token or text of a
// mail can get into it.

/** @typedef {import('./content/note.js').Text} Text */

/**
 * @typedef {object} Found
 * @property {string} verdict
 * @property {string} reason
 * @property {string[]} trail the ids of the wrappers, outermost first
 * @property {string | null} gateway the id of the one to name
 *
 * @typedef {Pick<Navigator, 'userAgent'> & { userAgentData?: { brands: { brand: string, version: string }[] } }} Browser
 */

/** Where invitations lead, as gateways want their exceptions written. */
export const HOSTS = ['id.atlassian.com', 'track.atlassian.com', '*.ss-inf.net', 'bitbucket.org', 'trello.com'];

/** Who sends them, and the mails that belong to them, by Atlassian's article. A star stands for letters and digits. */
export const SENDERS = [
  'noreply+*@id.atlassian.net',
  'noreply@am.atlassian.com',
  'noreply@mailer.atlassian.com',
  'noreply@mail.notifications.atlassian.com',
  'notifications-noreply@bitbucket.org',
];

/** What became of the link, by the core's verdict. @type {Record<string, Text>} */
const OUTCOMES = {
  accept: ['report_restored'],
  lost: ['report_lost'],
  opaque: ['report_opaque'],
};

/** The core's reasons for `lost`, whose texts say which part is missing. */
const LOSSES = ['is-start', 'continue-is-start', 'no-continue', 'no-signature', 'bare-host', 'truncated', 'expired'];

const VERSION = /^[0-9]{1,5}(\.[0-9]{1,8}){0,3}$/;

/** A policy's version is the administrator's own text, but nothing more than a version, such as “2026-11 ring 1”. */
const POLICY_VERSION = /^(?=.{1,40}$)[\w.+:-]+( [\w.+:-]+)*$/;

/** @param {unknown} text */
export const isPolicyVersion = (text) => typeof text === 'string' && POLICY_VERSION.test(text);

/**
 * The report, a line each.
 *
 * @param {Found | null} found `null`: nothing is known of the link
 * @param {import('./protocol.js').GatewayInfo[]} catalogue
 * @param {string} version the extension's
 * @param {Browser} browser
 * @param {string} policyVersion
 * @returns {Text[]}
 */
export function reportOn(found, catalogue, version, browser, policyVersion) {
  const known = (/** @type {string | null} */ id) => catalogue.filter((gateway) => gateway.id === id);
  const way = [...new Set([found?.gateway ?? null, ...(found?.trail ?? [])])].flatMap(known);
  const chain = (found?.trail ?? []).flatMap(known);
  const outcome = OUTCOMES[Object.hasOwn(OUTCOMES, found?.verdict ?? '') ? (found?.verdict ?? '') : ''];
  const loss = LOSSES.find((reason) => reason === found?.reason);
  /** @type {Text[]} */
  const lines = [['report_title'], ['report_intro']];
  for (const { name, vendor } of way.slice(0, 1)) {
    lines.push(['report_gateway', vendor !== '' && !name.includes(vendor) ? `${vendor} ${name}` : name]);
  }
  if (chain.length > 1) lines.push(['report_chain', chain.map(({ name }) => name).join(' → ')]);
  if (outcome !== undefined) lines.push(outcome);
  if (loss !== undefined) lines.push([`reason_${loss.replaceAll('-', '_')}`]);
  for (const { name, exemption } of way) {
    lines.push(exemption === null ? ['report_no_setting', name] : ['report_setting', name, exemption]);
  }
  lines.push(['report_hosts', HOSTS.join(', ')], ['report_senders', SENDERS.join(', ')]);
  if (isPolicyVersion(policyVersion)) lines.push(['report_policy', policyVersion]);
  lines.push(['report_versions', VERSION.test(version) ? version : '?', browserOf(browser)]);
  return lines;
}

/** How Chromium and what is made of it call themselves, the name of their own before the one they share. */
const BRANDS = [
  ['Microsoft Edge', 'Edge'],
  ['Opera GX', 'Opera GX'],
  ['Opera', 'Opera'],
  ['Brave', 'Brave'],
  ['Vivaldi', 'Vivaldi'],
  ['Google Chrome', 'Chrome'],
  ['HeadlessChrome', 'Headless Chromium'],
  ['Chromium', 'Chromium'],
];

/**
 * A browser's name and number, of the few that there are. Those made of Chromium say it in a list; their older line has
 * Chrome's name in it for most.
 *
 * @param {Browser} browser
 */
export function browserOf({ userAgent, userAgentData }) {
  const firefox = /\bFirefox\/([0-9.]+)(?![^ ])/.exec(userAgent)?.[1];
  const named = BRANDS.map(([brand, name]) => [
    name,
    userAgentData?.brands.find((each) => each.brand === brand)?.version,
  ]);
  const [name, number = ''] = [['Firefox', firefox], ...named].find(([, version]) => version !== undefined) ?? [];
  return VERSION.test(number) ? `${name} ${number}` : '?';
}
