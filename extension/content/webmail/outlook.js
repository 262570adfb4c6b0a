import { findAllIn, isBefore } from '../dom.js';
import { addressIn } from '../sender.js';

/**
 * Outlook on the web. Takes clicks in script and goes to its own Safe Links page whatever the link says. Its class names
 * change every year; the ids below have stayed.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'outlook',
  hosts: ['outlook.office.com', 'outlook.office365.com', 'outlook.live.com', 'outlook.cloud.microsoft'],
  body: '[id^="UniqueMessageBody"]',
  // Within a company there is only the name.
  sender: (body) =>
    addressIn([...findAllIn(document, '[id^="MSG_"][id$="_FROM"]')].findLast((from) => isBefore(from, body))),
  original: 'originalsrc',
};
