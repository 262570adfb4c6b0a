// The warning that comes in place of a link which would lose the invitation or is not what it seems: what happened,
// what to do now, and both choices, the safe one first.

import { boxOf, documentOf, rootElementOf, windowOf } from './dom.js';
import { copier } from './card.js';
import { inLanguage } from './language.js';
import { addressList, build, createSurface, factList, icon, rich, words } from './surface.js';

/** @typedef {import('./faces.js').Subject} Subject */
/** @typedef {import('../causes.js').Cause} Cause */

/** The second click of a double click, meant for the link, must not choose anything here. */
const DELIBERATE_MS = 500;

/**
 * The outermost page that can be reached: a message's own frame may be higher than the window, or very small.
 * @param {Window & typeof globalThis} window
 */
function stageFor(window) {
  let stage = window;
  while (stage.frameElement !== null) {
    const outer = /** @type {Window & typeof globalThis} */ (stage.parent);
    if (outer.document.body?.localName === 'frameset') break;
    stage = outer;
  }
  return stage;
}

/**
 * What else there may be to do, folded away, and asked for when somebody wants it.
 * @param {Document} document
 * @param {NonNullable<Subject['causes']>} causes
 */
function buildCauses(document, causes) {
  const details = build(
    document,
    'details',
    { class: 'causes' },
    build(document, 'summary', {}, words(['heading_causes'])),
  );
  const fill = async () => details.append(...(await causes()).flatMap((cause) => describe(document, cause)));
  details.addEventListener('toggle', fill, { once: true });
  return details;
}

/** @param {Document} document @param {Cause} cause */
function describe(document, { title, body, steps, links, letter }) {
  const items = steps.map((text) => build(document, 'li', {}, ...rich(document, text)));
  const elsewhere = { target: '_blank', rel: 'noopener noreferrer' };
  return [
    build(document, 'h3', {}, ...rich(document, title)),
    ...body.map((text) => build(document, 'p', {}, ...rich(document, text))),
    ...(items.length === 0 ? [] : [build(document, 'ul', {}, ...items)]),
    ...links.map(({ text, href }) => build(document, 'a', { href, ...elsewhere }, words(text))),
    ...(letter === null ? [] : [copier(document, ['action_copy_text'], words(letter))]),
  ];
}

/** @param {Document} document @param {Subject} subject @param {boolean} canOpen whether the browser could open the link at all */
function buildDialog(document, { note, target, original, instead, causes }, canOpen) {
  const addresses = addressList(document, target, original);
  const safe = { class: 'primary', autofocus: '' };
  const accept = instead?.target
    ? build(document, 'button', { type: 'button', ...safe }, words(['landing_open']))
    : null;
  const stay = build(document, 'button', { type: 'button', ...(accept ? {} : safe) }, words(['action_stay']));
  const open = canOpen ? build(document, 'button', { type: 'button' }, words(['action_open'])) : null;
  const more = [...(causes ? [buildCauses(document, causes)] : []), addresses];
  const dialog = build(
    document,
    'dialog',
    { 'data-tone': note.tone, 'aria-labelledby': 'heading', 'aria-describedby': 'what', ...inLanguage() },
    stop(document, accept ?? stay),
    build(
      document,
      'div',
      { class: 'head' },
      icon(document, note.tone),
      build(document, 'h2', { id: 'heading' }, ...rich(document, note.title)),
    ),
    build(
      document,
      'div',
      { id: 'what' },
      ...note.body.map((text) => build(document, 'p', {}, ...rich(document, text))),
    ),
    factList(document, note.facts),
    build(document, 'h3', {}, words(['heading_steps'])),
    build(document, 'ul', {}, ...note.steps.map((text) => build(document, 'li', {}, ...rich(document, text)))),
    ...more,
    build(
      document,
      'div',
      { class: 'foot' },
      build(document, 'span', {}, words(['extension_name'])),
      ...(open ? [open] : []),
      stay,
      ...(accept ? [accept] : []),
    ),
    stop(document, /** @type {HTMLElement} */ (more[0]?.firstElementChild)),
  );
  return { dialog, accept, stay, open };
}

/** Where the Tab key would leave the dialog: it goes on at the other end. @param {Document} document @param {HTMLElement} next */
function stop(document, next) {
  const element = build(document, 'span', { tabindex: '0' });
  element.addEventListener('focus', () => next.focus());
  return element;
}

/**
 * Warns of a link, and opens it if the reader insists.
 * @param {Element} link
 * @param {Element} from the link or its mark: where the focus goes back to
 * @param {Subject} subject
 * @param {(link: Element) => void} opened told before a link is opened
 */
export function warn(link, from, subject, opened) {
  const own = windowOf(documentOf(link)) ?? window;
  const stage = stageFor(own);
  const { document } = stage;
  // What the reader is told of, and not what the page makes of the link later.
  const { original, instead } = subject;
  const address = URL.canParse(original, link.baseURI) ? new URL(original, link.baseURI).href : null;
  const { host, root } = createSurface(document);
  const { dialog, accept, stay, open } = buildDialog(document, subject, address !== null);
  root.append(dialog);
  rootElementOf(document)?.append(host);
  dialog.showModal();
  const shown = performance.now();

  // Alone in a frame of another origin: near the link is where the reader is looking.
  if (stage !== stage.top) {
    const room = stage.innerHeight - dialog.offsetHeight;
    const wanted = boxOf(link).top - dialog.offsetHeight / 2;
    dialog.style.marginTop = `${Math.max(0, Math.min(wanted, room))}px`;
  }

  /** @param {HTMLElement | null} button @param {Element} link @param {string} address */
  const opens = (button, link, address) =>
    button?.addEventListener('click', ({ detail }) => {
      if (detail > 0 && performance.now() - shown < DELIBERATE_MS) return; // `detail` is 0 for a key
      dialog.close();
      opened(link);
      stage.open(address, '_blank', 'noopener,noreferrer');
    });
  stay.addEventListener('click', () => dialog.close());
  if (address !== null) opens(open, link, address);
  if (instead?.target) opens(accept, instead.link, instead.target);
  dialog.addEventListener('close', () => {
    host.remove();
    /** @type {HTMLElement} */ (from).focus({ preventScroll: true });
  });
}
