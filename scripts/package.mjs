// Everything that is handed out, in dist/: the zip for the stores of Chrome and Edge, a signed CRX3 for organisations that
// serve it themselves, the XPI for Firefox, what they are made of, and the checksums.
//
//   npm run package [-- --key org.pem] [--out FOLDER]
//
// What an organisation adds for a build of its own:
//
//   --webmail https://mail.example.org/*         its webmail, once for each: works there at once, and nobody is asked
//   --update-url https://ext.example.org/folder/ where it will serve newer versions
//   --gecko-id straightway@example.org           the id under which it has Mozilla sign it

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { archive } from './archive.mjs';
import { build, OWN_OPTIONS, ownOf, readManifest } from './build.mjs';
import { crx3, extensionId, makeKey, readKey } from './crx3.mjs';
import { cargoSbom, npmSbom } from './sbom.mjs';
import { setUp } from './setup.mjs';
import { Failure, root, task } from './task.mjs';

/** Where a key is made when none is named; .gitignore keeps it out. */
const KEY = path.join(root, 'straightway.pem');

/** The unpacked builds. Not those in dist/, which are for developers and have no webmail of an organisation's. */
const UNPACKED = path.join(root, 'target', 'package');

/**
 * @param {import('./build.mjs').Own & { key: import('node:crypto').KeyObject, out: string }} options
 * @returns {Promise<string[]>} the names of the files
 */
async function makePackages({ key, out, ...own }) {
  await build({ ...own, out: UNPACKED });
  const { version } = await readManifest();
  const zip = await archive(path.join(UNPACKED, 'chrome'));
  const name = `straightway-${version}`;
  /** @type {Record<string, Buffer | string>} */
  const files = {
    [`${name}-chrome.zip`]: zip,
    [`${name}-firefox.xpi`]: await archive(path.join(UNPACKED, 'firefox')),
    [`${name}.cargo.cdx.json`]: await cargoSbom(version),
    [`${name}.crx`]: crx3(zip, key),
    [`${name}.npm.cdx.json`]: await npmSbom(version),
  };
  const sums = Object.entries(files).map(
    ([file, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${file}\n`,
  );
  files['SHA256SUMS'] = sums.join('');
  await mkdir(out, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) await writeFile(path.join(out, file), bytes);
  return Object.keys(files);
}

/** The key in a file; without one, the key that was made here before, or a new one. @param {string} [file] */
async function keyIn(file) {
  if (file !== undefined && !existsSync(file)) throw new Failure(`There is no key ${file}.`);
  if (file === undefined && !existsSync(KEY)) {
    await writeFile(KEY, makeKey(), { mode: 0o600 });
    console.log(
      `Made a key: ${KEY}\n` +
        'Keep it, and keep it secret: the id of the CRX comes from it, and whoever has it can sign an update.\n',
    );
  }
  return readKey(await readFile(file ?? KEY, 'utf8'), file ?? KEY);
}

await task(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args,
    options: { key: { type: 'string' }, out: { type: 'string', default: path.join(root, 'dist') }, ...OWN_OPTIONS },
  });
  const key = await keyIn(values.key);
  await setUp();
  const out = path.resolve(values.out);
  const files = await makePackages({ key, out, ...ownOf(values) });
  console.log(`${out}:\n${files.map((file) => `  ${file}\n`).join('')}`);
  const { browser_specific_settings: { gecko } = {} } = /** @type {any} */ (await readManifest());
  console.log(`The id of the CRX is ${extensionId(key)}.`);
  console.log(`The id of the XPI is ${values['gecko-id'] ?? gecko.id}.`);
});
