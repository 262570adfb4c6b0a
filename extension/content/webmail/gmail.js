import { closest, findFirst } from '../dom.js';
import { addressIn } from '../sender.js';

/**
 * Gmail and Google Workspace, print view included. A message's links keep their address, but a click opens the one in
 * `data-saferedirecturl`.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'gmail',
  hosts: ['mail.google.com'],
  body: '.a3s, .maincontent .message',
  sender(body) {
    const message = closest(body, '.adn');
    return addressIn(message && findFirst(message, '.gD[email]'), 'email');
  },
  redirect: 'data-saferedirecturl',
  drops: ['data-saferedirecturl'],
};
