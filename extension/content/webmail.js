// The second of the content scripts: the webmails we know. Links are found and judged everywhere; what stands here makes
// it exact: where a message is, who sent it, and what the webmail itself does to a link.

import { findFirst, rootElementOf } from './dom.js';
import gmail from './webmail/gmail.js';
import outlook from './webmail/outlook.js';
import yahoo from './webmail/yahoo.js';
import aol from './webmail/aol.js';
import icloud from './webmail/icloud.js';
import proton from './webmail/proton.js';
import tuta from './webmail/tuta.js';
import fastmail from './webmail/fastmail.js';
import zoho from './webmail/zoho.js';
import gmx from './webmail/gmx.js';
import tOnline from './webmail/t-online.js';
import yandex from './webmail/yandex.js';
import mailRu from './webmail/mail-ru.js';
import naver from './webmail/naver.js';
import qq from './webmail/qq.js';
import roundcube from './webmail/roundcube.js';
import sogo from './webmail/sogo.js';
import horde from './webmail/horde.js';
import snappymail from './webmail/snappymail.js';
import cypht from './webmail/cypht.js';
import nextcloud from './webmail/nextcloud.js';
import zimbra from './webmail/zimbra.js';
import openXchange from './webmail/open-xchange.js';
import alps from './webmail/alps.js';
import modoboa from './webmail/modoboa.js';

/**
 * @typedef {object} Webmail
 * @property {string} id
 * @property {string[]} [hosts] the hosts it is served from, when it has its own
 * @property {string} [marks] what only its pages have, when it may be served from anywhere
 * @property {string} [body] the element that holds a message's own markup, and nothing else
 * @property {(body: Element) => string | null | undefined} [sender] the sender's bare address
 * @property {string} [redirect] the attribute whose address the webmail opens on a click
 * @property {string} [original] the attribute in which a gateway leaves the address it wrapped: a hint
 * @property {string[]} [drops] attributes with a second address, which must not survive beside ours
 * @property {boolean} [followsAddress] its click handler takes the address from the link, perhaps
 *   after a question of its own, and may have the event
 */

/** Anywhere else. @type {Webmail} */
const UNKNOWN = { id: 'default' };

/** Those with hosts of their own, then those that may be anywhere. @type {Webmail[]} */
export const WEBMAILS = [
  gmail,
  outlook,
  yahoo,
  aol,
  icloud,
  proton,
  tuta,
  fastmail,
  zoho,
  gmx,
  tOnline,
  yandex,
  mailRu,
  naver,
  qq,
  roundcube,
  sogo,
  horde,
  snappymail,
  cypht,
  nextcloud,
  zimbra,
  openXchange,
  alps,
  modoboa,
];

/** Most pages have none of them, and one search tells. */
const ALL_MARKS = WEBMAILS.flatMap(({ marks }) => marks ?? []).join(', ');

/** @param {string} host */
const webmailAt = (host) => WEBMAILS.find(({ hosts }) => hosts?.includes(host));

/** Whether this page, or one that it is a frame of, has something. @param {string} marks */
function isMarked(marks) {
  /** @type {Window} */
  let place = window;
  for (;;) {
    const root = rootElementOf(place.document);
    if (root && findFirst(root, marks) !== null) return true;
    if (place.frameElement === null) return false;
    place = place.parent;
  }
}

/**
 * The webmail of this page. A webmail that may be anywhere shows itself only when its page is there, so ask again.
 * @param {Webmail} [last]
 * @returns {Webmail}
 */
export function webmailHere(last) {
  if (last !== undefined && last !== UNKNOWN) return last;
  // A frame without an address of its own has the origin of the page around it.
  const host = location.hostname || origin.replace(/^https?:\/\//, '');
  const known = webmailAt(host);
  if (known !== undefined || !isMarked(ALL_MARKS)) return known ?? UNKNOWN;
  return WEBMAILS.find(({ marks }) => marks !== undefined && isMarked(marks)) ?? UNKNOWN;
}

globalThis.straightwayWebmail = webmailHere;
