/**
 * Tuta Mail. Shows the message in an open shadow root on an ordinary element.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'tuta',
  hosts: ['app.tuta.com', 'mail.tutanota.com'],
  body: '#shadow-mail-body',
};
