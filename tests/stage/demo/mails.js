// The demo's mails: the story first, then the other things that happen to invitations.

import { invitationAddress, trackedAddress } from '../addresses.js';
import { gateways } from '../gateways.js';
import { html } from '../html.js';
import { invitation, mail } from '../mail.js';

/**
 * @typedef {object} DemoMail
 * @property {import('../mail.js').Mail & { link?: string, target?: string }} mail
 * @property {string} story what happened to this mail on its way
 * @property {string} tag the same in a word or two
 * @property {string} without what a click does without Straightway
 * @property {string} withIt what it does with it
 */

/** Begins as Atlassian’s and belongs to whoever has the end of it. */
export const LOOKALIKE = 'id.atlassian.com.join-workspace.example';
export const CANTEEN = 'lunch.example.org';

/** @param {number} minutes */
const ago = (minutes) => new Date(Date.now() - minutes * 60_000);

/** @satisfies {Record<string, () => DemoMail>} */
const letters = {
  rewritten: () => ({
    mail: invitation({ by: 'Robin Mora', workspace: 'meadow-lark', gateway: 'safeRedirect', date: ago(4) }),
    tag: 'The article’s gateway',
    story:
      'The company’s mail gateway put its own address in front of the button’s. When the button is pressed, the gateway passes on the ' +
      'path and drops the query, and with it the invitation’s signature. This is the case of Atlassian’s support article.',
    without: 'The click goes through the gateway to a login, and ends on start.atlassian.com. The invitation is lost.',
    withIt: 'The button has its own address back, and the click opens the invitation.',
  }),

  safeLinks: () => ({
    mail: invitation({
      by: 'Priya Nair',
      product: 'jira',
      workspace: 'quiet-otter',
      gateway: 'safeLinks',
      date: ago(26),
    }),
    tag: 'Safe Links',
    story: 'Microsoft Safe Links carries the whole address inside its own.',
    without: 'The click arrives, after a stop at Microsoft’s server.',
    withIt: 'The click goes straight to the invitation.',
  }),

  proofpoint: () => {
    const target = trackedAddress(invitationAddress({ product: 'confluence', workspace: 'quiet-otter' }));
    return {
      mail: invitation({
        by: 'Mei Tanaka',
        product: 'confluence',
        workspace: 'quiet-otter',
        target,
        gateway: 'proofpoint',
        date: ago(95),
      }),
      tag: 'Proofpoint',
      story: 'Today’s buttons point to Atlassian’s link tracker. Proofpoint wrapped that address in its own.',
      without: 'The click arrives, after a stop at Proofpoint’s server.',
      withIt: 'The button leads to track.atlassian.com again: Atlassian’s own address, which knows the invitation.',
    };
  },

  nested: () => {
    const target = invitationAddress({ workspace: 'tall-heron' });
    const link = gateways.safeLinks.wrap(gateways.safeRedirect.wrap(target));
    return {
      mail: {
        ...invitation({ by: 'Ola Lind', workspace: 'tall-heron', target, link, gateway: 'safeLinks', date: ago(180) }),
      },
      tag: 'Two gateways',
      story: 'Two gateways, one inside the other: the article’s, then Safe Links around it.',
      without: 'Lost on start.atlassian.com, like the first.',
      withIt: 'Both wrappers come off, and the click opens the invitation.',
    };
  },

  lost: () => ({
    mail: invitation({
      by: 'Jonas Weber',
      workspace: 'north-quay',
      link: gateways.safeRedirect.wrap('https://id.atlassian.com'),
      date: ago(60 * 22),
    }),
    tag: 'Cut in the mail',
    story: 'Here the gateway kept no more than the host: the mail itself no longer knows which invitation it was.',
    without: 'The click ends on start.atlassian.com.',
    withIt:
      'Nothing can bring this address back. Straightway says so before the click is wasted, and what to do instead.',
  }),

  opaque: () => ({
    mail: invitation({ by: 'Dana Kim', workspace: 'amber-finch', gateway: 'mimecast', date: ago(60 * 25) }),
    tag: 'Mimecast',
    story: 'Mimecast keeps the address on its own server and leaves a number in the mail.',
    without: 'The click arrives, after a stop at Mimecast’s server.',
    withIt:
      'Without asking that server nobody can tell where the button leads, and Straightway asks nobody. It says that it cannot tell.',
  }),

  lookalike: () => {
    const link = invitationAddress({ workspace: 'meadow-lark' }).replace('id.atlassian.com', LOOKALIKE);
    return {
      mail: invitation({
        link,
        gateway: null,
        date: ago(60 * 28),
        from: { name: 'Bitbucket', address: 'noreply@atlassian-team.example' },
      }),
      tag: 'Forgery',
      story: 'A forgery. Its host begins with Atlassian’s name and belongs to somebody else.',
      without: 'The click opens the forger’s page.',
      withIt: 'The click opens a warning that names the host it would go to.',
    };
  },

  ordinary: () => {
    const link = gateways.safeLinks.wrap(`https://${CANTEEN}/menu?week=31`);
    return {
      mail: {
        ...mail({
          from: { name: 'Canteen', address: 'canteen@example.com' },
          subject: 'This week’s menu',
          body: html`<div style="font-family:sans-serif;font-size:14px;line-height:22px">
            <p>Dear all,</p>
            <p>on Thursday there will be dumplings. <a href="${link}">The whole menu</a></p>
          </div>`,
          text: `Dear all,\n\non Thursday there will be dumplings. The whole menu: ${link}\n`,
          date: ago(60 * 31),
        }),
        link,
      },
      tag: 'No invitation',
      story: 'A mail like any other, its link wrapped like any other.',
      without: 'The click goes through Safe Links.',
      withIt: 'The same. Straightway changes nothing that is not an invitation.',
    };
  },
};

/** @typedef {keyof typeof letters} DemoMailName */

/** The mailbox, newest first. */
export const demoMails = () =>
  /** @type {Record<DemoMailName, DemoMail>} */ (
    Object.fromEntries(Object.entries(letters).map(([name, write]) => [name, write()]))
  );
