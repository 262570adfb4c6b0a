// The extension as an organisation hands it out: packed, signed, and with the kit that the native command makes for it,
// whose part for the organisation's server is served on the stage.

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { archive } from '../../scripts/archive.mjs';
import { crx3, extensionId, makeKey, readKey } from '../../scripts/crx3.mjs';
import { Failure, hear, root } from '../../scripts/task.mjs';

/** As anybody's new key is. */
const key = readKey(makeKey(), 'the new key');
const { browser_specific_settings, version } = JSON.parse(await readFile(path.join(root, 'manifest.json'), 'utf8'));

/** The extension's id in each browser. @type {Record<import('../../scripts/setup.mjs').BrowserName, string>} */
export const IDS = { chromium: extensionId(key), firefox: browser_specific_settings.gecko.id };

/** The version that is built. @type {string} */
export const VERSION = version;

/** Makes a built folder say that it is another version. @param {string} folder @param {string} version */
export async function renumber(folder, version) {
  const file = path.join(folder, 'manifest.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), version }));
}

/** By the profile for tests, since Rust's own have compiled it already. */
const COMMAND = [
  ...['run', '--quiet', '--locked', '--profile=test', '--package=straightway', '--features=cli'],
  ...['--', 'rollout'],
];

export class Distribution {
  #package = '';

  /**
   * @param {import('../../scripts/setup.mjs').BrowserName} kind
   * @param {import('./stage.js').Stage} stage
   * @param {string} folder where packages and kits are made
   */
  constructor(kind, stage, folder) {
    this.kind = kind;
    this.folder = folder;
    // Firefox installs extensions from no server whose certificate nobody knows.
    this.address = kind === 'chromium' ? 'https://ext.example.org/straightway/' : `http://127.0.0.1:${stage.port}/`;
    stage.putFolder(this.address, path.join(this.#kit, 'updates'));
  }

  get #kit() {
    return path.join(this.folder, 'kit');
  }

  /** Packs what was built, for the kits from now on. @param {string} built */
  async pack(built) {
    const zip = await archive(built);
    const { version } = JSON.parse(await readFile(path.join(built, 'manifest.json'), 'utf8'));
    this.#package = path.join(this.folder, `straightway-${version}.${this.kind === 'chromium' ? 'crx' : 'xpi'}`);
    await writeFile(this.#package, this.kind === 'chromium' ? crx3(zip, key) : zip);
  }

  /**
   * Makes the kit for the package, and serves it from then on.
   *
   * @param {unknown} [settings]
   * @returns {Promise<string>} the kit's folder
   * @throws {Failure} with what the command says of settings that are no good
   */
  async rollOut(settings = {}) {
    const policy = path.join(this.folder, 'policy.json');
    await writeFile(policy, JSON.stringify(settings));
    const { ok, output } = await hear('cargo', [
      ...COMMAND,
      `--out=${this.#kit}`,
      `--browser=${this.kind}`,
      `--package=${this.#package}`,
      `--update-url=${this.address}`,
      `--policy=${policy}`,
    ]);
    if (!ok) throw new Failure(output);
    return this.#kit;
  }
}
