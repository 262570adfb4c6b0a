// All tests, or those of the named parts: npm test [-- rust unit stage package browser policy webmail].

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { Failure, root, run, task } from './task.mjs';

/** Two browsers and the servers they talk to are as much as a small machine runs at once without tests timing out. */
const CONCURRENT_FILES = 2;

const ENDING = '.test.js';

/** Horde brings too many packages to install them for every run: `npm run test:webmail -- horde`. */
const APART = ['horde'];

/** The parts in the order they run in, quick ones first. @type {Record<string, () => Promise<void>>} */
const PARTS = {
  rust: () => run('cargo', ['test', '--quiet', '--locked', '--workspace', '--all-features']),
  unit: () => runNode('unit'),
  stage: () => runNode('stage'),
  package: () => runNode('package'),
  browser: () => runNode('browser'),
  policy: () => runNode('policy'),
  webmail: () => runNode('webmail'),
};

/** The parts that open real browsers. */
const IN_BROWSERS = ['stage', 'browser', 'policy', 'webmail'];

/** What is tested in a folder of `tests/`: the names of the files. @param {string} folder */
export function testsIn(folder) {
  const place = path.join(root, 'tests', folder);
  if (!existsSync(place)) return [];
  return readdirSync(place).flatMap((name) => (name.endsWith(ENDING) ? [name.slice(0, -ENDING.length)] : []));
}

/**
 * Runs test files in a folder of `tests/`. What fails in a real browser gets a second try, by itself: browsers take their
 * own time for what there is no event of, and a busy machine stretches it. What passes only then is named, to be mended.
 *
 * @param {string} folder
 * @param {string[]} [names] all but those apart unless told
 */
export async function runNode(folder, names = testsIn(folder).filter((name) => !APART.includes(name))) {
  const files = names.map((name) => path.join(root, 'tests', folder, name + ENDING));
  const failed = await failing(files, CONCURRENT_FILES);
  const lost = IN_BROWSERS.includes(folder) ? await failing(failed, 1) : failed;
  const unsteady = failed.filter((file) => !lost.includes(file)).map((file) => path.relative(root, file));
  if (unsteady.length > 0) console.warn(`\nNOT STEADY, passed at a second try only: ${unsteady.join(', ')}.`);
  if (lost.length > 0) throw new Failure(`Tests of ${folder} failed.`);
}

/** Runs test files and tells which of them fail. @param {string[]} files @param {number} concurrency */
async function failing(files, concurrency) {
  if (files.length === 0) return [];
  const failed = new Set();
  const tests = runTests({ files, concurrency });
  tests.on('test:fail', ({ file }) => failed.add(file));
  for await (const text of tests.compose(new spec())) process.stdout.write(text);
  return files.filter((file) => failed.has(file));
}

await task(import.meta.url, async (args) => {
  const parts = args.length > 0 ? args : Object.keys(PARTS);
  const unknown = parts.find((part) => !Object.hasOwn(PARTS, part));
  if (unknown) throw new Failure(`There is no part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}.`);

  await setUp({ browsers: parts.some((part) => IN_BROWSERS.includes(part)) ? ['chromium', 'firefox'] : [] });
  await build();
  const failed = [];
  for (const part of parts) {
    try {
      await PARTS[part]?.();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push(part);
    }
  }
  if (failed.length > 0) throw new Failure(`Tests failed: ${failed.join(', ')}.`);
});
