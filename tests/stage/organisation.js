// An organisation that manages a browser by policy: it installs the extension, lays settings down and takes both away
// again. Its policies stand in a mount namespace that only its browser is in, so that nobody else on the machine, and no
// other test, is managed by them.

import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from '../../scripts/setup.mjs';

/**
 * @typedef {import('../../scripts/setup.mjs').BrowserName} BrowserName
 *
 * @typedef {object} Orders what the organisation wants
 * @property {object} [extension] the browser's settings for the extension, such as `installation_mode`
 * @property {unknown} [settings] the extension's managed settings
 */

/** As much of a shell as the policies' way into the browser's sight takes. */
const MOUNT = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';

/** @type {Record<BrowserName, { place: (program: string) => string, file: string, policies: (id: string, orders: Orders) => object }>} */
const KINDS = {
  chromium: {
    place: () => '/etc/chromium',
    file: 'policies/managed/straightway.json',
    policies: (id, { extension, settings }) => ({
      // Lets a test look into the pages of what was installed by force.
      DeveloperToolsAvailability: 1,
      ...(extension && { ExtensionSettings: { [id]: extension } }),
      ...(settings !== undefined && { '3rdparty': { extensions: { [id]: settings } } }),
    }),
  },
  firefox: {
    place: (program) => path.join(path.dirname(realpathSync(program)), 'distribution'),
    file: 'policies.json',
    policies: (id, { extension, settings }) => ({
      policies: {
        // Ours is signed by Mozilla only once it is published.
        Preferences: { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } },
        ...(extension && { ExtensionSettings: { [id]: extension } }),
        ...(settings !== undefined && { '3rdparty': { Extensions: { [id]: settings } } }),
      },
    }),
  },
};

/** The command that gives a program a view of its own of the file system. */
const unshare = ['unshare', '--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];

/**
 * Why there can be no organisation on this machine, if so.
 *
 * @param {BrowserName} kind
 * @returns {string | false}
 */
export function whyNoOrganisation(kind) {
  const program = findBrowser(kind);
  if (!program) return `there is no ${kind}`;
  const place = KINDS[kind].place(program);
  if (!existsSync(place)) return `NOT TESTED: this ${kind} is none of Debian's, whose policies would be below ${place}`;
  const [command = '', ...options] = unshare;
  const { status } = spawnSync(command, [...options, 'sh', '-c', MOUNT, 'sh', os.tmpdir(), place, 'true']);
  return status === 0 ? false : 'NOT TESTED: this machine allows no mount namespaces (unshare --mount)';
}

export class Organisation {
  /**
   * @param {BrowserName} kind
   * @param {string} id the extension's
   * @param {string} folder
   */
  constructor(kind, id, folder) {
    this.kind = kind;
    this.id = id;
    this.folder = folder;
  }

  /** @param {BrowserName} kind @param {string} id the extension's */
  static async found(kind, id) {
    const organisation = new Organisation(kind, id, await mkdtemp(path.join(os.tmpdir(), 'straightway-organisation-')));
    await organisation.order({});
    await mkdir(organisation.profile);
    const program = findBrowser(kind) ?? '';
    const words = [...unshare, 'sh', '-c', MOUNT, 'sh', organisation.#policies, KINDS[kind].place(program), program];
    const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    await writeFile(organisation.program, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
    return organisation;
  }

  /** Starts the browser under the organisation's policies. */
  get program() {
    return path.join(this.folder, 'browser');
  }

  /** The browser's, from one start to the next. */
  get profile() {
    return path.join(this.folder, 'profile');
  }

  get #policies() {
    return path.join(this.folder, 'policies');
  }

  /** Lays policies down in place of those before. Chromium follows within seconds, Firefox when it starts. @param {Orders} orders */
  async order(orders) {
    const { file, policies } = KINDS[this.kind];
    const place = path.join(this.#policies, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, JSON.stringify(policies(this.id, orders)));
  }

  /** What is left of the extension in the browser's profile: files that are named for it, or lie in a folder that is. */
  async traces() {
    const entries = await readdir(this.profile, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    return files.filter((file) => file.includes(this.id));
  }

  async close() {
    await rm(this.folder, { recursive: true, force: true });
  }
}
