// Modoboa. Known from its source: the frame's class, and that it is filled by document.write.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/webmail/',
  depth: 1,
  render: (mails) =>
    page(
      'Modoboa',
      html`
        <template>${mails.map((mail) => shown(mail))}</template>
        <iframe class="email-frame" width="900" height="700" data-written></iframe>
      `,
      ['/shared/written-frame.js'],
    ),
};
