// Roundcube 1.6, the list with its preview frame. Known: it ran here (the real one is tested in tests/webmail). Its frame
// has another file name here, because the stage tells pages apart by their path.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

const MESSAGE = 'https://mail.example.org/roundcube/preview.php';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/roundcube/',
  depth: 1,
  render: () =>
    page(
      'Roundcube Webmail :: Inbox',
      html`<iframe id="messagecontframe" name="messagecontframe" src="${MESSAGE}" width="900" height="700"></iframe>`,
    ),
  frames: (mails) => ({
    [MESSAGE]: page(
      'Message',
      mails.map(
        (mail) => html`
          <div id="message-header">
            <span class="header from">
              <a href="mailto:${mail.from.address}" class="rcmContactAddress" title="${mail.from.address}">
                ${mail.from.name}
              </a>
            </span>
          </div>
          <div id="messagebody">
            <div class="message-htmlpart" id="message-htmlpart1" data-draw>
              <div class="rcmBody">${shown(mail, () => ({ rel: 'noreferrer' }))}</div>
            </div>
          </div>
        `,
      ),
    ),
  }),
};
