// The links of a saved mail (RFC 5322 and MIME), as far as there is something to read: whatever is broken in it gives
// fewer links, and no error.

import { labelOf } from '../content/links.js';

/** @typedef {import('../protocol.js').Link} Link */

/** Forwarded mails lie in one another; nobody forwards this often. */
const MOST_NESTED = 10;
const MOST_PARTS = 500;

/** One character for each byte: headers and boundaries are found in it whatever the text is written in. @param {Uint8Array} bytes */
const toBinary = (bytes) => new TextDecoder('latin1').decode(bytes);

/** @param {string} binary */
const toBytes = (binary) =>
  Uint8Array.from(binary, (character) => WINDOWS_1252.get(character) ?? character.charCodeAt(0));

/** What the browsers' "latin1" makes of the bytes that are not in it. @type {Map<string, number>} */
const WINDOWS_1252 = new Map(
  Array.from({ length: 32 }, (_, i) => [new TextDecoder('latin1').decode(Uint8Array.of(128 + i)), 128 + i]),
);

/** @param {string} entity @returns {[headers: Map<string, string>, body: string]} */
function split(entity) {
  const end = /\r?\n\r?\n/.exec(entity);
  const head = end ? entity.slice(0, end.index) : entity;
  const headers = new Map();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return [headers, end ? entity.slice(end.index + end[0].length) : ''];
}

/** @param {string} header @param {string} name */
function parameter(header, name) {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(header);
  return found?.[1] ?? found?.[2] ?? null;
}

/** @param {string} body @param {string} boundary */
function* partsOf(body, boundary) {
  const pieces = `\n${body}`.split(`\n--${boundary}`);
  for (const piece of pieces.slice(1)) {
    if (piece.startsWith('--')) return;
    yield piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, '');
  }
}

/** @param {string} body @param {string} encoding @returns {Uint8Array} */
function decode(body, encoding) {
  if (encoding === 'base64') {
    const digits = body.replace(/[^A-Za-z0-9+/]/g, '');
    try {
      return Uint8Array.from(atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0))), (c) =>
        c.charCodeAt(0),
      );
    } catch {
      return new Uint8Array();
    }
  }
  if (encoding !== 'quoted-printable') return toBytes(body);
  const text = body.replace(/[ \t]+$/gm, '').replace(/=\r?\n/g, '');
  return toBytes(text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => toBinary(Uint8Array.of(Number.parseInt(hex, 16)))));
}

/** @param {Uint8Array} bytes @param {string} charset */
function toText(bytes, charset) {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** @param {string} href @param {string | null} label @returns {Link} */
const link = (href, label) => ({ href, label, safeRedirect: null, originalSrc: null });

/** @param {string} markup @returns {Link[]} */
function linksOfMarkup(markup) {
  // A document without a window: nothing in it is loaded or run.
  const parsed = new DOMParser().parseFromString(markup, 'text/html');
  return [...parsed.querySelectorAll('a[href], area[href]')].map((element) =>
    link(element.getAttribute('href') ?? '', labelOf(element)),
  );
}

/** @param {string} text @returns {Link[]} */
const linksOfText = (text) => (text.match(/https?:\/\/[^\s<>"]+/gi) ?? []).map((href) => link(href, null));

/**
 * A mail's links, each address once.
 *
 * @param {Uint8Array} bytes
 * @returns {Link[]}
 */
export function linksOf(bytes) {
  /** @type {Map<string, Link>} */
  const links = new Map();
  let parts = 0;
  /** @param {string} entity @param {number} depth */
  const read = (entity, depth) => {
    parts += 1;
    if (depth > MOST_NESTED || parts > MOST_PARTS) return;
    const [headers, body] = split(entity);
    const type = headers.get('content-type') ?? 'text/plain';
    const kind = (type.split(';')[0] ?? '').trim().toLowerCase();
    const boundary = parameter(type, 'boundary');
    if (kind.startsWith('multipart/') && boundary !== null) {
      for (const part of partsOf(body, boundary)) read(part, depth + 1);
      return;
    }
    const content = decode(body, (headers.get('content-transfer-encoding') ?? '').toLowerCase());
    if (kind === 'message/rfc822') return read(toBinary(content), depth + 1);
    if (!kind.startsWith('text/')) return;
    const text = toText(content, parameter(type, 'charset') ?? 'utf-8');
    // The same link in the plain text has no label.
    for (const each of kind === 'text/html' ? linksOfMarkup(text) : linksOfText(text)) {
      const known = links.get(each.href);
      if (known === undefined || known.label === null) links.set(each.href, each);
    }
  };
  read(toBinary(bytes), 0);
  return [...links.values()];
}
