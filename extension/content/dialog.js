// The warning that comes in place of a link which would lose the invitation or is not what it seems: what happened,
// what to do now, and both choices, the safe one first.

import { boxOf, documentOf, rootElementOf, windowOf } from './dom.js';
import { addressList, build, createSurface, factList, icon, inLanguage, rich, words } from './surface.js';

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

/** @param {Document} document @param {import('./faces.js').Subject} subject */
function buildDialog(document, { note, target, original }) {
  const addresses = addressList(document, target, original);
  const stay = build(document, 'button', { type: 'button', class: 'primary', autofocus: '' }, words(['action_stay']));
  const open = build(document, 'button', { type: 'button' }, words(['action_open']));
  const dialog = build(
    document,
    'dialog',
    { 'data-tone': note.tone, 'aria-labelledby': 'heading', 'aria-describedby': 'what', ...inLanguage() },
    stop(document, stay),
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
    addresses,
    build(document, 'div', { class: 'foot' }, build(document, 'span', {}, words(['extension_name'])), open, stay),
    stop(document, /** @type {HTMLElement} */ (addresses.firstElementChild)),
  );
  return { dialog, stay, open };
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
 * @param {import('./faces.js').Subject} subject
 * @param {() => void} opened told before the link is opened
 */
export function warn(link, from, subject, opened) {
  const own = windowOf(documentOf(link)) ?? window;
  const stage = stageFor(own);
  const { document } = stage;
  const { host, root } = createSurface(document);
  const { dialog, stay, open } = buildDialog(document, subject);
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

  stay.addEventListener('click', () => dialog.close());
  open.addEventListener('click', ({ detail }) => {
    if (detail > 0 && performance.now() - shown < DELIBERATE_MS) return; // `detail` is 0 for a key
    dialog.close();
    opened();
    stage.open(/** @type {HTMLAnchorElement} */ (link).href, '_blank', 'noopener,noreferrer');
  });
  dialog.addEventListener('close', () => {
    host.remove();
    /** @type {HTMLElement} */ (from).focus({ preventScroll: true });
  });
}
