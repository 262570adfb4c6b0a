// Horde IMP 6. Known: it ran here (the real one is tested in tests/webmail). The frame has a javascript: address and is
// filled by document.write; each link's target is a name of its own.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'mail.example.org',
  path: '/imp/dynamic.php',
  depth: 1,
  render: (mails) =>
    page(
      'Horde :: Mailbox',
      html`
        <div id="msgHeaders"><a class="address" title="${mails[0]?.from.address}">${mails[0]?.from.name}</a></div>
        <template>${mails.map((mail) => shown(mail, () => ({ target: 'oaX7v2' })))}</template>
        <iframe class="htmlMsgData" src="javascript:false" width="900" height="700" data-written></iframe>
      `,
      ['/shared/written-frame.js'],
    ),
};
