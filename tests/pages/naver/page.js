// Naver Mail. Known from real fragments: the message's class. The rest is guessed.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.naver.com',
  path: '/v2/read/0/1',
  render: (mails) =>
    page(
      'NAVER Mail',
      mails.map((mail) => html`<div class="mail_view_contents_inner" data-draw>${shown(mail)}</div>`),
    ),
};
