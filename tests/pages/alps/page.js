// alps. Known from its source: the frame and its sandbox, which lets no script run.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

const MESSAGE = 'https://mail.example.org/message/INBOX/17/raw';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/message/INBOX/17',
  depth: 1,
  render: () =>
    page(
      'alps',
      html`<iframe
        id="email-frame"
        sandbox="allow-same-origin allow-popups"
        src="${MESSAGE}"
        width="900"
        height="700"
      ></iframe>`,
      ['/page/alps.js'],
    ),
  frames: (mails) => ({
    [MESSAGE]: page(
      'Message',
      mails.map((mail) => shown(mail)),
    ),
  }),
};
