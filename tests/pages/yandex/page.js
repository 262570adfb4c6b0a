// Yandex Mail. Known from real fragments: the classes, that links keep their address, and the second address beside it,
// with the first in base64url. Guessed: the handler that goes there.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @param {string} href */
const redirector = (href) =>
  `https://mail.yandex.com/re.jsx?h=a,bCdEfGhIjKlMnOpQrStUvW&l=${Buffer.from(href).toString('base64url')}`;

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.yandex.com',
  path: '/',
  render: (mails) =>
    page(
      'Yandex Mail',
      mails.map(
        (mail) => html`
          <div class="mail-Message">
            <span class="mail-Message-Sender-Email">${mail.from.address}</span>
            <div class="mail-Message-Body-Content js-message-body" data-draw>
              ${shown(mail, (href) => ({
                class: 'daria-goto-anchor',
                'data-vdir-href': redirector(href),
                'data-orig-href': href,
              }))}
            </div>
          </div>
        `,
      ),
      ['/page/yandex.js'],
    ),
};
