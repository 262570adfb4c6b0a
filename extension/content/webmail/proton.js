/**
 * Proton Mail. Writes the message into an empty frame without scripts. Its click handler reads the link's address and,
 * where the reader wants it so, asks before it goes there: with the right address in the link, it asks the right thing.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'proton',
  hosts: ['mail.proton.me', 'mail.protonmail.com'],
  body: '#proton-root',
  followsAddress: true,
};
