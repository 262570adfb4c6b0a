// Holds the built extension to the sizes of tests/budget.json: npm run size.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { BROWSERS, build } from './build.mjs';
import { setUp } from './setup.mjs';
import { Failure, root, task } from './task.mjs';

const BEST_COMPRESSION = { level: 9 };

/** What a zip file adds to each of its entries, beside the name that it holds twice, and in the end. */
const ZIP_ENTRY = 30 + 46;
const ZIP_END = 22;

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
    const files = await filesOf(path.join(root, 'dist', browser));
    let packed = ZIP_END;
    for (const [name, bytes] of files) {
      packed += ZIP_ENTRY + 2 * Buffer.byteLength(name) + deflateRawSync(bytes, BEST_COMPRESSION).length;
    }
    measures.push({ what: `${browser}, zipped`, size: packed, limit: budget.package.bytes });
    // The rest is the same for all.
    if (browser !== BROWSERS[0]) continue;
    for (const [name, bytes] of files) {
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

/** A folder's files, by their names in it. @param {string} folder @returns {Promise<[string, Buffer][]>} */
async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files
      .sort()
      .map(async (file) => /** @type {[string, Buffer]} */ ([path.relative(folder, file), await readFile(file)])),
  );
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
