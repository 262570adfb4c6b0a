// An organisation that manages a browser by policy: it installs the extension, lays settings down and takes both away
// again, by the scripts of its rollout kits. Its policies stand in a mount namespace that only its browser is in, so that
// nobody else on the machine, and no other test, is managed by them.

import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from '../../scripts/setup.mjs';
import { Failure, hear } from '../../scripts/task.mjs';

/**
 * @typedef {import('../../scripts/setup.mjs').BrowserName} BrowserName
 *
 * @typedef {Record<string, object>} Rules the organisation's own `ExtensionSettings`: what holds for extensions, by their
 *   ids, and for all others by `*`
 *
 * @typedef {object} Orders what the organisation wants
 * @property {string} [kit] the folder of the rollout kit to be laid down; without one, that of before is taken away
 * @property {Rules} [rules] what it has beside the kit's policies
 * @property {unknown} [settings] what somebody wrote in place of the kit's settings by hand
 */

/** As much of a shell as the policies' way into the browser's sight takes. */
const MOUNT = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';

/** @typedef {{ place: (program: string) => string, folder: string, file: string, extensions: 'extensions' | 'Extensions' }} Kind */

/**
 * Where each browser has its policies, where the kit's script puts them, and how they spell what is the extension's. (The
 * script writes to `/etc/firefox/policies`, which Firefox reads as well; there is not always such a folder to mount over.)
 *
 * @type {Record<BrowserName, Kind>}
 */
const KINDS = {
  chromium: {
    place: () => '/etc/chromium',
    folder: 'etc/chromium',
    file: 'policies/managed/straightway.json',
    extensions: 'extensions',
  },
  firefox: {
    place: (program) => path.join(path.dirname(realpathSync(program)), 'distribution'),
    folder: 'etc/firefox/policies',
    file: 'policies.json',
    extensions: 'Extensions',
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

/** @param {string} file @param {(policies: any) => void} change */
async function edit(file, change) {
  const content = JSON.parse(await readFile(file, 'utf8'));
  change(content.policies ?? content);
  await writeFile(file, JSON.stringify(content));
}

export class Organisation {
  /** The kit that is laid down. */
  #kit = '';

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
    await mkdir(path.dirname(organisation.#file), { recursive: true });
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

  /** What stands for `/` to the kit's script. */
  get #root() {
    return path.join(this.folder, 'root');
  }

  get #policies() {
    return path.join(this.#root, KINDS[this.kind].folder);
  }

  /** The kit's policies. */
  get #file() {
    return path.join(this.#policies, KINDS[this.kind].file);
  }

  /** Lays policies down in place of those before. Chromium follows within seconds, Firefox when it starts. @param {Orders} orders */
  async order({ kit, rules, settings }) {
    await (this.kind === 'chromium' ? this.#orderBeside(kit, rules) : this.#orderMerged(kit, rules));
    if (settings === undefined) return;
    const { extensions } = KINDS[this.kind];
    await edit(this.#file, (policies) => (policies['3rdparty'][extensions][this.id] = settings));
  }

  /** Lays settings down by hand, without a kit, for an extension that comes otherwise. @param {object} settings */
  async orderSettings(settings) {
    const policies = { '3rdparty': { [KINDS[this.kind].extensions]: { [this.id]: settings } } };
    await writeFile(this.#file, JSON.stringify(this.kind === 'firefox' ? { policies } : policies));
  }

  /** Chromium adds up what stands in several files. @param {string} [kit] @param {Rules} [rules] */
  async #orderBeside(kit, rules) {
    // A test looks into the pages of what was installed by force.
    const policies = { DeveloperToolsAvailability: 1, ...(rules && { ExtensionSettings: rules }) };
    await writeFile(path.join(path.dirname(this.#file), 'organisation.json'), JSON.stringify(policies));
    await this.#script(kit);
  }

  /** Firefox reads one file; where it holds other policies too, a kit is merged by hand. @param {string} [kit] @param {Rules} [rules] */
  async #orderMerged(kit, rules = {}) {
    await rm(this.#file, { force: true });
    await this.#script(kit);
    if (Object.keys(rules).length === 0) return;
    if (!kit) await writeFile(this.#file, '{"policies":{}}');
    await edit(this.#file, (policies) => {
      const merged = Object.entries(rules).map(([id, rule]) => [id, { ...policies.ExtensionSettings?.[id], ...rule }]);
      policies.ExtensionSettings = { ...policies.ExtensionSettings, ...Object.fromEntries(merged) };
    });
  }

  /** Installs a kit, or removes that of before. @param {string} [kit] */
  async #script(kit) {
    const script = path.join(kit ?? this.#kit, 'linux', 'straightway.sh');
    const { ok, output } = await hear('sh', [script, kit ? 'install' : 'remove'], { env: { ROOT: this.#root } });
    if (!ok) throw new Failure(output);
    this.#kit = kit ?? this.#kit;
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
