// Holds the built extension to the sizes of tests/budget.json: npm run size.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { archive, filesOf } from './archive.mjs';
import { BROWSERS, build } from './build.mjs';
import { setUp } from './setup.mjs';
import { Failure, root, task } from './task.mjs';

const BEST_COMPRESSION = { level: 9 };

/**
 * @typedef {object} Measure
 * @property {string} what
 * @property {number} size
 * @property {number} limit
 */

/** @returns {Promise<Measure[]>} */
async function measureAll() {
  const budget = JSON.parse(await readFile(path.join(root, 'tests', 'budget.json'), 'utf8'));
  const measures = [];
  for (const browser of BROWSERS) {
    const folder = path.join(root, 'dist', browser);
    const { length } = await archive(folder);
    measures.push({ what: `${browser}, zipped`, size: length, limit: budget.package.bytes });
    // The rest is the same for all.
    if (browser !== BROWSERS[0]) continue;
    for (const [name, bytes] of await filesOf(folder)) {
      if (name.startsWith('content/'))
        measures.push({ what: name, size: bytes.length, limit: budget.contentScript.bytes });
      if (!name.endsWith('.wasm')) continue;
      measures.push({ what: name, size: bytes.length, limit: budget.core.bytes });
      const zipped = gzipSync(bytes, BEST_COMPRESSION).length;
      measures.push({ what: `${name}, gzipped`, size: zipped, limit: budget.core.gzip });
    }
  }
  return measures;
}

await task(import.meta.url, async () => {
  await setUp();
  await build();
  const measures = await measureAll();
  for (const { what, size, limit } of measures) {
    const share = `${Math.round((100 * size) / limit)} %`.padStart(6);
    console.log(`${size > limit ? '✗' : '✓'} ${what.padEnd(28)}${String(size).padStart(8)} of ${limit} bytes ${share}`);
  }
  if (measures.some(({ size, limit }) => size > limit)) throw new Failure('The extension is too big: see above.');
});
