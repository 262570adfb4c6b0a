// What helps with an invitation that is not accepted, as our pages show it: its causes, and the report for IT.

import { causesOf, helpLinks } from './causes.js';
import { words } from './content/surface.js';
import { copier, make, say } from './page.js';
import { reportOn } from './report.js';

/** @typedef {import('./causes.js').Cause} Cause */

/** A text for somebody else, and the button that copies it. @param {string} text */
const letter = (text) => [make('pre', { tabindex: '0' }, text), copier('action_copy_text', text)];

/** @param {import('./causes.js').Link} link */
export const link = ({ text, href }) => make('a', { href, target: '_blank', rel: 'noopener' }, words(text));

/** @param {Cause} cause */
function describe({ title, body, steps, links, letter: text, likely }) {
  return make(
    'details',
    likely ? { open: '' } : {},
    make('summary', {}, ...say('span', ...title).childNodes),
    ...body.map((each) => say('p', ...each)),
    make('ul', {}, ...steps.map((each) => say('li', ...each))),
    ...links.map(link),
    ...(text === null ? [] : letter(words(text))),
  );
}

/**
 * Every cause, folded away where nothing speaks for it.
 *
 * @param {Omit<import('./causes.js').Known, 'gateway'> & { judgement: import('./protocol.js').Judgement | null }} known
 * @param {import('./protocol.js').GatewayInfo[]} gateways
 */
export function causes(known, gateways) {
  const gateway = gateways.find(({ id }) => id === known.judgement?.gateway)?.name ?? null;
  return make('div', { class: 'causes' }, ...causesOf({ ...known, gateway }).map(describe));
}

/**
 * The report for the mail administrator, and whom to send it to.
 *
 * @param {import('./report.js').Found | null} found
 * @param {Pick<import('./protocol.js').Overview, 'gateways' | 'policy'>} overview
 */
export function report(found, { gateways, policy }) {
  const { version } = chrome.runtime.getManifest();
  const lines = reportOn(found, gateways, version, navigator, policy.policyVersion);
  const text = lines.map(words).join('\n');
  return [
    say('p', 'report_about'),
    make('div', { class: 'row' }, copier('report_copy', text), ...helpLinks(policy).map(link)),
    make('details', {}, say('summary', 'report_show'), make('pre', { tabindex: '0', translate: 'no' }, text)),
  ];
}
