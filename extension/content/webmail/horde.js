import { findFirstIn } from '../dom.js';
import { addressIn, pageAround } from '../sender.js';

/**
 * Horde IMP 6. Writes the message into a `javascript:` frame and lets a mail's own attributes through.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'horde',
  marks: 'iframe.htmlMsgData, #msgHeaders',
  body: 'body',
  sender: (body) => addressIn(findFirstIn(pageAround(body), '#msgHeaders .address[title]'), 'title'),
};
