// The measurements in Chromium, each a function of a browser that has one extension or none. They tell figures and judge
// nothing.

import { extensionWork, record } from './trace.js';
import { MAILBOX, mailbox, message, rows } from './mailbox.js';

/**
 * @typedef {import('../stage/chromium.js').Chromium} Chromium
 * @typedef {import('../stage/stage.js').Stage} Stage
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {import('./trace.js').Work} Work
 * @typedef {import('./mailbox.js').Row} Row
 */

/** The rows that a list of this kind has one screen after the other. */
const SCROLLED_ROWS = 200;

/** Long enough for the answers about all of a mailbox; only waiting tells that nothing more happens. */
const SETTLE_MS = 3000;

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {number[]} figures */
export function median(figures) {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** The middle one of several runs, figure by figure. @param {Work[]} works @returns {Work} */
const middle = (works) => ({
  total: median(works.map(({ total }) => total)),
  longest: median(works.map(({ longest }) => longest)),
  pieces: median(works.map(({ pieces }) => pieces)),
});

/** @param {number} times @param {() => Promise<Work>} once */
async function repeat(times, once) {
  const works = [];
  for (let i = 0; i < times; i += 1) works.push(await once());
  return middle(works);
}

/** @param {Stage} stage @param {Chromium} browser @param {number} links @param {Row} row */
async function openMailbox(stage, browser, links, row) {
  stage.put(MAILBOX, mailbox(links, row));
  return browser.open(MAILBOX);
}

/**
 * A mailbox is opened.
 * @param {Stage} stage @param {Chromium} browser
 * @param {{ links: number, row: Row, times: number }} size
 */
export function opening(stage, browser, { links, row, times }) {
  stage.put(MAILBOX, mailbox(links, row));
  return repeat(times, async () => {
    const page = await browser.newPage();
    const events = await record(page, async () => {
      await page.goto(MAILBOX);
      await pause(SETTLE_MS);
    });
    await page.close();
    return extensionWork(events);
  });
}

/** A list is scrolled on by 1,000 nodes. @param {Stage} stage @param {Chromium} browser @param {{ row: Row, times: number }} size */
export async function scrolling(stage, browser, { row, times }) {
  const page = await openMailbox(stage, browser, SCROLLED_ROWS, row);
  await pause(SETTLE_MS);
  let at = SCROLLED_ROWS;
  const work = await repeat(times, async () => {
    const markup = rows(at, SCROLLED_ROWS, row);
    at += SCROLLED_ROWS;
    const events = await record(page, async () => {
      await page.evaluate((more) => window.mailbox.scroll(more), markup);
      await pause(500);
    });
    return extensionWork(events);
  });
  await page.close();
  return work;
}

/** Nothing happens. @param {Stage} stage @param {Chromium} browser @param {{ row: Row, seconds: number, isMended: boolean }} size */
export async function idling(stage, browser, { row, seconds, isMended }) {
  const page = await openMailbox(stage, browser, SCROLLED_ROWS, row);
  await (isMended ? openMessage(page) : showMessage(page));
  await pause(SETTLE_MS);
  const events = await record(page, () => pause(seconds * 1000));
  await page.close();
  return extensionWork(events);
}

/** @param {Page} page @returns {Promise<number>} milliseconds until the message's button was right */
const openMessage = (page) => page.evaluate(({ markup, target }) => window.mailbox.open(markup, target), message());

/** The same where nobody mends it. @param {Page} page */
const showMessage = (page) => page.evaluate(({ markup }) => window.mailbox.show(markup), message());

/**
 * Messages are opened one after the other.
 * @param {Stage} stage @param {Chromium} browser
 * @param {{ row: Row, times: number, asleep: boolean }} size `asleep`: the extension's worker, each time
 */
export async function mending(stage, browser, { row, times, asleep }) {
  const page = await openMailbox(stage, browser, SCROLLED_ROWS, row);
  await openMessage(page);
  const figures = [];
  for (let i = 0; i < times; i += 1) {
    if (asleep) await browser.killBackground();
    figures.push(await openMessage(page));
  }
  await page.close();
  return median(figures);
}

/**
 * What memory grows by between 100 opened messages and 1,000, in megabytes: the page's, and that of the extension's worker.
 * @param {Stage} stage @param {Chromium} browser @param {{ row: Row, isMended: boolean }} size
 */
export async function growth(stage, browser, { row, isMended }) {
  const page = await openMailbox(stage, browser, SCROLLED_ROWS, row);
  const sessions = [await page.createCDPSession()];
  const worker = browser.driver.targets().find((target) => target.type() === 'service_worker');
  if (worker) sessions.push(await worker.createCDPSession());
  const used = async () => {
    let bytes = 0;
    for (const session of sessions) {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
      bytes += usedSize + backingStorageSize;
    }
    return bytes / 1e6;
  };
  /** @param {number} count */
  const openMany = async (count) => {
    for (let i = 0; i < count; i += 1) {
      await (isMended ? openMessage(page) : showMessage(page));
    }
  };
  await openMany(100);
  const before = await used();
  await openMany(900);
  const after = await used();
  await page.close();
  return after - before;
}
