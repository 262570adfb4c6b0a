// A checked link, for people: the picture of its way (mail → gateway → … → Atlassian), and the verdict in words.

import { language } from './content/language.js';
import { noteOn } from './content/note.js';
import { icon, rich } from './content/surface.js';
import { make, message } from './page.js';

/** @typedef {import('./content/note.js').Note} Note */
/** @typedef {import('./content/note.js').Text} Text */
/** @typedef {import('./protocol.js').Checked} Checked */

/**
 * @typedef {object} Stop
 * @property {Note['tone']} tone
 * @property {string} [sign] a line to draw in place of the tone's own
 * @property {string} title
 * @property {string | null} [place] a host
 * @property {string | null} [sends] the address it sends on to, where that is known
 */

const ENVELOPE = 'M2 4h12v8.5H2zM2.4 4.6 8 9l5.6-4.4';
const SHIELD = 'M8 1.8 13 3.6v4c0 3.2-2 5.4-5 6.6-3-1.2-5-3.4-5-6.6v-4z';

/** What stands at the end of the way. @type {Record<Checked['judgement']['verdict'], Stop>} */
const ENDS = {
  accept: { tone: 'mended', title: 'way_invitation' },
  lost: { tone: 'warning', title: 'way_start' },
  opaque: { tone: 'quiet', title: 'way_unknown' },
  suspicious: { tone: 'danger', title: 'mark_suspicious' },
  other: { tone: 'quiet', title: 'way_elsewhere' },
};

/** @param {string | null} address */
const hostOf = (address) => (address !== null && URL.canParse(address) && new URL(address).host) || null;

/** @param {string} href @param {Checked} checked @returns {Stop[]} */
function stopsOf(href, { judgement, decoded, way, gateways }) {
  const { verdict, target, site } = judgement;
  const trail = decoded.trail.length > 0 ? decoded.trail : judgement.trail;
  const passed = decoded.opaque === null ? trail : [...trail, decoded.opaque.gateway];
  const end = decoded.opaque?.hint ?? hostOf(target ?? decoded.target) ?? (passed.length > 0 ? null : hostOf(href));
  return [
    { tone: 'quiet', sign: ENVELOPE, title: message('way_mail'), sends: href },
    ...passed.map((id, i) => ({
      tone: /** @type {const} */ ('quiet'),
      sign: SHIELD,
      title: gateways.find((gateway) => gateway.id === id)?.name ?? message('way_gateway'),
      sends: way[i] ?? null,
    })),
    { ...ENDS[verdict], title: message(ENDS[verdict].title), place: end },
    ...(verdict === 'accept' && site !== null ? [{ ...ENDS.accept, title: message('way_site'), place: site }] : []),
  ];
}

/** As much of an address as tells it from others. */
const MOST_SHOWN = 120;

/** An address in short, its host set off: all else in it can be made to look like one. @param {string} address */
function shorten(address) {
  const short = make('bdi', { class: 'address', dir: 'ltr', translate: 'no' });
  if (!URL.canParse(address) || !address.includes('://')) {
    short.append(cut(address));
    return short;
  }
  const { href, protocol, username, password, host } = new URL(address);
  const user = username === '' && password === '' ? '' : href.slice(protocol.length + 2, href.indexOf('@') + 1);
  const scheme = protocol === 'https:' ? '' : `${protocol}//`;
  const rest = href.slice(protocol.length + 2 + user.length + host.length);
  short.append(scheme + cut(user), make('b', {}, host), cut(rest === '/' ? '' : rest));
  return short;
}

/** @param {string} text */
const cut = (text) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/**
 * Draws the way that a link takes.
 *
 * @param {string} href
 * @param {Checked} checked
 * @param {{ inFull?: boolean }} [options] `inFull`: with the addresses between its stops
 */
export function drawWay(href, checked, { inFull = false } = {}) {
  const stops = stopsOf(href, checked).map(({ tone, sign, title, place, sends }) => {
    const stop = make('li', {}, icon(document, tone, sign), make('b', {}, title));
    if (place) stop.append(make('bdi', { class: 'small quiet' }, place));
    if (inFull && sends) stop.append(shorten(sends));
    return stop;
  });
  return make('ol', { class: inFull ? 'way full' : 'way', 'aria-label': message('way_name') }, ...stops);
}

/** @param {Checked} checked @returns {Pick<Note, 'tone' | 'title' | 'body' | 'steps'>} */
export function noteOnChecked({ judgement, gateways }) {
  if (judgement.verdict === 'other') {
    const reason = `reason_${judgement.reason.replaceAll('-', '_')}`;
    return { tone: 'quiet', title: ['check_other'], body: [[reason]], steps: [] };
  }
  const names = Object.fromEntries(gateways.map(({ id, name }) => [id, name]));
  // Where it comes from, it is as it was: nothing has been mended yet.
  const note = noteOn(judgement, { mode: 'warn', names, language: language() });
  return { ...note, tone: ENDS[judgement.verdict].tone };
}

/** What a click on the link does in a mail. @param {Checked} checked @returns {Text} */
export function clickOn({ mode, judgement: { verdict, trail, host } }) {
  if (mode === 'off') return ['reason_policy_off'];
  if (verdict === 'other') return ['click_other'];
  if (mode === 'warn') return ['click_warn'];
  if (verdict === 'opaque') return ['click_opaque'];
  if (verdict === 'accept') return [trail.length > 0 ? 'click_mended' : 'click_straight', host ?? ''];
  return ['click_asked'];
}

/** @param {keyof HTMLElementTagNameMap} tag @param {Text[]} texts */
export const paragraphs = (tag, texts) => texts.map((text) => make(tag, {}, ...rich(document, text)));
