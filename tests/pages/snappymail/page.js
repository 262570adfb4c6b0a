// SnappyMail, and RainLoop before it, the second message as that one shows it. Known from their sources: the classes, and that
// SnappyMail keeps few attributes of links. Not played here: that it takes some wrappers off by itself.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/snappymail/',
  render: (mails) =>
    page(
      'SnappyMail',
      mails.map(
        (mail, i) => html`
          <div class="bodyText">
            <div class="${i === 0 ? 'mail-body' : 'b-text-part html'}" data-draw>${shown(mail)}</div>
          </div>
        `,
      ),
    ),
};
