import { findFirstIn } from '../dom.js';
import { addressIn } from '../sender.js';

/**
 * Mail.ru. Leads every link through checklink.mail.ru or click.mail.ru; the core reads what is behind them.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'mail-ru',
  hosts: ['e.mail.ru'],
  body: '.letter-body__body-content',
  sender: () => addressIn(findFirstIn(document, '.letter-contact[title]'), 'title'),
};
