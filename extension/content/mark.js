// The marks beside the links. A mark is never inside a message: it hangs from an element without size right beside the
// message's own, so it scrolls, hides and goes with the message, takes no room, and the webmail's menus cover it as
// they cover the message. Only links in sight have one.

import {
  boxOf,
  contains,
  documentOf,
  insertAfter,
  insertBefore,
  isConnected,
  parentOf,
  rootElementOf,
  siblingsOf,
  tagOf,
  typeOf,
} from './dom.js';
import { inLanguage } from './language.js';
import { labelOf } from './links.js';
import { build, createSurface, icon, rich, staysBehind, words } from './surface.js';

/** @typedef {import('./note.js').Note} Note */

/**
 * @typedef {object} Home where the marks of one message hang
 * @property {Element} around what it stands right beside
 * @property {HTMLElement} host
 * @property {ShadowRoot} root
 * @property {number} returns how often the page threw it out
 *
 * @typedef {object} View a link with something to say about it
 * @property {Note} note
 * @property {Home | null} home
 * @property {HTMLButtonElement | null} mark while the link is in sight
 * @property {Form[]} forms
 * @property {string} spot the numbers its place was found by
 *
 * @typedef {{ name: 'full' | 'short' | 'dot' | 'corner', width: number }} Form how much a mark says, and the room it takes for it
 */

/** Between a link and its mark. */
const GAP = 8;
/** As high as a finger needs it, and as wide without its words. */
const SIZE = 24;
/** @type {Form} */
const DOT = { name: 'dot', width: SIZE };
/** A frame that much wider than a link is not the button's own any more. */
const MARGIN = 48;
/** A page that throws our element out this often shall have its way. */
const MOST_RETURNS = 16;

/** @param {Node | null} node @returns {node is Element} */
const isElement = (node) => node !== null && typeOf(node) === Node.ELEMENT_NODE;

/** Where an element without size can stand and move nothing. */
const TAKES_BLOCKS = /^(block|flow-root|list-item|inline-block|table-cell)$/;

/** @param {DOMRect} outer @param {DOMRect} inner */
const encloses = (outer, inner) =>
  outer.left <= inner.left && outer.right >= inner.right && outer.top <= inner.top && outer.bottom >= inner.bottom;

/** @param {DOMRect} one @param {DOMRect} other */
const overlap = (one, other) =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;

/** The last line of a link, or the picture in it. @param {Element} link */
const endOf = (link) => [...(link.querySelector('img') ?? link).getClientRects()].at(-1) ?? boxOf(link);

/**
 * What our element is to stand beside: the message, or, where nobody knows where that begins, all that scrolls with the
 * link. Where it would be neither first nor last of the children around it, no style of theirs can tell.
 * @param {Element} link
 * @param {Element | null} message
 */
function placeFor(link, message) {
  let around = message ?? link;
  for (let parent = parentOf(around); isElement(parent) && tagOf(around) !== 'body'; parent = parentOf(parent)) {
    const { display, overflowY } = getComputedStyle(parent);
    const isGood = /auto|scroll/.test(overflowY) || (message !== null && siblingsOf(around).some(Boolean));
    if (isGood && TAKES_BLOCKS.test(display)) break;
    around = parent;
  }
  return around;
}

/** @param {Home} home */
function insert({ around, host }) {
  const [before, after] = siblingsOf(around);
  if (before && !after && tagOf(around) !== 'body') insertBefore(around, host);
  else insertAfter(around, host);
}

/**
 * Whether a mark can have a place: nothing of the message stands there, and no edge runs through it.
 * @param {Element} link
 * @param {DOMRect} place
 */
function isFree(link, place) {
  const { width } = boxOf(link);
  let holder = parentOf(link);
  for (; isElement(holder); holder = parentOf(holder)) {
    const box = boxOf(holder);
    if (encloses(box, place)) break;
    if (box.width > width + MARGIN && hasEdges(holder)) return false;
  }
  if (!isElement(holder)) return false;
  const rest = new Range();
  rest.selectNodeContents(holder);
  rest.setStartAfter(link);
  return ![...rest.getClientRects()].some((rect) => rect.width > 0 && overlap(rect, place));
}

