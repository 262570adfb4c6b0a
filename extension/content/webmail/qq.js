/**
 * QQ Mail. The classic one shows messages in a frame of the same origin.
 * @type {import('../webmail.js').Webmail}
 */
export default {
  id: 'qq',
  hosts: ['mail.qq.com', 'wx.mail.qq.com'],
  body: '#mailContentContainer, #qm_con_body',
};
