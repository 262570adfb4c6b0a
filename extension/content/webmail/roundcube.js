/**
 * Roundcube 1.6 and 1.7, all skins. Strips a mail's own `data-*` and opens links as they stand.
 * @type {import("../webmail.js").Webmail}
 */
export default {
  id: 'roundcube',
  marks: '#messagebody .message-htmlpart, #messagebody .message-part',
  body: '#messagebody',
  sender: (body) => body.ownerDocument.querySelector('.header.from .rcmContactAddress')?.getAttribute('title'),
};
