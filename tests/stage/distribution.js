// The extension as an organisation hands it out: packed, signed, and served on the stage with the manifest that browsers
// look for newer versions in.

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { archive } from '../../scripts/archive.mjs';
import { crx3, extensionId, makeKey, readKey } from '../../scripts/crx3.mjs';
import { root } from '../../scripts/task.mjs';

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

export class Distribution {
  #offered = '';

  /** @param {import('../../scripts/setup.mjs').BrowserName} kind @param {import('./stage.js').Stage} stage */
  constructor(kind, stage) {
    this.kind = kind;
    this.stage = stage;
    // Firefox installs extensions from no server whose certificate nobody knows.
    this.address = kind === 'chromium' ? 'https://ext.example.org/straightway/' : `http://127.0.0.1:${stage.port}/`;
    stage.put(this.updates, () => ({
      headers: { 'content-type': 'text/xml' },
      body:
        `<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'><app appid='${IDS.chromium}'>` +
        `<updatecheck codebase='${this.#package('crx')}' version='${this.#offered}'/></app></gupdate>`,
    }));
  }

  /** The update manifest of Chromium. */
  get updates() {
    return `${this.address}updates.xml`;
  }

  /** Offers what was built, from now on. @param {string} folder */
  async offer(folder) {
    const zip = await archive(folder);
    this.#offered = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')).version;
    const body = this.kind === 'chromium' ? crx3(zip, key) : zip;
    const type = this.kind === 'chromium' ? 'application/x-chrome-extension' : 'application/x-xpinstall';
    this.stage.put(this.#package(this.kind === 'chromium' ? 'crx' : 'xpi'), {
      headers: { 'content-type': type },
      body,
    });
  }

  /** How an organisation has the browser install it, and keep it. */
  get forced() {
    const from = this.kind === 'chromium' ? { update_url: this.updates } : { install_url: this.#package('xpi') };
    return { installation_mode: 'force_installed', ...from };
  }

  /** @param {'crx' | 'xpi'} extension */
  #package(extension) {
    return `${this.address}straightway-${this.#offered}.${extension}`;
  }
}
