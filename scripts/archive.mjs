// A folder as a zip file. The same files give the same bytes, whenever and wherever it is made: entries in the order of
// their names, no times, and a compressor of the lock file's instead of Node's, which changes with Node.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A folder's files, by their names in it. @param {string} folder @returns {Promise<[name: string, bytes: Buffer][]>} */
export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  return Promise.all(
    names.sort().map(async (name) => /** @type {[string, Buffer]} */ ([name, await readFile(path.join(folder, name))])),
  );
}

/** @param {string} folder @returns {Promise<Buffer>} */
export async function archive(folder) {
  // Not at the top: tasks install the packages before they use them.
  const { zipSync } = await import('fflate');
  // The first moment that a zip file can name. It holds local time, so the bytes are the same in every time zone.
  const mtime = new Date(1980, 0, 1);
  return Buffer.from(zipSync(Object.fromEntries(await filesOf(folder)), { level: 9, mtime }));
}