/** @param {Element} element */
function hasEdges(element) {
  const { backgroundColor, borderInlineEndStyle } = getComputedStyle(element);
  return borderInlineEndStyle !== 'none' || !/^transparent$|, 0\)$/.test(backgroundColor);
}

/**
 * Where a mark goes: behind the end of its link, with as many words as there is room for, or, where there is none, on
 * the link's corner.
 * @param {Element} link
 * @param {Element} host what the mark's place is counted from
 * @param {Form[]} forms
 * @param {string} lastSpot
 */
function findSpot(link, host, forms, lastSpot) {
  const end = endOf(link);
  const origin = boxOf(host);
  const edge = rootElementOf(documentOf(link))?.clientWidth ?? 0;
  const spot = [end.left - origin.left, end.top - origin.top, end.width, end.height, forms.length, edge].join();
  if (spot === lastSpot) return null;

  const isRightToLeft = getComputedStyle(link).direction === 'rtl';
  /** @param {Form} form */
  const beside = ({ name, width }) => {
    const left = isRightToLeft ? end.left - GAP - width : end.right + GAP;
    return { name, box: new DOMRect(left, end.top + (end.height - SIZE) / 2, width, SIZE) };
  };
  const corner = new DOMRect((isRightToLeft ? end.left : end.right) - SIZE / 2, end.top - SIZE / 2, SIZE, SIZE);
  const { name, box } = forms.map(beside).find(({ box }) => isFree(link, box)) ?? { name: 'corner', box: corner };
  const left = Math.max(0, Math.min(box.left, edge - box.width));
  return { spot, name, left: Math.round(left - origin.left), top: Math.round(box.top - origin.top) };
}

/** What a mark is called, with the link it is about. @param {Element} link @param {import('./note.js').Text} said */
function nameOf(link, said) {
  const label = labelOf(link);
  return label === '' ? words(said) : words(['mark_name', label, words(said)]);
}

/** @param {HTMLElement} mark @returns {Form[]} */
function measure(mark) {
  const full = boxOf(mark).width;
  const [inFull = 0, inShort] = [...mark.querySelectorAll('.words')].map((words) => boxOf(words).width);
  /** @type {Form[]} */
  const forms = [{ name: 'full', width: Math.ceil(full) }];
  if (inShort !== undefined) forms.push({ name: 'short', width: Math.ceil(full - inFull + inShort) });
  return [...forms, DOT];
}

/**
 * @param {object} of
 * @param {(link: Element) => Element | null} of.messageOf the element that holds the link's message, if it is known
 * @param {(mark: HTMLButtonElement, link: Element, interest: import('./card.js').Interest) => void} of.explain
 */
