// Gmail. Known from real fragments: the nesting from .adn to .a3s, the sender's span, what is done to links, the form of
// data-saferedirecturl with its address encoded once, and that a click opens it unless somebody prevented the default.
// Guessed: the pane that scrolls, and that expanding a message draws its markup anew.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @param {string} href */
export const safeRedirect = (href) =>
  `https://www.google.com/url?q=${href.replace(/[=&%]/g, encodeURIComponent)}&source=gmail&ust=1790117145000000&usg=AOvVaw0sTaGe`;

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.google.com',
  path: '/mail/u/0/',
  render: (mails) =>
    page(
      'Inbox - sam.okafor@example.com - Gmail',
      html`
        <header><a href="#inbox">Inbox</a> <a href="https://mail.google.com/mail/u/0/#starred">Starred</a></header>
        <div class="nH" role="main" style="height: 700px; overflow: auto">
          ${mails.map(
            (mail) => html`
              <div class="adn ads" data-message-id="#msg-f:${mail.id}" data-legacy-message-id="${mail.id}">
                <h2 class="hP">${mail.subject}</h2>
                <div class="gE">
                  <span class="gD" email="${mail.from.address}" name="${mail.from.name}">${mail.from.name}</span>
                </div>
                <div class="ii gt">
                  <div class="a3s aiL" style="overflow: hidden" data-draw>
                    ${shown(mail, (href) => ({ 'data-saferedirecturl': safeRedirect(href) }))}
                  </div>
                </div>
              </div>
            `,
          )}
        </div>
      `,
      ['/page/gmail.js'],
    ),
};
