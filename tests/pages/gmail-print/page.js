// Gmail's print view: a plain page of its own, which prints itself. Known from real fragments: that the messages are in
// .maincontent. Guessed: the tables in it, and that its links have a second address as they have in the mailbox.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';
import { safeRedirect } from '../gmail/page.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.google.com',
  path: '/mail/u/0/print',
  adapter: 'gmail',
  render: (mails) =>
    page(
      'Gmail - Sam Okafor',
      html`
        <div class="bodycontainer">
          <div class="maincontent">
            ${mails.map(
              (mail) => html`
                <table class="message">
                  <tr>
                    <td><b>${mail.from.name}</b> &lt;${mail.from.address}&gt;</td>
                  </tr>
                  <tr>
                    <td data-draw>${shown(mail, (href) => ({ 'data-saferedirecturl': safeRedirect(href) }))}</td>
                  </tr>
                </table>
              `,
            )}
          </div>
        </div>
      `,
      ['/page/gmail.js'],
    ),
};
