// Zimbra's classic face. Known from its source: the frame's id, that it is filled by document.open and write, and the
// body's class. Guessed: the rest.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/zimbra/',
  depth: 1,
  render: (mails) =>
    page(
      'Zimbra: Inbox',
      html`
        <template><div class="MsgBody MsgBody-html">${mails.map((mail) => shown(mail))}</div></template>
        <iframe id="zv__CLV-main__MSG__body__iframe" width="900" height="700" data-written></iframe>
      `,
      ['/shared/written-frame.js'],
    ),
};
