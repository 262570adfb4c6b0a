// Nextcloud Mail. Known from its source: the frame, its sandbox and the rel of links.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

const MESSAGE = 'https://mail.example.org/apps/mail/api/messages/17/html';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/apps/mail/box/1/thread/17',
  depth: 1,
  render: () =>
    page(
      'Mail - Nextcloud',
      html`<iframe
        class="message-frame"
        sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        src="${MESSAGE}"
        width="900"
        height="700"
      ></iframe>`,
    ),
  frames: (mails) => ({
    [MESSAGE]: page(
      'Message',
      html`<div data-draw>${mails.map((mail) => shown(mail, () => ({ rel: 'noreferrer noopener' })))}</div>`,
    ),
  }),
};
