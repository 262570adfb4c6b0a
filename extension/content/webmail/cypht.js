/**
 * Cypht 2.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'cypht',
  marks: '.msg_text_inner',
  body: '.msg_text_inner',
};
