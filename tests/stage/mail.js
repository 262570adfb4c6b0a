// Made-up mails, as they reach a mailbox: the company's gateway has been at every link.

import { invitationAddress } from './addresses.js';
import { gateways } from './gateways.js';
import { html } from './html.js';

/**
 * @typedef {{ name: string, address: string }} Person
 * @typedef {object} Mail
 * @property {string} id
 * @property {Person} from
 * @property {Person} to
 * @property {string} subject
 * @property {Date} date
 * @property {string} html the body as sent, before a webmail touches it
 * @property {string} text
 *
 * @typedef {Mail & { link: string, target: string }} Invitation `link`: where its button points; `target`: where it should lead
 */

/** @type {Person} */
export const READER = { name: 'Sam Okafor', address: 'sam.okafor@example.com' };

const PRODUCTS = {
  bitbucket: { name: 'Bitbucket', what: 'the Git home for your team’s code' },
  jira: { name: 'Jira', what: 'where teams plan and track their work' },
  confluence: { name: 'Confluence', what: 'where teams write things down together' },
};

const BUTTON =
  'box-sizing:border-box;border-radius:3px;border-width:0;border:none;display:inline-flex;font-style:normal;font-size:inherit;' +
  'line-height:24px;margin:0;outline:none;padding:4px 12px;text-align:center;vertical-align:middle;white-space:nowrap;' +
  'text-decoration:none;background:#0052cc;color:#ffffff';

let written = 0;

/**
 * @param {object} parts
 * @param {Person} parts.from
 * @param {string} parts.subject
 * @param {import('./html.js').Html} parts.body
 * @param {string} parts.text
 * @param {Date | undefined} [parts.date] now unless told
 * @returns {Mail}
 */
export function mail({ from, subject, body, text, date = new Date() }) {
  written += 1;
  return { id: `m${written}`, from, to: READER, subject, date, html: body.source, text };
}

/**
 * An invitation in the shape of Atlassian's own mails.
 * @param {object} [options]
 * @param {keyof typeof PRODUCTS} [options.product]
 * @param {string} [options.by] who invites
 * @param {string} [options.workspace]
 * @param {string} [options.target] the invitation's address
 * @param {keyof typeof gateways | null} [options.gateway] who rewrote the mail's links
 * @param {string} [options.link] where the button points, when it is not the gateway's work
 * @param {string} [options.label]
 * @param {Person} [options.from]
 * @param {Date} [options.date]
 * @returns {Invitation}
 */
export function invitation({
  product = 'bitbucket',
  by = 'Robin Mora',
  workspace = 'meadow-lark',
  target = invitationAddress({ product, workspace }),
  gateway = 'safeRedirect',
  link,
  label = 'Accept invitation',
  from = { name: PRODUCTS[product].name, address: 'noreply+377c008@id.atlassian.net' },
  date,
} = {}) {
  /** @param {string} address */
  const wrap = (address) => (gateway ? gateways[gateway].wrap(address) : address);
  const { name, what } = PRODUCTS[product];
  const button = link ?? wrap(target);
  const place =
    product === 'bitbucket' ? `the ${workspace} workspace on Bitbucket` : `${name} at ${workspace}.atlassian.net`;
  const body = html`<span style="display:none!important;max-height:0;opacity:0"
      >${by} is waiting for you to join them</span
    >
    <div
      style="max-width:520px;margin:0 auto;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Oxygen,Ubuntu,'Fira Sans','Droid Sans','Helvetica Neue',sans-serif;font-size:14px;line-height:24px;color:#091e42"
    >
      <div style="background:#fafbfc;padding:40px;border:solid #ebecf0 1px">
        <h1 style="margin:0;font-size:24px;line-height:28px;font-weight:500;color:#091e42">
          ${by} invited you to join them in ${name}
        </h1>
        <p style="margin:16px 0 0">You have been invited to join ${place}.</p>
        <div style="display:flex;margin-top:24px">
          <a href="${button}" target="_blank" style="${BUTTON}">${label}</a>
        </div>
        <p style="margin:32px 0 0">
          <b>What is ${name}?</b> It is ${what}.
          <a
            href="${wrap(`https://www.atlassian.com/software/${product}`)}"
            style="color:#0052cc;background:transparent;border:none"
            >Learn more</a
          >
        </p>
      </div>
      <p style="margin:16px 0;font-size:12px;color:#6b778c;text-align:center">
        This message was sent to you by Atlassian Cloud
      </p>
    </div>`;
  const text = `${by} invited you to join them in ${name}\n\nYou have been invited to join ${place}.\n\n${label}: ${button}\n`;
  return { ...mail({ from, subject: `${by} invited you to join ${place}`, body, text, date }), link: button, target };
}

/** @param {string} text */
const base64Lines = (text) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');

/** @param {string} text for a header: encoded when it is not plain ASCII */
const header = (text) => (/^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`);

/** @param {Person} person */
const mailbox = ({ name, address }) => `${header(name)} <${address}>`;

/** The mail as it travels (RFC 5322, both parts). @param {Mail} mail */
export function toMessage({ id, from, to, subject, date, html: body, text }) {
  const boundary = `=_stage_${id}`;
  /** @param {string} type @param {string} content */
  const part = (type, content) =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(content)}\r\n`;
  return [
    `From: ${mailbox(from)}`,
    `To: ${mailbox(to)}`,
    `Subject: ${header(subject)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}.${date.getTime()}@mail.example.net>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    `${part('text/plain', text)}${part('text/html', `<!doctype html><html><body>${body}</body></html>`)}--${boundary}--\r\n`,
  ].join('\r\n');
}
