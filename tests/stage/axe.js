// What axe finds: on a page of ours, or in what we draw over somebody else's, where only the extension's own world can look.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Axe itself, a script. */
export const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

const axe = await readFile(AXE, 'utf8');

/** What everything of ours is held to. */
export const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Looks through a page, or a part of it. Runs over there.
 * @param {string[]} values
 * @param {string | null} part
 */
async function look(values, part) {
  for (const host of part === null ? [] : document.querySelectorAll(part)) {
    const shadowRoot = chrome.dom.openOrClosedShadowRoot(/** @type {HTMLElement} */ (host));
    Object.defineProperty(host, 'shadowRoot', { value: shadowRoot, configurable: true });
  }
  const { violations, passes } = await /** @type {any} */ (globalThis).axe.run(part ?? document, {
    runOnly: { type: 'tag', values },
  });
  if (passes.length === 0) return ['axe saw nothing'];
  return violations.flatMap((/** @type {any} */ { id, nodes }) =>
    nodes.map((/** @type {any} */ { html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** @param {import('puppeteer-core').Page} page @returns {Promise<string[]>} */
export async function findingsOn(page) {
  await page.evaluate(axe);
  return page.evaluate(look, RULES, null);
}

/**
 * In our closed shadow roots, in Chromium.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} hosts the elements that have them
 * @returns {Promise<string[]>}
 */
export async function findingsIn(page, hosts) {
  const session = await page.createCDPSession();
  try {
    /** @type {Promise<number>} */
    const ours = new Promise((resolve) => {
      session.on('Runtime.executionContextCreated', ({ context }) => {
        if (context.origin.startsWith('chrome-extension://')) resolve(context.id);
      });
    });
    await session.send('Runtime.enable');
    const contextId = await ours;
    const expression = `${axe}; (${look})(${JSON.stringify(RULES)}, ${JSON.stringify(hosts)})`;
    const { result } = await session.send('Runtime.evaluate', {
      contextId,
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value;
  } finally {
    await session.detach();
  }
}
