// The webmails of `tests/pages/`: how each is found, and what it must say of itself.

import path from 'node:path';

/**
 * @typedef {object} WebmailPage the default export of `tests/pages/<webmail>/page.js`
 * @property {string} host
 * @property {string} path
 * @property {(mails: import('./mail.js').Mail[]) => string | import('./html.js').Html} render the document it makes of mails
 */

const PAGES = path.resolve(import.meta.dirname, '../pages');

/**
 * @param {string} webmail
 * @returns {Promise<{ page: WebmailPage, folder: string }>} `folder`'s files are served at `/page/` on the webmail's host
 */
export async function webmailPage(webmail) {
  const folder = path.join(PAGES, webmail);
  /** @type {{ default: WebmailPage }} */
  const { default: page } = await import(path.join(folder, 'page.js'));
  return { page, folder };
}
