// Brings a machine with git, Node and Rust to where every task can run. Node's own modules only: it runs before any
// package is installed.

import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure, root, run, task } from './task.mjs';

const WASM_TARGET = 'wasm32-unknown-unknown';

/** @typedef {'chromium' | 'firefox'} BrowserName */

/**
 * How each browser is found: by a variable that names its program, else by the commands it is known by.
 *
 * @type {Record<BrowserName, { title: string, variable: string, commands: string[], packages: string[] }>}
 */
const BROWSERS = {
  chromium: {
    title: 'Chromium (or Google Chrome, or Microsoft Edge)',
    variable: 'CHROMIUM',
    commands: [
      'chromium',
      'chromium-browser',
      'google-chrome-stable',
      'google-chrome',
      'microsoft-edge-stable',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    // Without recommended packages Debian's Chromium comes with no font at all.
    packages: ['chromium', 'fonts-dejavu-core'],
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX',
    commands: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    packages: ['firefox-esr'],
  },
};

/**
 * The program of a browser, or null where there is none.
 *
 * @param {BrowserName} name
 * @returns {string | null}
 */
export function findBrowser(name) {
  const { variable, commands } = BROWSERS[name];
  const named = process.env[variable];
  if (named) {
    const found = findCommand(named);
    if (!found) throw new Failure(`${variable} is set to ${named}, which cannot be run.`);
    return found;
  }
  return commands.map(findCommand).find((found) => found !== null) ?? null;
}

/**
 * Does whatever is still to do: packages, the WASM target, browsers. Quick when nothing is.
 *
 * @param {{ browsers?: BrowserName[] }} [needs] the browsers that the task will open
 */
export async function setUp({ browsers = [] } = {}) {
  requireNode();
  requireRust();
  await addWasmTarget();
  await installPackages();
  for (const name of browsers) await installBrowser(name);
}

function requireNode() {
  const { engines } = readJson('package.json');
  const wanted = engines.node.replace('>=', '');
  if (wanted.localeCompare(process.versions.node, 'en', { numeric: true }) > 0) {
    throw new Failure(`Straightway is built with Node ${wanted} or newer; this is Node ${process.versions.node}.`);
  }
}

function requireRust() {
  if (findCommand('cargo')) return;
  // Where rustup puts it, and shells opened before that do not look.
  const bin = path.join(os.homedir(), '.cargo', 'bin');
  if (!existsSync(path.join(bin, 'cargo'))) {
    throw new Failure('Straightway is built with Rust, and cargo was not found: install it as https://rustup.rs says.');
  }
  process.env.PATH = `${bin}${path.delimiter}${process.env.PATH}`;
}

async function addWasmTarget() {
  const sysroot = execFileSync('rustc', ['--print', 'sysroot'], { cwd: root, encoding: 'utf8' }).trim();
  if (existsSync(path.join(sysroot, 'lib', 'rustlib', WASM_TARGET))) return;
  if (!findCommand('rustup')) {
    throw new Failure(`This Rust has no ${WASM_TARGET} target, and rustup, which could add it, was not found.`);
  }
  await run('rustup', ['target', 'add', WASM_TARGET]);
}

async function installPackages() {
  if (packagesAreInstalled()) return;
  console.log('Installing the npm packages of the lock file');
  await run('npm', ['ci']);
}

/** Whether node_modules holds what the lock file says, by npm's own note of what it put there. */
function packagesAreInstalled() {
  const note = path.join('node_modules', '.package-lock.json');
  if (!existsSync(path.join(root, note))) return false;
  const installed = readJson(note).packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([place, { version, optional }]) => place === '' || optional || installed[place]?.version === version,
  );
}

/** @param {BrowserName} name */
async function installBrowser(name) {
  if (findBrowser(name)) return;
  const { title, variable, packages } = BROWSERS[name];
  await installDebianPackages(packages);
  if (findBrowser(name)) return;
  throw new Failure(
    `${title} was not found and could not be installed: install it (on Debian: apt install ${packages[0]}), ` +
      `or set ${variable} to its program.`,
  );
}

/**
 * Installs Debian packages where that is possible without asking anybody: with apt, as root or through a sudo that
 * wants no password.
 *
 * @param {string[]} packages
 * @returns {Promise<boolean>} whether they are installed now
 */
export async function installDebianPackages(packages) {
  if (!findCommand('apt-get')) return false;
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '--yes', '--quiet'];
  if (process.getuid?.() !== 0) {
    if (!succeeds('sudo', ['--non-interactive', 'true'])) return false;
    apt.unshift('sudo', '--non-interactive');
  }
  const [command = '', ...args] = apt;
  console.log(`Installing Debian packages: ${packages.join(', ')}`);
  try {
    await run(command, [...args, 'update']);
    await run(command, [...args, 'install', '--no-install-recommends', ...packages]);
    return true;
  } catch (failure) {
    console.error(failure instanceof Error ? failure.message : failure);
    return false;
  }
}

/** @param {string} command @param {string[]} args */
function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/**
 * The file a command stands for, or null.
 *
 * @param {string} command a name to look up, or a path
 */
function findCommand(command) {
  const places = (process.env.PATH ?? '').split(path.delimiter);
  const files = path.isAbsolute(command) ? [command] : places.map((place) => path.join(place, command));
  return files.find(isExecutable) ?? null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

await task(import.meta.url, () => setUp({ browsers: ['chromium', 'firefox'] }));
