// The check page: a pasted link, a saved mail.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { describeInBrowsers } from '../stage/browser.js';
import { gateways } from '../stage/gateways.js';
import { invitation, mail, toMessage } from '../stage/mail.js';
import { html } from '../stage/html.js';

describeInBrowsers('the check page', (place) => {
  /** @type {import('puppeteer-core').Page} */
  let page;
  beforeEach(async () => {
    page = await place.browser.extensionPage('check/check.html');
    await page.waitForFunction(() => document.title !== '');
  });
  afterEach(() => page.close());

  /** @param {string} link */
  async function paste(link) {
    await page.focus('#link');
    await page.$eval(
      '#link',
      (field, text) => {
        /** @type {HTMLTextAreaElement} */ (field).value = text;
        // What was pasted before is no answer to this.
        document.getElementById('result')?.setAttribute('hidden', '');
      },
      link,
    );
    await page.keyboard.press('Enter');
    return result();
  }

  /** Drops a file on the page. @param {string} content */
  const drop = (content) =>
    page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'mail.eml', { type: 'message/rfc822' }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, content);

  /** The stops of the drawn way, and the heading above. */
  async function result() {
    await page.waitForSelector('#result:not([hidden]) .way');
    return page.$eval('#result', (section) => ({
      heading: section.querySelector('h2')?.textContent,
      stops: [...section.querySelectorAll('.way li')].map((stop) =>
        [...stop.children].slice(1).map((part) => part.textContent),
      ),
      text: section.textContent ?? '',
    }));
  }

  it('draws the way of a wrapped invitation', async () => {
    const { link, target } = invitation({ gateway: 'proofpoint' });
    const { heading, stops, text } = await paste(`  ${link}\n`);
    assert.equal(heading, 'This link leads to id.atlassian.com, by a detour');
    assert.equal(stops[0]?.[0], 'Your mail');
    assert.match(stops[0]?.[1] ?? '', /^urldefense\.com\/v3\/__https:/);
    assert.match(stops[1]?.[0] ?? '', /Proofpoint/);
    assert.match(stops[1]?.[1] ?? '', /^id\.atlassian\.com\/signup\/invite\?signature=\S{90,100}…$/);
    assert.deepEqual(stops[2], ['Your invitation', 'id.atlassian.com']);
    assert.ok(text.includes(target));
    assert.deepEqual(place.stage.arrivals('id.atlassian.com'), []);
  });

  it('shows the addresses between the stops, their hosts set off from what only looks like one', async () => {
    const inner = invitation({ gateway: 'proofpoint', product: 'jira' });
    await paste(gateways.safeLinks.wrap(inner.link));
    const hosts = () => page.$$eval('.way .address b', (all) => all.map(({ textContent }) => textContent));
    assert.deepEqual(await hosts(), ['eur02.safelinks.protection.outlook.com', 'urldefense.com', 'id.atlassian.com']);
    const { stops } = await paste('http://id.atlassian.com@invitations.example:8443/id.atlassian.com?a');
    assert.deepEqual(stops[0], ['Your mail', 'http://id.atlassian.com@invitations.example:8443/id.atlassian.com?a']);
    assert.deepEqual(await hosts(), ['invitations.example:8443']);
  });

  it('tells what is wrong with other links, and what a click does', async () => {
    const lost = await paste('https://id.atlassian.com/');
    assert.deepEqual(lost.stops, [
      ['Your mail', 'id.atlassian.com'],
      ['Atlassian’s start page', 'id.atlassian.com'],
    ]);
    assert.match(lost.text, /asks before it is opened/);
    const fake = await paste('https://id.atlassian.com.invitations.example/signup/invite?signature=abc');
    assert.deepEqual(fake.stops[1], ['Not what it seems', 'id.atlassian.com.invitations.example']);
    const none = await paste('<img src=x onerror=alert(1)>');
    assert.equal(none.heading, 'Nothing for Straightway to do');
  });

  it('finds the invitation in a saved mail', async () => {
    const invited = invitation({ gateway: 'safeLinks', by: 'Zoë Ångström' });
    await drop(toMessage(invited));
    assert.equal((await result()).heading, 'This link leads to id.atlassian.com, by a detour');
    assert.deepEqual(await page.$$eval('#links button', (found) => found.map(({ textContent }) => textContent)), [
      'Accept invitation',
    ]);
    assert.deepEqual(place.stage.arrivals('id.atlassian.com'), []);
  });

  it('finds it in a mail that was forwarded, quoted-printable, in another alphabet’s bytes', async () => {
    const { link } = invitation();
    const quoted = `<p>Gr\xfc\xdfe</p><a href="${link}">Annehmen</a>`.replace(
      /[=\x80-\xff]/g,
      (character) => `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
    const body = quoted.match(/.{1,70}(?<!=.?)/g)?.join('=\r\n') ?? '';
    const inner = `Subject: x\r\nContent-Type: text/html;\r\n\tcharset="iso-8859-1"\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\n${body}`;
    await drop(
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n${inner}\n--b--\n`,
    );
    await result();
    assert.equal(await page.$eval('#link', (field) => /** @type {HTMLTextAreaElement} */ (field).value), link);
  });

  it('says so when a mail holds none, or is no mail', async () => {
    const other = mail({
      from: { name: 'A', address: 'a@example.com' },
      subject: 'Hi',
      body: html`<a href="https://example.com/">x</a>`,
      text: 'Hi',
    });
    for (const content of [
      toMessage(other),
      '',
      '\0'.repeat(1000),
      'Content-Type: multipart/mixed; boundary=""\n\n--\n--\n',
    ]) {
      await drop(content);
      await page.waitForSelector('#links:not([hidden]) ::-p-text(There is no Atlassian invitation in this mail)');
    }
  });
});
