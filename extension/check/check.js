// The check page: one link and its whole way, or the links of a saved mail. Nothing is opened, nothing leaves the page.

import { icon, rich } from '../content/surface.js';
import { ask, button, copier, localise, make, message, part, say } from '../page.js';
import { MOST } from '../limits.js';
import { clickOn, drawWay, noteOnChecked, paragraphs } from '../way.js';
import { takeOver } from './handover.js';
import { linksOf } from './mail.js';

/** @typedef {import('../protocol.js').Checked} Checked */

/** Larger mails are no invitations. */
const MOST_BYTES = 25 * 1024 * 1024;

const field = /** @type {HTMLTextAreaElement} */ (part('link'));
const file = /** @type {HTMLInputElement} */ (part('mail'));
const form = /** @type {HTMLFormElement} */ (part('form'));

/** @param {string} id @param {...Node} children none: it is not shown */
function fill(id, ...children) {
  part(id).replaceChildren(...children);
  part(id).hidden = children.length === 0;
}

/**
 * What an administrator can do for invitations; no link that is something else is to be let past a gateway. The words are of
 * the gateways' makers.
 * @param {Checked} checked
 */
const advice = ({ judgement: { verdict }, gateways }) =>
  gateways.flatMap(({ name, exemption }) =>
    exemption === null || verdict === 'suspicious' || verdict === 'other'
      ? []
      : [say('h3', 'check_for_it', name), make('p', { lang: 'en', dir: 'ltr' }, exemption)],
  );

/** @param {string} href @param {Checked} checked */
function describe(href, checked) {
  const note = noteOnChecked(checked);
  const target = checked.judgement.target ?? checked.decoded.target;
  return [
    make(
      'div',
      { class: 'head', 'data-tone': note.tone },
      icon(document, note.tone),
      make('h2', {}, ...rich(document, note.title)),
    ),
    ...paragraphs('p', note.body),
    drawWay(href, checked, { inFull: true }),
    say('h3', 'check_click'),
    ...paragraphs('p', [clickOn(checked)]),
    ...(note.steps.length > 0 ? [say('h3', 'heading_steps'), make('ul', {}, ...paragraphs('li', note.steps))] : []),
    ...advice(checked),
    ...(target !== null && target !== href
      ? [
          say('h3', 'address_target'),
          make('pre', { dir: 'ltr', tabindex: '0', translate: 'no' }, target),
          // Where there is something to do about a link, its address is not one to take along.
          ...(note.steps.length > 0 ? [] : [make('div', { class: 'row' }, copier('action_copy', target))]),
        ]
      : []),
  ];
}

/** @param {string} text */
async function check(text) {
  const href = text.trim();
  if (href === '') return field.focus();
  if (href.length > MOST.address) return fill('result', say('p', 'reason_too_long'));
  const checked = await ask({ kind: 'check', href }, 'checked');
  fill('result', ...(checked === null ? [say('p', 'popup_no_answer')] : describe(href, checked)));
}

/** @param {File | undefined} mail */
async function open(mail) {
  if (mail === undefined) return;
  fill('result');
  const links = mail.size <= MOST_BYTES ? linksOf(new Uint8Array(await mail.arrayBuffer())) : [];
  const asked = links.filter(({ href }) => href.length <= MOST.address).slice(0, MOST.links);
  const reply = await ask({ kind: 'judge', webmail: null, sender: null, links: asked }, 'verdicts');
  const found = asked.filter((_link, i) => reply?.judgements[i] && reply.judgements[i].verdict !== 'other');
  if (found.length === 0) return fill('links', say('p', 'check_mail_none'));
  const items = found.map(({ href, label }) => {
    const choose = button('check_link', () => {
      field.value = href;
      check(href);
    });
    choose.replaceChildren(make('bdi', {}, label || href));
    return make('li', {}, choose);
  });
  fill('links', say('h2', 'check_mail_links'), make('ul', { class: 'plain' }, ...items));
  items[0]?.querySelector('button')?.click();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  fill('links');
  check(field.value);
});
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
file.addEventListener('change', () => open(file.files?.[0]));
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  form.classList.add('over');
});
document.addEventListener('dragleave', () => form.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  form.classList.remove('over');
  const [dropped] = event.dataTransfer?.files ?? [];
  if (dropped) {
    open(dropped);
    return;
  }
  field.value = event.dataTransfer?.getData('text/uri-list') || event.dataTransfer?.getData('text/plain') || '';
  form.requestSubmit();
});

localise();
document.title = message('check_title');
field.value = await takeOver();
document.body.hidden = false;
field.focus();
if (field.value !== '') check(field.value);
