// The part of the settings for administrators: what holds and who says so, the self-test, the event log and a report.

import { language } from '../content/language.js';
import { drawing, icon, words } from '../content/surface.js';
import { wordsOf } from '../log.js';
import { ask, button, copier, fixedBy, make, message, part, say } from '../page.js';
import { choose } from '../settings.js';
import { effective } from './effective.js';
import { environment } from './environment.js';
import { selfTest, tryLanding } from './selftest.js';
import { reportData, reportText } from './support.js';

/** @typedef {import('../protocol.js').Overview} Overview */
/** @typedef {import('./effective.js').Effective} Effective */
/** @typedef {import('./effective.js').Fault} Fault */
/** @typedef {import('./selftest.js').Result} Result */

/** How a result of the self-test is drawn, besides its colour: a tick, an exclamation, a question. */
const STATES = {
  good: { tone: 'mended', line: 'M3.5 8.5 6.5 11.5 12.5 4.5', name: 'test_good' },
  bad: { tone: 'warning', line: undefined, name: 'test_bad' },
  open: { tone: 'quiet', line: undefined, name: 'test_open' },
};

const LEVELS = ['off', 'basic', 'verbose'];

/** What was found last, for the report. @type {Result[]} */
let results = [];

/** @param {number} at @param {number} [last] */
const timeOf = (at, last = at) =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'medium' }).formatRange(at, last);

/** Something that is no sentence in any language. @param {unknown} value */
const literal = (value) => make('code', { dir: 'ltr', translate: 'no' }, JSON.stringify(value) ?? '–');

/** @param {Fault} fault */
const describeFault = ({ path, reason, expected, raw }) =>
  make(
    'div',
    { class: 'fault small', 'data-tone': 'warning' },
    icon(document, 'warning'),
    make(
      'div',
      {},
      make('p', {}, make('code', { dir: 'ltr' }, path), ' ', message(`problem_${reason.replaceAll('-', '_')}`)),
      make('p', {}, message('options_problem_expected'), ' ', make('bdi', { lang: 'en' }, expected)),
      make('p', {}, message('options_problem_found'), ' ', literal(raw)),
    ),
  );

/** @param {Effective['source']} source @param {Overview} overview */
function describeSource(source, overview) {
  if (source === 'policy') return fixedBy('span', overview);
  const words = say('span', source === 'own' ? 'it_from_own' : 'it_from_built_in');
  words.className = 'small quiet';
  return words;
}

/** @param {Effective} setting @param {Overview} overview */
function describeSetting({ key, value, source, faults }, overview) {
  return make(
    'li',
    { 'data-key': key },
    make(
      'div',
      { class: 'setting' },
      make('code', { dir: 'ltr', translate: 'no' }, key),
      literal(value),
      describeSource(source, overview),
    ),
    ...faults.map(describeFault),
  );
}

/** @param {Overview} overview */
async function describeSettings(overview) {
  const { policy, received, managed } = overview;
  const { settings, unknown } = effective(overview);
  const surroundings = await environment();
  const isManaged = Object.keys(managed).length > 0;
  const facts = [
    ['it_extension', `${surroundings.extension} (${surroundings.id})`],
    ['it_browser', `${surroundings.browser}, ${surroundings.system}`],
    ['it_installation', surroundings.installation],
    ['it_policy', !isManaged ? message('it_policy_none') : received === null ? '–' : timeOf(received)],
    ['options_policy_version', policy.policyVersion],
  ].filter(([, value]) => value !== '');
  const json = JSON.stringify({ environment: surroundings, received, settings, unknown }, null, 2);
  const rows = [
    ...settings.map((setting) => describeSetting(setting, overview)),
    ...unknown.map((fault) => make('li', { 'data-key': fault.path }, describeFault(fault))),
  ];
  part('it-settings').replaceChildren(
    say('h3', 'it_settings'),
    make(
      'dl',
      {},
      ...facts.flatMap(([name = '', value = '']) => [say('dt', name), make('dd', {}, make('bdi', {}, value))]),
    ),
    make('ul', { class: 'plain' }, ...rows),
    make('div', { class: 'row' }, copier('it_copy_json', json)),
  );
}

/** @param {Result} result */
function describeResult({ check, state, text, remedy, lines }) {
  const { tone, line, name } = STATES[state];
  const mark = make('i', { class: 'icon', 'data-tone': tone, role: 'img', 'aria-label': message(name) });
  mark.append(
    ...(line === undefined ? icon(document, /** @type {'quiet'} */ (tone)).children : [drawing(document, line)]),
  );
  return make(
    'li',
    { class: 'result', 'data-check': check, 'data-state': state },
    mark,
    make(
      'div',
      {},
      say('p', ...text),
      ...(remedy === undefined ? [] : [say('p', ...remedy)]),
      ...(lines === undefined
        ? []
        : [make('pre', { tabindex: '0', dir: 'ltr', translate: 'no' }, lines), copier('action_copy_text', lines)]),
    ),
  );
}

