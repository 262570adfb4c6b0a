// Fastmail. Known from one other extension: the message's class, and that the mail's classes are renamed. The rest is
// guessed.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'app.fastmail.com',
  path: '/mail/Inbox/T1a2b3c',
  render: (mails) =>
    page(
      'Inbox – Fastmail',
      mails.map(
        (mail) => html`
          <div class="v-Message">
            <div class="v-Message-body" data-draw><div class="defanged1-body">${shown(mail)}</div></div>
          </div>
        `,
      ),
    ),
};
