// The built core, and the cases of `tests/vectors` for whoever runs them: that core in Node, the extension in browsers. The
// core's own tests read the same files.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/task.mjs';

const FOLDER = path.join(root, 'tests', 'vectors');

/**
 * @typedef {object} Case
 * @property {string} where file and line
 * @property {string} input
 * @property {string | null} decode the innermost address, or null where the link stays as it is
 * @property {string} [hint]
 * @property {string[]} [trail]
 * @property {string} [verdict]
 * @property {string} [reason]
 * @property {number} [now] Unix seconds
 */

/** The built core's bytes. */
export const builtCore = () => readFileSync(path.join(root, 'extension', 'core', 'core_bg.wasm'));

/** Every case of every file. @returns {Case[]} */
export function readCases() {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => {
      const lines = readFileSync(path.join(FOLDER, name), 'utf8').trimEnd().split('\n');
      return lines.map((line, at) => ({ where: `${name}:${at + 1}`, ...JSON.parse(line) }));
    });
}

/**
 * A link's address and nothing else known of it.
 *
 * @param {string} href
 * @returns {import('../extension/protocol.js').Link}
 */
export const bareLink = (href) => ({ href, label: null, safeRedirect: null, originalSrc: null });

/** What a case says of the judgement, as far as it says anything. @param {Case} wanted */
export const expectedJudgement = ({ verdict, reason }) => ({ ...(verdict && { verdict }), ...(reason && { reason }) });
