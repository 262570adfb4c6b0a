// The page in front of Atlassian's start page: the way to the invitation, and the way on.

import { causesOf } from '../causes.js';
import { words } from '../content/surface.js';
import { ask, button, localise, make, message, part, say } from '../page.js';
import { reportOn } from '../report.js';

/** @typedef {import('../protocol.js').Remembered} Remembered */
/** @typedef {import('../protocol.js').Landing} Landing */
/** @typedef {import('../causes.js').Cause} Cause */

/** What was asked for. Anybody can put anything behind the address of this page. */
function destination() {
  const wanted = decodeURI(location.hash.slice(1));
  const isStart = /^https:\/\/(start\.atlassian\.com\/|home\.atlassian\.com\/(\?|$))/.test(wanted);
  return new URL(isStart ? wanted : 'https://start.atlassian.com/');
}

/** A link that opens an invitation in this tab. @param {string} target @param {string} look */
function opener(target, look) {
  const link = make('a', { class: `button ${look}`, href: target }, message('landing_open'));
  link.addEventListener('click', () => void ask({ kind: 'pressed', address: target }, 'noted'));
  return link;
}

/** The way on, for this tab and without another question. */
function wayOn() {
  const { host, href } = destination();
  const link = make(
    'a',
    { class: 'button', id: 'continue', href },
    ...say('span', 'landing_continue', host).childNodes,
  );
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    await ask({ kind: 'continue' }, 'noted');
    location.replace(href);
  });
  return link;
}

/** @param {Remembered} invitation */
const timeOf = ({ at }) => new Intl.DateTimeFormat(chrome.i18n.getUILanguage(), { timeStyle: 'short' }).format(at);

/** What an invitation is to. @param {Remembered} invitation */
const nameOf = ({ place, judgement: { host, product } }) => place ?? product ?? host ?? '';

/** @param {Remembered | null} here @param {Remembered[]} others */
function showStory(here, others) {
  const target = here?.target ?? null;
  part('story').replaceChildren(
    say('p', 'landing_story'),
    ...(here !== null && target !== null
      ? [say('p', 'landing_found', nameOf(here))]
      : others.length > 0
        ? [say('p', 'landing_choose')]
        : [
            say('p', 'landing_nothing'),
            make(
              'ul',
              {},
              say('li', 'landing_nothing_mail'),
              say('li', 'landing_nothing_copy'),
              say('li', 'step_new_invitation'),
            ),
          ]),
  );
  part('choices').replaceChildren(...(target === null ? [] : [opener(target, 'primary')]), wayOn());
}

/** @param {Remembered[]} others */
function showOthers(others) {
  const list = others.flatMap((each) =>
    each.target === null
      ? []
      : [
          make(
            'li',
            { class: 'row spread' },
            make(
              'span',
              {},
              make('b', {}, make('bdi', {}, nameOf(each))),
              say('span', 'landing_opened_at', timeOf(each)),
            ),
            opener(each.target, ''),
          ),
        ],
  );
  part('others').hidden = list.length === 0;
  part('others').replaceChildren(say('h2', 'landing_others'), make('ul', { class: 'plain' }, ...list));
}

/** A button that copies a text. @param {string} name @param {string} text */
function copier(name, text) {
  const copy = button(name, async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = message('action_copied');
  });
  return copy;
}

/** A text for somebody else, and the button that copies it. @param {string} text */
const letter = (text) => [make('pre', {}, text), copier('action_copy_text', text)];

/** The report for the mail administrator. @param {Landing} landing */
function showReport({ here, gateways, policy: { supportEmail, supportUrl } }) {
  const { version } = chrome.runtime.getManifest();
  const report = reportOn(here?.judgement ?? null, gateways, version, navigator.userAgent)
    .map(words)
    .join('\n');
  const where = [
    ...(supportUrl === '' ? [] : [make('a', { href: supportUrl }, supportUrl)]),
    ...(supportEmail === '' ? [] : [make('a', { href: `mailto:${supportEmail}` }, supportEmail)]),
  ];
  part('report').replaceChildren(
    say('h2', 'report_heading'),
    say('p', 'report_about'),
    make('div', { class: 'row' }, copier('report_copy', report), ...where),
    make('details', {}, say('summary', 'report_show'), make('pre', { translate: 'no' }, report)),
  );
}

/** @param {Cause} cause */
function describe({ title, body, steps, links, letter: text, likely }) {
  return make(
    'details',
    likely ? { open: '' } : {},
    make('summary', {}, ...say('span', ...title).childNodes),
    ...body.map((each) => say('p', ...each)),
    make('ul', {}, ...steps.map((each) => say('li', ...each))),
    ...links.map(({ text: name, href }) => make('a', { href }, words(name))),
    ...(text === null ? [] : letter(words(text))),
  );
}

/** @param {Landing} landing */
function showCauses({ here, others, gateways }) {
  const judgement = here?.judgement ?? null;
  const gateway = gateways.find(({ id }) => id === judgement?.gateway)?.name ?? null;
  const place = here?.place ?? null;
  const pending = [here, ...others].filter((each) => place !== null && each?.place === place).length;
  const causes = causesOf({ judgement, gateway, place, pending });
  part('causes').replaceChildren(make('div', {}, say('h2', 'landing_causes'), ...causes.map(describe)));
}

localise();
const landing = await ask({ kind: 'landed' }, 'landing');
showStory(landing?.here ?? null, landing?.others ?? []);
showOthers(landing?.others ?? []);
if (landing !== null) {
  showCauses(landing);
  showReport(landing);
}
part('causes').hidden = part('report').hidden = landing === null;
document.body.hidden = false;
part('choices').querySelector('a')?.focus();
