// Cypht 2. Known from its source: the classes, and a click handler that lets links with a target of their own pass.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/cypht/',
  render: (mails) =>
    page(
      'Cypht',
      mails.map(
        (mail) => html`
          <div class="cypht-layout">
            <div class="msg_text_inner"><div class="msg_html_part" data-draw>${shown(mail)}</div></div>
          </div>
        `,
      ),
    ),
};
