// Roundcube 1.6, the list with its preview frame. Known: it ran here (the real one is tested in tests/webmail). Its frame
// has another file name here, because the stage tells pages apart by their path.

import { Html, html } from '../../stage/html.js';
import { rewriteLinks } from '../links.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/roundcube/',
  depth: 1,
  render: () =>
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Roundcube Webmail :: Inbox</title>
        </head>
        <body class="task-mail action-none">
          <div id="layout-content">
            <iframe id="messagecontframe" name="messagecontframe" src="preview.php" width="100%" height="600"></iframe>
          </div>
        </body>
      </html>`,
  frames: (mails) => ({
    'https://mail.example.org/roundcube/preview.php': html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Message</title>
          <script src="/page/roundcube.js" defer></script>
        </head>
        <body class="task-mail action-preview">
          ${mails.map(
            ({ from, html: body }) => html`
              <div id="message-header">
                <span class="header from">
                  <span class="adr">
                    <a href="mailto:${from.address}" class="rcmContactAddress" title="${from.address}">${from.name}</a>
                  </span>
                </span>
              </div>
              <div id="messagebody">
                <div class="message-htmlpart" id="message-htmlpart1">
                  <div class="rcmBody">
                    ${new Html(rewriteLinks(body, () => ({ target: '_blank', rel: 'noreferrer' })))}
                  </div>
                </div>
              </div>
            `,
          )}
        </body>
      </html>`,
  }),
};
