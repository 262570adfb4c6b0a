/**
 * GMX, WEB.DE and mail.com. The message is a document of its own, two frames deep; the sender stands in the frame around
 * it, which is of another origin. Every link leads through a `deref-…` host, whose page asks before it goes on; the core
 * reads what is behind it.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'gmx',
  hosts: [
    ...['navigator.gmx.net', 'bap.navigator.gmx.net', '3c.gmx.net', '3c-bap.gmx.net'],
    ...['navigator.web.de', 'bap.navigator.web.de', '3c.web.de', '3c-bap.web.de'],
    '3c-lxa.mail.com',
  ],
  body: 'body',
};
