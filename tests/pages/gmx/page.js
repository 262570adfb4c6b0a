// GMX. Known from real fragments: the nesting of shell, client and message, each a document of another host or path, and
// the form of the links. Guessed: the tokens.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

const CLIENT = 'https://3c.gmx.net/mail/client/home';
const MESSAGE = 'https://3c.gmx.net/mail/client/mailbody/tmai1234';

/** @param {string} href */
const dereferrer = (href) =>
  `https://deref-gmx.net/mail/client/a1B2c3D4e5F/dereferrer/?redirectUrl=${encodeURIComponent(href)}`;

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'navigator.gmx.net',
  path: '/mail',
  depth: 2,
  render: () => page('GMX', html`<iframe src="${CLIENT}" width="1000" height="700"></iframe>`),
  frames: (mails) => ({
    [CLIENT]: page('GMX', html`<iframe id="mailbody" src="${MESSAGE}" width="900" height="600"></iframe>`),
    [MESSAGE]: page(
      'Message',
      html`<div data-draw>${mails.map((mail) => shown(mail, (href) => ({ href: dereferrer(href) })))}</div>`,
    ),
  }),
};
