/**
 * Zimbra's classic face. Writes the message into an empty frame.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'zimbra',
  marks: 'iframe[id$="__body__iframe"]',
  body: 'body',
};
