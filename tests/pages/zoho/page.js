// Zoho Mail. Known from one other extension: the message's class. The rest is guessed.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.zoho.com',
  path: '/zm/',
  render: (mails) =>
    page(
      'Zoho Mail',
      mails.map((mail) => html`<div class="zmPVContent"><div class="jsConTent" data-draw>${shown(mail)}</div></div>`),
    ),
};
