// What the packages are made of and with, as CycloneDX: one list for cargo and one for npm. Neither has a time or a serial
// number, so that the same lock files give the same bytes.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { BORDER } from './build.mjs';
import { Failure, hear, root } from './task.mjs';

/**
 * @typedef {object} CargoPackage as `cargo metadata` has it
 * @property {string} id
 * @property {string} name
 * @property {string} version
 * @property {string | null} license
 * @property {string | null} source none: ours
 * @property {{ kind: string[] }[]} targets
 *
 * @typedef {object} CargoNode
 * @property {string} id
 * @property {{ pkg: string, dep_kinds: { kind: string | null }[] }[]} deps
 *
 * @typedef {{ packages: CargoPackage[], resolve: { root: string, nodes: CargoNode[] } }} CargoMetadata
 */

const FORMAT = { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 };

/** @param {CargoPackage} crate */
const purlOf = ({ name, version }) => `pkg:cargo/${name}@${version}`;

/**
 * The crates that the core is built from: in it (`required`), or only at work while it is built (`excluded`).
 *
 * @param {string} version the extension's
 */
export async function cargoSbom(version) {
  const { packages, resolve } = await cargoMetadata();
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (/** @type {string} */ id) =>
    crates.get(id)?.targets.some(({ kind }) => kind.includes('proc-macro')) ?? false;

  /** Reaches from the core along what is linked into it. @type {Set<string>} */
  const linked = new Set();
  /** @param {string} id */
  const link = (id) => {
    if (linked.has(id) || isMacro(id)) return;
    linked.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id)?.deps ?? []) {
      if (dep_kinds.some(({ kind }) => kind === null)) link(pkg);
    }
  };
  link(resolve.root);

  const sorted = [...crates.values()].sort((a, b) => purlOf(a).localeCompare(purlOf(b), 'en'));
  /** @param {CargoPackage} crate */
  const describe = (crate) => ({
    type: 'library',
    'bom-ref': purlOf(crate),
    name: crate.name,
    version: crate.version,
    scope: linked.has(crate.id) ? 'required' : 'excluded',
    ...(crate.license && { licenses: [{ expression: crate.license }] }),
    purl: purlOf(crate),
  });
  /** @param {CargoPackage} crate */
  const dependsOn = ({ id }) =>
    (nodes.get(id)?.deps ?? []).map(({ pkg }) => purlOf(/** @type {CargoPackage} */ (crates.get(pkg)))).sort();
  const core = /** @type {CargoPackage} */ (crates.get(resolve.root));
  return JSON.stringify(
    {
      ...FORMAT,
      metadata: { component: { ...describe(core), version } },
      components: sorted.filter((crate) => crate !== core).map(describe),
      dependencies: sorted.map((crate) => ({ ref: purlOf(crate), dependsOn: dependsOn(crate) })),
    },
    null,
    2,
  );
}

/** @returns {Promise<CargoMetadata>} */
async function cargoMetadata() {
  return JSON.parse(
    await say('cargo', [
      'metadata',
      '--quiet',
      '--locked',
      '--format-version=1',
      '--filter-platform=wasm32-unknown-unknown',
      `--manifest-path=${BORDER}`,
    ]),
  );
}

/**
 * The npm packages of the lock file: tools of the build and the tests, none of which ships.
 *
 * @param {string} version the extension's
 */
export async function npmSbom(version) {
  // npm describes nothing without a version, and ours stands in the manifest alone.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'straightway-sbom-'));
  try {
    for (const file of ['package.json', 'package-lock.json']) {
      const content = JSON.parse(await readFile(path.join(root, file), 'utf8'));
      if (content.packages) content.packages[''].version = version;
      await writeFile(path.join(folder, file), JSON.stringify({ ...content, version }));
    }
    const options = ['--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
    const { metadata, components, dependencies } = JSON.parse(
      await say('npm', ['sbom', `--prefix=${folder}`, '--loglevel=silent', ...options]),
    );
    return JSON.stringify(
      {
        ...FORMAT,
        // Without npm's own version, the time, and the folder's name in place of ours.
        metadata: { lifecycles: metadata.lifecycles, component: { ...metadata.component, name: 'straightway' } },
        components,
        dependencies,
      },
      null,
      2,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a command says. @param {string} command @param {string[]} args */
async function say(command, args) {
  const { ok, output } = await hear(command, args);
  if (!ok) throw new Failure(output);
  return output;
}
