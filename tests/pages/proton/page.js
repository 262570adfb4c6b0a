// Proton Mail. Known from its source: the frame and its sandbox, that it is filled by document.open and write, the
// message's id, the link's rel, and the listener outside that takes the address from the link and asks before it goes on.
// Guessed: the look of the question.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.proton.me',
  path: '/u/0/inbox/abc',
  depth: 1,
  confirm: '#confirm a',
  render: (mails) =>
    page(
      'Inbox | sam.okafor@example.com | Proton Mail',
      html`
        <template id="message">
          <div id="proton-root">
            ${mails.map((mail) => shown(mail, () => ({ rel: 'noreferrer nofollow noopener' })))}
          </div>
        </template>
        <iframe
          data-testid="content-iframe"
          sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
          width="900"
          height="700"
        ></iframe>
        <div id="confirm" hidden>
          <p>You are about to open another browser tab.</p>
          <a target="_blank" rel="noopener">Confirm</a>
        </div>
      `,
      ['/page/proton.js'],
    ),
};
