// T-Online's E-Mail Center. Known from one other extension: the frame's name. The rest is guessed.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

const MESSAGE = 'https://email.t-online.de/em/message';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'email.t-online.de',
  path: '/em',
  depth: 1,
  render: () =>
    page('E-Mail Center', html`<iframe name="mailreadview" src="${MESSAGE}" width="900" height="700"></iframe>`),
  frames: (mails) => ({
    [MESSAGE]: page('Nachricht', html`<div data-draw>${mails.map((mail) => shown(mail))}</div>`),
  }),
};
