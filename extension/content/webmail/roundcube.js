import { documentOf, findFirstIn } from '../dom.js';
import { addressIn } from '../sender.js';

/**
 * Roundcube 1.6 and 1.7, all skins, list and message view. Strips a mail's own `data-*` and opens links as they stand.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'roundcube',
  marks: '#messagebody .message-htmlpart, #messagebody .message-part',
  body: '#messagebody',
  sender: (body) => addressIn(findFirstIn(documentOf(body), '.header.from .rcmContactAddress'), 'title'),
};
