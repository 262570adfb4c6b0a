// Outlook on the web. Known from real fragments: the ids of body and sender, x_ before the mail's own classes, both forms
// of Safe Links (the wrapped address with originalsrc and shash, or the mail's own with data-safelink), and that a click
// is taken in script and goes to Outlook's own safelink.html whatever the link says. Guessed: that the handler sits in
// the capture phase, as React puts it there, and that pressing the mouse writes the wrapped address back.

import { gateways } from '../../stage/gateways.js';
import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** The two forms that Safe Links takes here. @type {((href: string) => Record<string, string>)[]} */
const FORMS = [
  (href) => ({ href: gateways.safeLinks.wrap(href), originalsrc: href, shash: 'q0Zt2Yb8n4l1m7Xw==' }),
  (href) => ({ href, 'data-safelink': 'true' }),
];

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'outlook.office.com',
  path: '/mail/inbox/id/AAQkADY3',
  render: (mails) =>
    page(
      'Mail - Sam Okafor - Outlook',
      html`
        <div id="app">
          <div id="ReadingPaneContainerId" data-app-section="MailReadCompose">
            ${mails.map(
              (mail, i) => html`
                <div id="MSG_${mail.id}_FROM">
                  <span aria-label="From: ${mail.from.name}">${mail.from.name}&lt;${mail.from.address}&gt;</span>
                </div>
                <div id="UniqueMessageBody_${mail.id}" role="document" aria-label="Message body" data-draw>
                  <div class="rps_5a3c">
                    ${shown(mail, (href) => ({
                      ...FORMS[i % FORMS.length]?.(href),
                      'data-auth': 'NotApplicable',
                      'data-linkindex': '0',
                    }))}
                  </div>
                </div>
              `,
            )}
          </div>
        </div>
      `,
      ['/page/outlook.js'],
    ),
};
