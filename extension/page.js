// What the extension's own pages share.

import { inLanguage } from './content/language.js';
import { build, drawing, rich, words } from './content/surface.js';
import { send } from './send.js';

/** @typedef {import('./content/note.js').Text} Text */

/**
 * A text of `_locales` in the reader's language.
 *
 * @param {string} name
 * @param {...string} substitutions
 */
export const message = (name, ...substitutions) => words([name, ...substitutions]);

/** Fills every element that names its text in `data-message`, and says which language that is. */
export function localise() {
  Object.assign(document.documentElement, inLanguage());
  for (const element of document.querySelectorAll('[data-message]')) {
    element.textContent = message(element.getAttribute('data-message') ?? '');
  }
}

/**
 * Makes an element.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 */
export const make = (tag, attributes = {}, ...children) => build(document, tag, attributes, ...children);

/** Makes an element that says something. @param {keyof HTMLElementTagNameMap} tag @param {...string} text */
export const say = (tag, ...[key = '', ...values]) => make(tag, {}, ...rich(document, [key, ...values]));

const LOCK = 'M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2';

/**
 * Says who has fixed a setting.
 *
 * @param {'p' | 'span'} tag
 * @param {import('./protocol.js').Overview} overview
 */
export function fixedBy(tag, { policy: { organizationName } }) {
  const words = organizationName === '' ? say(tag, 'options_fixed') : say(tag, 'options_fixed_by', organizationName);
  words.className = 'fixed small quiet';
  words.prepend(drawing(document, LOCK));
  return words;
}

/**
 * Makes a button.
 *
 * @param {string} name its text's
 * @param {() => unknown} press
 * @param {string} [look] a class of page.css
 */
export function button(name, press, look = '') {
  const made = make('button', { type: 'button', class: look }, message(name));
  made.addEventListener('click', press);
  return made;
}

/**
 * Makes a button that copies a text.
 *
 * @param {string} name its own text's
 * @param {string} text
 */
export function copier(name, text) {
  const copy = button(name, async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = message('action_copied');
  });
  return copy;
}

/**
 * Makes a switch.
 *
 * @param {string | Node} label
 * @param {boolean} on
 * @param {((on: boolean) => unknown) | null} change `null`: nobody here can
 */
export function toggle(label, on, change) {
  const input = make('input', { type: 'checkbox', role: 'switch' });
  input.checked = on;
  input.disabled = change === null;
  input.addEventListener('change', () => change?.(input.checked));
  return make('label', { class: 'switch' }, make('span', {}, label), input);
}

/**
 * The element of this page that has an id.
 *
 * @param {string} id
 */
export function part(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`This page has no ${id}.`);
  return element;
}

/**
 * Asks the background.
 *
 * @template {import('./protocol.js').Reply['kind']} Kind
 * @param {object} request
 * @param {Kind} kind the answer's
 * @returns {Promise<Extract<import('./protocol.js').Reply, { kind: Kind }> | null>}
 *   `null`: it gives none
 */
export async function ask(request, kind) {
  const reply = await send(request);
  return reply?.kind === kind ? /** @type {Extract<import('./protocol.js').Reply, { kind: Kind }>} */ (reply) : null;
}
