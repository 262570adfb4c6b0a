/**
 * Modoboa. Writes the message into an empty frame.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'modoboa',
  marks: 'iframe.email-frame',
  body: 'body',
};
