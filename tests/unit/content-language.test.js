// The language that people are spoken to in is the texts', whatever the browser's own is.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { inLanguage } from '../../extension/content/language.js';

describe('what is said is in', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

  /** @type {Record<string, [own: string, written: string, direction: string, lang: string]>} */
  const CASES = {
    'the reader’s variety of a language': ['en-GB', 'en', 'ltr', 'en-GB'],
    'a language with a variety of its own': ['pt-BR', 'pt-BR', 'ltr', 'pt-BR'],
    'a language from right to left': ['ar', 'ar', 'rtl', 'ar'],
    'English, left to right, where there is no Hebrew': ['he', 'en', 'ltr', 'en'],
    'English where there is no Portuguese of Portugal': ['pt-PT', 'en', 'ltr', 'en'],
  };
  for (const [name, [own, written, direction, lang]] of Object.entries(CASES)) {
    it(name, () => {
      /** @type {Record<string, string>} */
      const texts = { text_language: written, text_direction: direction };
      const i18n = { getUILanguage: () => own, getMessage: (/** @type {string} */ key) => texts[key] };
      Object.assign(globalThis, { chrome: { i18n } });
      assert.deepEqual(inLanguage(), { lang, dir: direction });
    });
  }
});