/** Runs the self-test and shows what it found. */
async function test() {
  const overview = await ask({ kind: 'overview' }, 'overview');
  results = overview === null ? [{ check: 'core', state: 'bad', text: ['popup_no_answer'] }] : await selfTest(overview);
  showResults();
}

/** Visits the start page, and puts what came of it in the place of what the rules say. */
async function visit() {
  const overview = await ask({ kind: 'overview' }, 'overview');
  if (overview === null) return;
  const visited = await tryLanding(overview);
  results = results.map((each) => (each.check === 'landing' ? visited : each));
  showResults();
}

function showResults() {
  const bad = results.filter(({ state }) => state === 'bad').length;
  part('it-found').textContent = bad === 0 ? message('it_test_good') : message('it_test_bad', String(bad));
  part('it-results').replaceChildren(...results.map(describeResult));
}

/** The self-test's frame, in which only what it finds changes. */
function describeTest() {
  part('it-test').replaceChildren(
    say('h3', 'it_test'),
    make('p', { id: 'it-found', role: 'status' }),
    make('ul', { id: 'it-results', class: 'plain' }),
    make('div', { class: 'row' }, button('it_test_again', test), button('it_test_visit', visit)),
  );
}

/** @param {import('../log.js').Entry} entry */
function describeEntry(entry) {
  const { at, last, count } = entry;
  return make(
    'li',
    { class: 'small' },
    make('span', { class: 'quiet' }, timeOf(at, last)),
    make('code', { dir: 'ltr', translate: 'no' }, `${wordsOf(entry).join(' · ')}${count > 1 ? ` ×${count}` : ''}`),
  );
}

async function describeLog() {
  const overview = await ask({ kind: 'overview' }, 'overview');
  const entries = (await ask({ kind: 'log' }, 'log'))?.entries ?? [];
  if (overview === null) return;
  const { policy, fixed } = overview;
  const hadFocus = document.activeElement?.id === 'it-level';
  const level = make(
    'select',
    { id: 'it-level' },
    ...LEVELS.map((each) => make('option', { value: each }, message(`options_loglevel_${each}`))),
  );
  level.value = policy.logLevel;
  level.disabled = fixed.includes('logLevel');
  level.addEventListener('change', () => choose('logLevel', level.value));
  const rows = entries.toReversed().map(describeEntry);
  part('it-log').replaceChildren(
    say('h3', 'it_log'),
    say('p', 'it_log_hint'),
    make('label', { class: 'field' }, say('span', 'options_loglevel'), level),
    rows.length === 0
      ? say('p', 'it_log_empty')
      : make('ol', { class: 'plain entries', tabindex: '0', 'aria-label': message('it_log') }, ...rows),
    make(
      'div',
      { class: 'row' },
      copier('it_copy_json', JSON.stringify(entries, null, 2)),
      saver('straightway-log.json', JSON.stringify(entries, null, 2)),
      button('it_log_clear', () => ask({ kind: 'clear-log' }, 'noted')),
    ),
  );
  if (hadFocus) level.focus();
}

/** A button that saves a text as a file. @param {string} file @param {string} text */
const saver = (file, text) =>
  button('it_save', () => make('a', { download: file, href: URL.createObjectURL(new Blob([text])) }).click());

/** The report's place, in which it is put together when somebody wants it. */
function describeReport() {
  const preview = make('div', { id: 'it-preview', role: 'status' });
  const write = async () => {
    const overview = await ask({ kind: 'overview' }, 'overview');
    const log = await ask({ kind: 'log' }, 'log');
    if (overview === null || log === null) return preview.replaceChildren(say('p', 'popup_no_answer'));
    const text = reportText(
      reportData({
        now: Date.now(),
        environment: await environment(),
        effective: effective(overview),
        received: overview.received,
        results,
        log: log.entries,
      }),
      words,
    );
    preview.replaceChildren(
      make('pre', { tabindex: '0', dir: 'auto', translate: 'no' }, text),
      make('div', { class: 'row' }, copier('report_copy', text), saver('straightway-report.md', text)),
    );
  };
  part('it-report').replaceChildren(
    say('h3', 'it_report'),
    say('p', 'it_report_hint'),
    make('div', { class: 'row' }, button('it_report_write', write)),
    preview,
  );
}

/** What may have changed: the settings and the log. */
async function describeIt() {
  const overview = await ask({ kind: 'overview' }, 'overview');
  if (overview === null) return part('it-settings').replaceChildren(say('p', 'popup_no_answer'));
  await describeSettings(overview);
  await describeLog();
}

/** Fills the part when it is opened for the first time; most people never do. */
export function followIt() {
  const whole = /** @type {HTMLDetailsElement} */ (part('it'));
  const open = async () => {
    describeTest();
    describeReport();
    chrome.storage.onChanged.addListener((changes, area) => {
      if (area !== 'local') return;
      if ('managed' in changes || 'preferences' in changes) describeIt();
      else if ('log' in changes) describeLog();
    });
    await describeIt();
    await test();
  };
  whole.addEventListener('toggle', open, { once: true });
  if (location.hash === '#it') whole.open = true;
}
