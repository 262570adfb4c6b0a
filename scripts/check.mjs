// Everything that can be said of the source without running it: npm run check.

import path from 'node:path';
import { BORDER, build } from './build.mjs';
import { installPinned } from './pinned.mjs';
import { setUp } from './setup.mjs';
import { bin, Failure, hear, root, task } from './task.mjs';

const CLIPPY = ['clippy', '--quiet', '--locked'];
const CLIPPY_ERRORS = ['--', '--deny=warnings'];

/** @typedef {[name: string, command: string, args: string[]]} Check */

/** @type {Check[]} */
const CHECKS = [
  ['rustfmt', 'cargo', ['fmt', '--all', '--check']],
  ['rustfmt, border', 'cargo', ['fmt', `--manifest-path=${BORDER}`, '--check']],
  ['clippy', 'cargo', [...CLIPPY, '--workspace', '--all-targets', '--all-features', ...CLIPPY_ERRORS]],
  [
    'clippy, border',
    'cargo',
    [
      ...CLIPPY,
      `--manifest-path=${BORDER}`,
      '--target=wasm32-unknown-unknown',
      '--target-dir=target',
      ...CLIPPY_ERRORS,
    ],
  ],
  ['prettier', bin('prettier'), ['--check', '--log-level=warn', '.']],
  ['eslint', bin('eslint'), ['--max-warnings=0', '.']],
  ['tsc, extension', bin('tsc'), ['--project', 'extension']],
  ['tsc, scripts and tests', bin('tsc'), ['--project', '.']],
  ['size', 'node', ['scripts/size.mjs']],
];

/** @returns {Promise<Check>} */
async function addonsLinter() {
  const packages = await installPinned(path.join(root, 'scripts', 'addons-linter'));
  return ['addons-linter', path.join(packages, '.bin', 'addons-linter'), ['--warnings-as-errors', 'dist/firefox']];
}

await task(import.meta.url, async () => {
  await setUp();
  // Types come from the generated border, sizes from the built folders.
  await build();
  const checks = [...CHECKS, await addonsLinter()];
  const failed = [];
  for (const [name, command, args] of checks) {
    const start = performance.now();
    const { ok, output } = await hear(command, args);
    console.log(`${ok ? '✓' : '✗'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    if (ok) continue;
    failed.push(name);
    console.log(output);
  }
  if (failed.length > 0) throw new Failure(`Checks failed: ${failed.join(', ')}. npm run format mends form.`);
  console.log(`All ${checks.length} checks passed.`);
});
