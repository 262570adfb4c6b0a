// Our pages in every state worth looking at: for tests and for pictures.

import { invitation } from './mail.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** @param {string} link */
const checked = (link) => ({ path: `check/check.html#${encodeURIComponent(link)}`, ready: '#result:not([hidden])' });

/**
 * @typedef {object} Face
 * @property {string} path
 * @property {string} ready what is there when it is
 * @property {(page: Page) => Promise<unknown>} [act]
 */

/** @type {Record<string, Face>} */
export const FACES = {
  popup: { path: 'popup/popup.html', ready: 'body:not([hidden])' },
  'check-empty': { path: 'check/check.html', ready: 'body' },
  'check-invitation': checked(invitation({ gateway: 'proofpoint', product: 'jira' }).link),
  'check-lost': checked('https://safe.example.com/?u=https%3A%2F%2Fid.atlassian.com%2F'),
  'check-opaque': checked(invitation({ gateway: 'mimecast' }).link),
  'check-suspicious': checked('https://id.atlassian.com.invitations.example/signup/invite?signature=abc'),
  'check-other': checked('https://www.example.com/'),
  options: { path: 'options/options.html', ready: 'body:not([hidden])' },
  'options-gateways': {
    path: 'options/options.html',
    ready: 'body:not([hidden])',
    act: (page) => page.$$eval('details', (all) => all.forEach((details) => (details.open = true))),
  },
  welcome: { path: 'welcome/welcome.html', ready: '#mark .mark' },
  'welcome-tried': {
    path: 'welcome/welcome.html',
    ready: '#mark .mark',
    act: async (page) => {
      await page.click('#accept');
      await page.waitForSelector('.way');
    },
  },
};

/** Opens a face in its state. @param {import('./browser.js').Browser} browser @param {string} name */
export async function openFace(browser, name) {
  const face = FACES[name];
  if (!face) throw new Error(`There is no face ${name}.`);
  const page = await browser.extensionPage(face.path);
  await page.waitForSelector(face.ready);
  await face.act?.(page);
  return page;
}
