// HTML from templates, every value escaped unless it is HTML already.

/** A piece of finished HTML. */
export class Html {
  /** @param {string} source */
  constructor(source) {
    this.source = source;
  }

  toString() {
    return this.source;
  }
}

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} text */
export const escape = (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** @param {unknown} value @returns {string} */
function insert(value) {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(insert).join('');
  return value instanceof Html ? value.source : escape(String(value));
}

/**
 * @param {TemplateStringsArray} parts
 * @param {...unknown} values strings are escaped, `Html` and arrays of it go in as they are, `null` and `false` vanish
 */
export const html = (parts, ...values) => new Html(String.raw({ raw: parts }, ...values.map(insert)));
