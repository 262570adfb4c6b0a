/**
 * Zoho Mail.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'zoho',
  hosts: ['mail.zoho.com', 'mail.zoho.eu', 'mail.zoho.in'],
  body: '.jsConTent',
};
