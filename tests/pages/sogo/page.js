// SOGo 5. Known: it ran here. It keeps all of a mail's attributes but on*.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/SOGo/so/sam.okafor/Mail/view',
  render: (mails) =>
    page(
      'SOGo',
      mails.map(
        (mail) => html`
          <a ng-bind="::viewer.message.from[0].email" href="mailto:${mail.from.address}">${mail.from.address}</a>
          <div class="msg-body">
            <div class="mailer_htmlcontent SOGoHTMLMail-CSS-Delimiter" data-draw>
              ${shown(mail, () => ({ rel: 'noopener' }))}
            </div>
          </div>
        `,
      ),
    ),
};
