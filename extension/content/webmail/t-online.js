/**
 * T-Online's E-Mail Center. The message is a frame's document.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 't-online',
  hosts: ['email.t-online.de'],
  body: 'body',
};
