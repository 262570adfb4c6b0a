/**
 * iCloud Mail. The message is in a frame of another site than the page around it, where the sender stands.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'icloud',
  hosts: ['www.icloud.com', 'www-mail.icloud-sandbox.com'],
  body: '.mail-message-defaults',
};
