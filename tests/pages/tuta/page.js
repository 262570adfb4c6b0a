// Tuta Mail. Known from its source: the shadow root, the ids and what becomes of links.

import { html } from '../../stage/html.js';
import { page, shown } from '../document.js';

/** @type {import('../pages.js').FramedWebmailPage} */
export default {
  host: 'app.tuta.com',
  path: '/mail/OaBc/OdEf',
  render: (mails) =>
    page(
      'Tuta Mail',
      html`<template id="message">${mails.map((mail) => shown(mail))}</template>
        <div id="app"></div>`,
      ['/page/tuta.js'],
    ),
};
