// AOL Mail, the first message in the classic face and the second in the newer one. Known from one other extension: the id
// of the classic message. Guessed: the rest, and that the newer face is Yahoo's.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.aol.com',
  path: '/webmail-std/en-us/suite',
  render: (mails) =>
    page(
      'AOL Mail',
      mails.map((mail, i) =>
        i === 0
          ? html`<div id="displayMessage" data-draw>${shown(mail)}</div>`
          : html`
              <div data-test-id="message-view" data-test-expanded="true">
                <span data-test-id="message-from"><span data-test-id="email-pill">${mail.from.address}</span></span>
                <div data-test-id="message-view-body-content" data-draw>${shown(mail)}</div>
              </div>
            `,
      ),
    ),
};
