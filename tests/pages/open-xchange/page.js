// Open-Xchange App Suite 7. Known from its source: the frame of the same origin, filled by script with every change, and
// both classes.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/appsuite/',
  depth: 1,
  render: (mails) =>
    page(
      'Inbox - App Suite',
      html`
        <template><div class="mail-detail-content">${mails.map((mail) => shown(mail))}</div></template>
        <iframe class="mail-detail-frame" src="blank.html" width="900" height="700"></iframe>
      `,
      ['/page/open-xchange.js'],
    ),
  frames: () => ({ 'https://mail.example.org/appsuite/blank.html': html`<!doctype html><title></title>` }),
};
