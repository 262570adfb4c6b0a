/**
 * alps. The message is a document of its own, without scripts.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'alps',
  marks: '#email-frame',
  body: 'body',
};
