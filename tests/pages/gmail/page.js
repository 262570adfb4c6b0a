// Gmail. Known from real fragments: the nesting from .adn to .a3s, the sender's span, what is done to links, the form of
// data-saferedirecturl with its address encoded once, and that a click opens it unless somebody prevented the default.
// Guessed: the pane that scrolls, and that expanding a message draws its markup anew.

import { Html, html } from '../../stage/html.js';
import { rewriteLinks } from '../links.js';

/** @param {string} href */
const safeRedirect = (href) =>
  `https://www.google.com/url?q=${href.replace(/[=&%]/g, encodeURIComponent)}&source=gmail&ust=1790117145000000&usg=AOvVaw0sTaGe`;

/** @type {import('../../stage/webmail.js').WebmailPage} */
export default {
  host: 'mail.google.com',
  path: '/mail/u/0/',
  render: (mails) =>
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Inbox - sam.okafor@example.com - Gmail</title>
          <link rel="stylesheet" href="/page/gmail.css" />
          <script src="/page/gmail.js" defer></script>
        </head>
        <body>
          <header><a href="#inbox">Inbox</a> <a href="https://mail.google.com/mail/u/0/#starred">Starred</a></header>
          <div class="nH" role="main">
            ${mails.map(
              ({ id, from, subject, html: body }) => html`
                <div class="adn ads" data-message-id="#msg-f:${id}" data-legacy-message-id="${id}">
                  <h2 class="hP">${subject}</h2>
                  <div class="gE"><span class="gD" email="${from.address}" name="${from.name}">${from.name}</span></div>
                  <div class="ii gt">
                    <div class="a3s aiL">
                      ${new Html(
                        rewriteLinks(body, (href) => ({
                          href,
                          target: '_blank',
                          'data-saferedirecturl': safeRedirect(href),
                        })),
                      )}
                    </div>
                  </div>
                </div>
              `,
            )}
          </div>
        </body>
      </html>`,
};
