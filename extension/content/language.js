// The language that people are spoken to in. It is the one of the texts, which is English where there are none in the
// browser's own.

/** Their language, in the reader's own variety of it. */
export function language() {
  const written = chrome.i18n.getMessage('text_language');
  const own = chrome.i18n.getUILanguage();
  return own.split('-')[0] === written.split('-')[0] ? own : written;
}

/** It and its direction, for the outermost of our elements. */
export const inLanguage = () => ({ lang: language(), dir: chrome.i18n.getMessage('text_direction') });
