import { findFirstIn } from '../dom.js';
import { addressIn } from '../sender.js';

/**
 * SOGo 5. Lets a mail's own attributes through, so nothing but the address is to be believed there.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'sogo',
  marks: '.mailer_htmlcontent, .mailer_plaincontent',
  body: '.mailer_htmlcontent, .mailer_plaincontent',
  sender: () => addressIn(findFirstIn(document, '[ng-bind="::viewer.message.from[0].email"]')),
};
