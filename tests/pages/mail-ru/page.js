// Mail.ru. Known from real fragments: the classes, the renaming of the mail's own, and both forms of the links. Guessed: that
// each message has one of them.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** The two forms that links take here. @type {((href: string) => string)[]} */
const FORMS = [
  (href) =>
    `https://checklink.mail.ru/proxy?es=aBcDeFgHiJkL%2BmNo%3D&egid=pQrStUvWxYz0&url=${encodeURIComponent(href)}&uidl=17320000000000000000`,
  (href) => `https://click.mail.ru/redir?u=${encodeURIComponent(href)}`,
];

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'e.mail.ru',
  path: '/inbox/0:17320000000000000000:0/',
  render: (mails) =>
    page(
      'Mail.ru',
      mails.map(
        (mail, i) => html`
          <div class="letter">
            <span class="letter-contact" title="${mail.from.address}">${mail.from.name}</span>
            <div class="letter-body__body-content" data-draw>
              <div class="cl-123456 mail_mr_css_attr">
                ${shown(mail, (href) => ({ href: FORMS[i % FORMS.length]?.(href) ?? href }))}
              </div>
            </div>
          </div>
        `,
      ),
    ),
};
