import yahoo from './yahoo.js';

/**
 * AOL Mail: Yahoo's newer face, or the classic one.
 * @type {import('../webmail.js').Webmail}
 */
export default { ...yahoo, id: 'aol', hosts: ['mail.aol.com'], body: `${yahoo.body}, #displayMessage` };
