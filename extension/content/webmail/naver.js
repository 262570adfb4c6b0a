/**
 * Naver Mail.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'naver',
  hosts: ['mail.naver.com'],
  body: '.mail_view_contents_inner',
};
