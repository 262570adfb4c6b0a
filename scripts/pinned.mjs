// npm packages that only one test or measurement wants and that are too big for everybody: a package.json and its lock
// file lie beside the one that wants them, the packages come when it first runs.

import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, run } from './task.mjs';

/**
 * Installs what a folder's lock file pins, where nobody looks for source.
 *
 * @param {string} folder
 * @returns {Promise<string>} the folder of the packages
 */
export async function installPinned(folder) {
  const name = path.basename(folder);
  const place = path.join(root, 'target', 'pinned', name);
  const packages = path.join(place, 'node_modules');
  const lock = await readFile(path.join(folder, 'package-lock.json'), 'utf8');
  const kept = path.join(place, 'package-lock.json');
  // npm writes this note when everything is in place.
  const isWhole = existsSync(path.join(packages, '.package-lock.json'));
  if (isWhole && (await readFile(kept, 'utf8')) === lock) return packages;
  console.log(`Installing the npm packages of ${path.relative(root, folder)}`);
  await mkdir(place, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    await copyFile(path.join(folder, file), path.join(place, file));
  }
  await run('npm', ['ci', `--prefix=${place}`, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  return packages;
}
