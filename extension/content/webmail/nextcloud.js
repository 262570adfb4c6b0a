/**
 * Nextcloud Mail. The message is a document of its own, of the same origin.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'nextcloud',
  marks: 'iframe.message-frame',
  body: 'body',
};
