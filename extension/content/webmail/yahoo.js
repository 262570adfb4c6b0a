import { closest, findFirst } from '../dom.js';
import { addressIn } from '../sender.js';

/**
 * Yahoo Mail. Not known to do anything to links but rename the mail's own ids and classes.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'yahoo',
  hosts: ['mail.yahoo.com', 'mg.mail.yahoo.com'],
  body: '[data-test-id="message-view-body-content"], .msg-body',
  sender(body) {
    const message = closest(body, '[data-test-id="message-view"]');
    return addressIn(message && findFirst(message, '[data-test-id="message-from"] [data-test-id="email-pill"]'));
  },
};
