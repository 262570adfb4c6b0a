// Yahoo Mail. Known from real fragments: the data-test-ids. Guessed: that it does nothing to links, and how ids and
// classes of the mail are renamed.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.yahoo.com',
  path: '/n/inbox/messages/AGx7',
  render: (mails) =>
    page(
      'Yahoo Mail',
      mails.map(
        (mail) => html`
          <div data-test-id="message-view" data-test-expanded="true">
            <span data-test-id="message-from">
              ${mail.from.name} <span data-test-id="email-pill">&lt;${mail.from.address}&gt;</span>
            </span>
            <div data-test-id="message-view-body-content" data-draw>
              <div class="msg-body"><div id="yiv4711">${shown(mail)}</div></div>
            </div>
          </div>
        `,
      ),
    ),
};
