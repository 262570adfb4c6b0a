// A webmail that nobody knows, with handlers that would send every press elsewhere. Nothing is known, all of it is made up.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/inbox/17',
  render: (mails) =>
    page(
      'Inbox',
      mails.map((mail) => html`<article data-draw>${shown(mail)}</article>`),
      ['/page/default.js'],
    ),
};