export function createMarks({ messageOf, explain }) {
  /** @type {Map<Element, View>} */
  const views = new Map();
  /** @type {Map<Element, Home>} */
  const homes = new Map();
  const sight = new IntersectionObserver(follow, { rootMargin: '200px' });
  const sizes = new ResizeObserver(placeSoon);
  let frame = 0;

  /** @param {IntersectionObserverEntry[]} entries */
  function follow(entries) {
    for (const { target, isIntersecting } of entries) {
      const view = views.get(target);
      if (view === undefined) continue;
      if (!isIntersecting) erase(target, view);
      else if (view.mark === null) draw(target, view);
    }
    placeSoon();
  }

  /** @param {Element} link @param {View} view */
  function draw(link, view) {
    const home = homeFor(link);
    const { tone, mark: text, short } = view.note;
    const document = documentOf(link);
    const mark = build(
      document,
      'button',
      {
        class: 'mark',
        type: 'button',
        'data-tone': tone,
        'aria-haspopup': 'dialog',
        'aria-label': nameOf(link, text),
        ...inLanguage(),
      },
      icon(document, tone),
      ...[text, short].flatMap((said) =>
        said ? [build(document, 'span', { class: 'words' }, ...rich(document, said))] : [],
      ),
    );
    mark.addEventListener('click', () => explain(mark, link, 'press'));
    mark.addEventListener('pointerenter', () => explain(mark, link, 'approach'));
    mark.addEventListener('focus', () => mark.matches(':focus-visible') && explain(mark, link, 'approach'));
    home.root.append(mark);
    sizes.observe(link);
    Object.assign(view, { home, mark, forms: [], spot: '' });
  }

  /** @param {Element} link @param {View} view */
  function erase(link, view) {
    const { home, mark } = view;
    if (home === null) return;
    sizes.unobserve(link);
    mark?.remove();
    Object.assign(view, { home: null, mark: null });
    if (home.root.querySelector('.mark') !== null) return;
    sizes.unobserve(home.around);
    homes.delete(home.around);
    home.host.remove();
  }

  /** @param {Element} link @returns {Home} */
  function homeFor(link) {
    const around = placeFor(link, messageOf(link));
    let home = homes.get(around);
    if (home === undefined) {
      home = { around, returns: 0, ...createSurface(documentOf(link)) };
      insert(home);
      sizes.observe(around);
      homes.set(around, home);
    }
    return home;
  }

  function placeSoon() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      place();
    });
  }

  /** Reads every place first and writes then, so that the page is laid out once. */
  function place() {
    /** @type {Set<string>} */
    const said = new Set();
    const moves = [];
    for (const [link, view] of views) {
      const { home, mark, note, spot } = view;
      if (home === null || mark === null) continue;
      if (view.forms.length === 0) view.forms = measure(mark);
      // The same said twice in one message is noise: the second mark keeps its words to itself.
      const saying = note.mark.join();
      const found = findSpot(link, home.host, said.has(saying) ? [DOT] : view.forms, spot);
      said.add(saying);
      if (found !== null) moves.push({ link, view, mark, ...found });
    }
    for (const { link, view, mark, spot, name, left, top } of moves) {
      const { note } = view;
      view.spot = spot;
      // Who speaks to a computer says what they see.
      mark.ariaLabel = nameOf(link, (name === 'short' && note.short) || note.mark);
      mark.dataset['form'] = name;
      mark.style.translate = `${left}px ${top}px`;
    }
  }

  /** Marks scroll with their message; only a part of it that scrolls by itself leaves them behind. @param {Event} event */
  function onScroll({ target }) {
    const scroller = /** @type {Node} */ (target);
    for (const [link, { home }] of views) {
      if (home !== null && contains(scroller, link) && !contains(scroller, home.host)) return placeSoon();
    }
  }

  /** @param {Element} link */
  function hide(link) {
    const view = views.get(link);
    if (view === undefined) return;
    sight.unobserve(link);
    erase(link, view);
    views.delete(link);
  }

  return {
    hide,

    /** Says something about a link, in place of what was said before. @param {Element} link @param {Note} note */
    show(link, note) {
      if (views.get(link)?.note === note) return;
      hide(link);
      views.set(link, { note, home: null, mark: null, forms: [], spot: '' });
      sight.observe(link);
    },

    /** After the page changed: what left it is let go, what it threw out of ours comes back. */
    sweep() {
      for (const link of views.keys()) if (!isConnected(link)) hide(link);
      for (const home of homes.values()) {
        if (home.host.isConnected || home.returns >= MOST_RETURNS) continue;
        home.returns += 1;
        insert(home);
        placeSoon();
      }
    },

    /** Follows what moves messages without changing them, and what takes them elsewhere. @param {EventTarget} target @param {AbortSignal} signal */
    listen(target, signal) {
      const passive = { capture: true, passive: true, signal };
      target.addEventListener('resize', placeSoon, passive);
      target.addEventListener('scroll', onScroll, passive);
      staysBehind(target, signal);
    },
  };
}
