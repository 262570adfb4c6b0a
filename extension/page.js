// What the extension's own pages share.

/**
 * A text of `_locales` in the reader's language.
 *
 * @param {string} name
 * @param {...string} substitutions
 */
export const message = (name, ...substitutions) => chrome.i18n.getMessage(name, substitutions);

/** Fills every element that names its text in `data-message`, and says which language that is. */
export function localise() {
  document.documentElement.lang = chrome.i18n.getUILanguage();
  document.documentElement.dir = message('@@bidi_dir');
  for (const element of document.querySelectorAll('[data-message]')) {
    element.textContent = message(element.getAttribute('data-message') ?? '');
  }
}
