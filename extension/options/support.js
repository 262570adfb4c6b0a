// The report on this installation, for whoever supports it. Like the log it is made of closed lists: of the settings only
// those are written out that the core has read into words, hosts and ids of its own; of all others, whether there is one.

import { wordsOf } from '../log.js';
import { isPolicyVersion } from '../report.js';

/** @typedef {import('./effective.js').Effective} Effective */
/** @typedef {import('./effective.js').Fault} Fault */

/** What the core has read into words and hosts. Names and addresses are free text. @type {readonly string[]} */
const WRITTEN_OUT = [
  'mode',
  'landingGuard',
  'logLevel',
  'lockSettings',
  'showOnboarding',
  'disabledGateways',
  'webmailHosts',
];

/** The end of the log that goes along. */
const LATEST = 50;

/** A place in a policy: one of our keys or something like it, an entry there, a field in that. */
const PLACE = /^[A-Za-z]{1,40}(\[\d{1,4}\](\.[a-z]{1,20})?)?$/;

/** @param {Effective} setting */
function valueOf({ key, value }) {
  if (WRITTEN_OUT.includes(key)) return value;
  if (key === 'policyVersion' && isPolicyVersion(value)) return value;
  if (key === 'extraGateways' && Array.isArray(value))
    return value.map(({ host, parameter, coding }) => ({ host, parameter, coding }));
  return value === '' || value === false ? value : 'set';
}

/** What is wrong, without what stands there. @param {Fault} fault */
const faultOf = ({ path, reason, expected, found }) => ({
  path: PLACE.test(path) ? path : '?',
  reason,
  expected,
  found,
});

/**
 * The report as data.
 *
 * @param {object} found
 * @param {number} found.now in milliseconds
 * @param {import('./environment.js').Environment} found.environment
 * @param {ReturnType<typeof import('./effective.js').effective>} found.effective
 * @param {number | null} found.received when the policy arrived
 * @param {{ check: string, state: keyof typeof MARKS, text: import('../content/note.js').Text }[]} found.results
 * @param {import('../log.js').Entry[]} found.log
 */
export const reportData = ({ now, environment, effective: { settings, unknown }, received, results, log }) => ({
  written: timeOf(now),
  environment,
  policyReceived: received === null ? null : timeOf(received),
  settings: settings.map((setting) => ({
    key: setting.key,
    value: valueOf(setting),
    source: setting.source,
    ...(setting.faults.length > 0 && { faults: setting.faults.map(faultOf) }),
  })),
  unknown: unknown.map(faultOf),
  selfTest: results.map(({ check, state, text }) => ({ check, state, said: text })),
  log: log.slice(-LATEST),
});

/** @param {number} at */
const timeOf = (at) => new Date(at).toISOString();

/** @param {import('../log.js').Entry} entry */
function describeEntry(entry) {
  const { at, last, count } = entry;
  const times = (last === at ? [at] : [at, last]).map(timeOf).join(' to ');
  return `- ${times} ×${count} ${wordsOf(entry).join(' ')}`;
}

const MARKS = { good: '✓', bad: '✗', open: '?' };

/**
 * The report as people read it, with the data below. Its frame is in English, as the log's words are: whoever supports a
 * company reads many of them side by side.
 *
 * @param {ReturnType<typeof reportData>} data
 * @param {(text: import('../content/note.js').Text) => string} words
 */
export function reportText(data, words) {
  const { written, environment, policyReceived, settings, unknown, selfTest, log } = data;
  const faults = [...settings.flatMap(({ faults = [] }) => faults), ...unknown];
  return [
    '# Straightway: report for support',
    '',
    `Written ${written}. Holds no address, name or text of any mail.`,
    '',
    ...Object.entries(environment).map(([name, value]) => `- ${name}: ${value}`),
    `- policy received: ${policyReceived ?? 'none'}`,
    '',
    '## Settings in force',
    '',
    ...settings.map(({ key, value, source }) => `- ${key}: ${JSON.stringify(value)} (${source})`),
    ...faults.map(
      ({ path, reason, expected, found }) => `- ✗ ${path}: ${reason}; expected ${expected}, found ${found}`,
    ),
    '',
    '## Self-test',
    '',
    ...selfTest.map(({ check, state, said }) => `- ${MARKS[state]} ${check}: ${words(said)}`),
    '',
    '## Log, the latest last',
    '',
    ...log.map(describeEntry),
    '',
    '## The same as data',
    '',
    '```json',
    JSON.stringify(data, null, 2),
    '```',
    '',
  ].join('\n');
}
