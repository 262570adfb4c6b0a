// What axe finds on a page, and the rules that everything of ours is held to.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Axe itself, a script. */
export const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

const axe = await readFile(AXE, 'utf8');

/** What everything of ours is held to. */
export const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** @param {import('puppeteer-core').Page} page @returns {Promise<string[]>} */
export async function findingsOn(page) {
  await page.evaluate(axe);
  return page.evaluate(async (values) => {
    const { violations, passes } = await /** @type {any} */ (globalThis).axe.run({ runOnly: { type: 'tag', values } });
    if (passes.length === 0) return ['axe saw nothing'];
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ { html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, RULES);
}
