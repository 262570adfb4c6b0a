/**
 * Open-Xchange App Suite 7, under many providers' names. Fills the message's frame anew with every change of it.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'open-xchange',
  marks: '.mail-detail-frame, .mail-detail-content',
  body: '.mail-detail-content',
};
