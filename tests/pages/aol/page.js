// AOL Mail, the classic face. Known from one other extension: the id of the message. The rest is guessed.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.aol.com',
  path: '/webmail-std/en-us/suite',
  render: (mails) =>
    page(
      'AOL Mail',
      mails.map((mail) => html`<div id="displayMessage" data-draw>${shown(mail)}</div>`),
    ),
};
