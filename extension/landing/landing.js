// The page in front of Atlassian's start page: the way to the invitation, and the way on.

import { language } from '../content/language.js';
import { causes, report } from '../help.js';
import { ask, localise, make, message, part, say } from '../page.js';

/** @typedef {import('../protocol.js').Remembered} Remembered */
/** @typedef {import('../protocol.js').Landing} Landing */

/** What was asked for. Anybody can put anything behind the address of this page. */
function destination() {
  const wanted = location.hash.slice(1);
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

/** The page that looks into a link, beside this one. */
const checker = () =>
  make('a', { href: chrome.runtime.getURL('check/check.html'), target: '_blank' }, message('popup_check_link'));

/** @param {Remembered} invitation */
const timeOf = ({ at }) => new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(at);

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
              make('li', {}, message('landing_nothing_copy'), ' ', checker()),
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
              make('span', { class: 'small quiet' }, message('landing_opened_at', timeOf(each))),
            ),
            opener(each.target, ''),
          ),
        ],
  );
  part('others').hidden = list.length === 0;
  part('others').replaceChildren(say('h2', 'landing_others'), make('ul', { class: 'plain' }, ...list));
}

/** @param {Landing} landing */
function showReport(landing) {
  part('report').replaceChildren(say('h2', 'report_heading'), ...report(landing.here?.judgement ?? null, landing));
  part('report').hidden = false;
}

/** @param {Landing} landing */
function showCauses({ here, others, pending, gateways }) {
  const { judgement, place, isWhole } = here ?? { judgement: null, place: null, isWhole: false };
  const isOneOfSeveral = place !== null && (pending.includes(place) || others.some((each) => each.place === place));
  part('causes').replaceChildren(
    say('h2', 'landing_causes'),
    causes({ judgement, place, isOneOfSeveral, isWhole }, gateways),
  );
  part('causes').hidden = false;
}

/** What can be said at once: the background may have to wake up first. Nothing that the rest would move. */
function showFirst() {
  localise();
  part('story').replaceChildren(say('p', 'landing_story'));
  document.body.hidden = false;
}

showFirst();
const landing = await ask({ kind: 'landed' }, 'landing');
showStory(landing?.here ?? null, landing?.others ?? []);
showOthers(landing?.others ?? []);
if (landing !== null) {
  showCauses(landing);
  showReport(landing);
}
if (document.activeElement === document.body) part('choices').querySelector('a')?.focus();
