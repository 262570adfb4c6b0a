// QQ Mail, the classic one. Known from real fragments: the frame of the same origin, and the message's id. The rest is
// guessed.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

const MESSAGE = 'https://mail.qq.com/cgi-bin/readmail';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.qq.com',
  path: '/cgi-bin/frame_html',
  depth: 1,
  render: () =>
    page('QQ Mail', html`<iframe id="mainFrame" name="mainFrame" src="${MESSAGE}" width="900" height="700"></iframe>`),
  frames: (mails) => ({
    [MESSAGE]: page(
      'QQ Mail',
      mails.map((mail) => html`<div id="mailContentContainer" class="qmbox" data-draw>${shown(mail)}</div>`),
    ),
  }),
};
