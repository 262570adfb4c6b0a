// iCloud Mail. Known from real fragments: the three documents, the last of another site, and the message's class. Guessed:
// what it does to links, which is nothing here.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

const APP = 'https://www.icloud.com/applications/mail2/current/en-us/index.html';
const MESSAGE = 'https://www-mail.icloud-sandbox.com/applications/mail2-message/current/en-us/index.html';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'www.icloud.com',
  path: '/mail/',
  depth: 2,
  render: () => page('iCloud Mail', html`<iframe src="${APP}" width="1000" height="700"></iframe>`),
  frames: (mails) => ({
    [APP]: page(
      'Mail',
      html`
        <div class="thread-participants">${mails[0]?.from.address}</div>
        <iframe src="${MESSAGE}" width="900" height="600"></iframe>
      `,
    ),
    [MESSAGE]: page(
      'Message',
      mails.map((mail) => html`<div class="mail-message-defaults" data-draw>${shown(mail)}</div>`),
    ),
  }),
};
