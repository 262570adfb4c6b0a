/**
 * Fastmail.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'fastmail',
  hosts: ['app.fastmail.com', 'www.fastmail.com'],
  body: '.v-Message-body',
};
