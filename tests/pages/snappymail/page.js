// SnappyMail. Known from its source: the classes, and that only a few attributes of links are kept. Not played here: that
// it takes some wrappers off by itself.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/snappymail/',
  render: (mails) =>
    page(
      'SnappyMail',
      mails.map((mail) => html`<div class="bodyText"><div class="mail-body" data-draw>${shown(mail)}</div></div>`),
    ),
};
