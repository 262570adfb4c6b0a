import { findFirstIn } from '../dom.js';
import { addressIn } from '../sender.js';

/**
 * Yandex Mail. A message's links keep their address, but a click goes to re.jsx with the one in `data-vdir-href`.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'yandex',
  hosts: ['mail.yandex.ru', 'mail.yandex.com', 'mail.yandex.by'],
  body: '.js-message-body, .mail-Message-Body-Content',
  sender: () => addressIn(findFirstIn(document, '.mail-Message-Sender-Email')),
  drops: ['data-vdir-href', 'data-orig-href'],
};
