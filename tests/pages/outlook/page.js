// Outlook on the web. Known from real fragments: the ids of body and sender, x_ before the mail's own classes, both forms
// of Safe Links (the wrapped address with originalsrc and shash, or the mail's own with data-safelink), and that a click
// is taken in script and goes to Outlook's own safelink.html whatever the link says. Guessed: that the handler sits in
// the capture phase, as React puts it there, and that pressing the mouse writes the wrapped address back.

import { Html, html } from '../../stage/html.js';
import { gateways } from '../../stage/gateways.js';
import { rewriteLinks } from '../links.js';

/** @type {import('../../stage/webmail.js').WebmailPage} */
export default {
  host: 'outlook.office.com',
  path: '/mail/inbox/id/AAQkADY3',
  render: (mails) =>
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Mail - Sam Okafor - Outlook</title>
          <script src="/page/outlook.js" defer></script>
        </head>
        <body>
          <div id="app">
            <div id="ReadingPaneContainerId" data-app-section="MailReadCompose">
              ${mails.map(
                ({ id, from, html: body }, i) => html`
                  <div id="MSG_${id}_FROM">
                    <span aria-label="From: ${from.name}">${from.name}&lt;${from.address}&gt;</span>
                  </div>
                  <div id="UniqueMessageBody_${id}" role="document" aria-label="Message body">
                    <div class="rps_5a3c">
                      ${new Html(
                        rewriteLinks(body, (href) => ({
                          ...(i % 2 === 0
                            ? { href: gateways.safeLinks.wrap(href), originalsrc: href, shash: 'q0Zt2Yb8n4l1m7Xw==' }
                            : { href, 'data-safelink': 'true' }),
                          target: '_blank',
                          rel: 'noopener noreferrer',
                          'data-auth': 'NotApplicable',
                          'data-linkindex': '0',
                        })),
                      )}
                    </div>
                  </div>
                `,
              )}
            </div>
          </div>
        </body>
      </html>`,
};
