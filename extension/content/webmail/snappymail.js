/**
 * SnappyMail, and RainLoop before it. SnappyMail unwraps some links by itself.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'snappymail',
  marks: '.bodyText .mail-body, .bodyText .b-text-part',
  body: '.mail-body, .b-text-part',
};
