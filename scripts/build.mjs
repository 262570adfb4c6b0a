// Builds the extension: the core from Rust to WebAssembly, then for each browser a folder it can load unpacked.
//
//   npm run build [-- --out FOLDER] [-- …], and what scripts/package.mjs says of an organisation's own build
//
// The same source gives the same bytes, in whatever folder it lies.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setUp } from './setup.mjs';
import { bin, Failure, hear, root, run, task } from './task.mjs';

const SOURCE = path.join(root, 'extension');
const CORE = path.join(SOURCE, 'core');
const TARGET = path.join(root, 'target');
/** The border crate has a workspace and a lock file of its own; why is said in its Cargo.toml. */
export const BORDER = path.join(root, 'crate', 'browser', 'Cargo.toml');
const COMPILED = path.join(TARGET, 'wasm32-unknown-unknown', 'release', 'straightway_browser.wasm');
/** What the core in `extension/core` was made from. */
const STAMP = path.join(CORE, 'stamp');

/** What lies in `extension/` and does not ship: what is bundled, and what is for developers. */
const NOT_SHIPPED =
  /^(content|(?!core\/)[^/]+\/.*\.js|(page|way|help)\.js|tsconfig\.json|core\/stamp|icons\/.*\.svg|.*\.d\.ts)$/;

/** @typedef {'chrome' | 'firefox'} Browser */

/** @type {Browser[]} */
export const BROWSERS = ['chrome', 'firefox'];

/**
 * What an organisation's own build has of its own.
 *
 * @typedef {object} Own
 * @property {string[]} [webmail] patterns of webmails to work on from the start, beside those of the manifest
 * @property {string} [geckoId] the id in Firefox, which belongs to whoever had it signed first
 * @property {string} [updateUrl] the folder that the organisation serves newer versions from
 */

/**
 * Builds everything.
 *
 * @param {Own & { out?: string }} [options] `out`: the folder to leave `chrome/` and `firefox/` in
 */
export async function build({ out = path.join(root, 'dist'), ...own } = {}) {
  const manifest = withOwn(await readManifest(), own);
  await buildCore();
  for (const browser of BROWSERS) await assemble(path.join(out, browser), manifestFor(browser, manifest));
}

/** Leaves the core and the JavaScript side of its border in `extension/core`. */
async function buildCore() {
  await run('cargo', ['fetch', '--quiet', '--locked']);
  await run(
    'cargo',
    [
      'build',
      '--release',
      '--locked',
      `--manifest-path=${BORDER}`,
      '--target=wasm32-unknown-unknown',
      `--target-dir=${TARGET}`,
    ],
    {
      env: {
        CARGO_ENCODED_RUSTFLAGS: (await pathFlags()).join('\x1f'),
        ...(process.platform !== 'win32' && { RUSTC_WRAPPER: path.join(root, 'scripts', 'rustc.sh') }),
      },
    },
  );

  const stamp = await digest([
    COMPILED,
    'Cargo.lock',
    'crate/browser/Cargo.lock',
    'package-lock.json',
    'scripts/build.mjs',
    'scripts/bindgen/src/main.rs',
  ]);
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === stamp) return;
  await rm(CORE, { recursive: true, force: true });
  await run('cargo', ['run', '--package=straightway-bindgen', `--target-dir=${TARGET}`, '--', COMPILED, CORE]);
  const wasm = path.join(CORE, 'core_bg.wasm');
  await run(bin('wasm-opt'), ['-Os', wasm, '-o', wasm]);
  await writeFile(STAMP, stamp);
}

/** Keeps this machine's folders out of the core: a panic's place in the source would name them. */
async function pathFlags() {
  const cargoHome = process.env.CARGO_HOME ?? path.join(os.homedir(), '.cargo');
  const registries = path.join(cargoHome, 'registry', 'src');
  const { output: compiler } = await hear('rustc', ['--verbose', '--version', '--print=sysroot']);
  const [, commit] = /^commit-hash: (.+)$/m.exec(compiler) ?? [];
  const sysroot = compiler.trimEnd().split('\n').at(-1) ?? '';
  const folders = [
    [root, '/straightway'],
    // Whoever has the standard library's source beside the compiler gets its places from there, all others by this name.
    [path.join(sysroot, 'lib', 'rustlib', 'src', 'rust'), `/rustc/${commit}`],
  ];
  // One folder for each registry or mirror, its name made from the address.
  for (const name of (await readdir(registries)).sort()) folders.push([path.join(registries, name), '/crates']);
  return folders.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

/** @param {string[]} files */
async function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(path.resolve(root, file)));
  return hash.digest('hex');
}

/** How `Own` is told on a command line. */
export const OWN_OPTIONS = /** @type {const} */ ({
  webmail: { type: 'string', multiple: true },
  'gecko-id': { type: 'string' },
  'update-url': { type: 'string' },
});

/** @param {{ [Name in keyof typeof OWN_OPTIONS]?: any }} options @returns {Own} */
export const ownOf = ({ webmail = [], 'gecko-id': geckoId, 'update-url': updateUrl }) => ({
  webmail,
  ...(geckoId !== undefined && { geckoId }),
  ...(updateUrl !== undefined && { updateUrl }),
});

/** @returns {Promise<chrome.runtime.ManifestV3>} the one that is written by hand */
export const readManifest = async () => JSON.parse(await readFile(path.join(root, 'manifest.json'), 'utf8'));

/**
 * Adds webmails to the ones that the extension works on without asking anybody, puts an id in the place of ours, and says
 * where newer versions are: without that Chromium asks its store for them, whoever the extension came from.
 *
 * @param {any} manifest
 * @param {Own} own
 */
function withOwn(manifest, { webmail = [], geckoId, updateUrl }) {
  for (const pattern of webmail) {
    if (!isWebmailPattern(pattern)) {
      throw new Failure(`${pattern} is not the pattern of a webmail: write it as https://mail.example.org/*`);
    }
  }
  if (geckoId !== undefined && !/^[a-z0-9._-]*@[a-z0-9._-]+$/i.test(geckoId)) {
    throw new Failure(`${geckoId} is not an id for Firefox: write it as straightway@example.org`);
  }
  if (updateUrl !== undefined && !/^https:\/\/[^/?#\s]+\/([^?#\s]*\/)?$/.test(updateUrl)) {
    throw new Failure(`${updateUrl} is not a folder on a server: write it as https://ext.example.org/straightway/`);
  }
  const { gecko, ...others } = manifest.browser_specific_settings;
  /** @param {string[]} known */
  const withWebmail = (known) => [...new Set([...known, ...webmail])];
  const [mail, ...scripts] = manifest.content_scripts;
  return {
    ...manifest,
    ...(updateUrl && { update_url: `${updateUrl}updates.xml` }),
    browser_specific_settings: {
      gecko: { ...gecko, id: geckoId ?? gecko.id, ...(updateUrl && { update_url: `${updateUrl}updates.json` }) },
      ...others,
    },
    host_permissions: withWebmail(manifest.host_permissions),
    content_scripts: [{ ...mail, matches: withWebmail(mail.matches) }, ...scripts],
  };
}

/**
 * Whether this is all of one https host, spelled as browsers spell it. A port has no place in it: Firefox knows none there.
 *
 * @param {string} pattern
 */
function isWebmailPattern(pattern) {
  const [, host] = /^https:\/\/([a-z0-9.-]+)\/\*$/.exec(pattern) ?? [];
  return (
    host !== undefined &&
    host.includes('.') &&
    URL.canParse(`https://${host}`) &&
    new URL(`https://${host}`).host === host
  );
}

/**
 * The manifest as one browser wants it: each knows another kind of background, and warns of the other's keys. What the web
 * may open has another address in each Firefox, and in Chromium by `use_dynamic_url`: no page knows us by it. (It is open
 * to all for the sake of typed addresses, which in Chromium come from nowhere.)
 *
 * @param {Browser} browser
 * @param {any} manifest
 */
function manifestFor(browser, manifest) {
  const {
    minimum_chrome_version,
    update_url,
    browser_specific_settings,
    background,
    web_accessible_resources,
    ...shared
  } = manifest;
  const { service_worker, scripts, ...kind } = background;
  if (browser === 'chrome') {
    const own = { minimum_chrome_version, ...(update_url && { update_url }) };
    return { ...shared, web_accessible_resources, ...own, background: { service_worker, ...kind } };
  }
  const opened = web_accessible_resources.map((/** @type {any} */ { resources, matches }) => ({ resources, matches }));
  return { ...shared, web_accessible_resources: opened, browser_specific_settings, background: { scripts, ...kind } };
}

/**
 * Fills one browser's folder.
 *
 * @param {string} folder
 * @param {chrome.runtime.ManifestV3} manifest
 */
async function assemble(folder, manifest) {
  const { build: bundle } = await import('esbuild');
  // Made beside its place and then moved there, so that nobody ever finds it half filled.
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await cp(SOURCE, fresh, {
    recursive: true,
    filter: (file) => !NOT_SHIPPED.test(path.relative(SOURCE, file).replaceAll(path.sep, '/')),
  });
  await writeFile(path.join(fresh, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await shortenLanguages(path.join(fresh, '_locales'));
  /** @param {'iife' | 'esm'} format @param {string[]} scripts */
  const bundleAll = (format, scripts) =>
    bundle({
      absWorkingDir: root,
      entryPoints: scripts.map((script) => path.join('extension', script)),
      outbase: 'extension',
      outdir: fresh,
      bundle: true,
      format,
      // To be read by reviewers: whole names on lines of their own, and nothing for older browsers than the manifest allows.
      target: 'es2023',
      minifySyntax: true,
      charset: 'utf8',
      logLevel: 'warning',
    });
  await bundleAll('iife', manifest.content_scripts?.flatMap(({ js = [] }) => js) ?? []);
  await bundleAll('esm', await pageScripts());
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

/** Leaves out what only translators read. @param {string} folder */
async function shortenLanguages(folder) {
  for (const language of await readdir(folder)) {
    const file = path.join(folder, language, 'messages.json');
    const messages = JSON.parse(await readFile(file, 'utf8'));
    for (const message of Object.values(messages)) delete message.description;
    await writeFile(file, `${JSON.stringify(messages, null, 1)}\n`);
  }
}

/** The script of each of our pages: the one of its own name. It uses words and drawings of the content scripts. */
async function pageScripts() {
  const files = await readdir(SOURCE, { recursive: true });
  return files.filter((file) => file.endsWith('.html')).map((file) => file.replace(/html$/, 'js'));
}

await task(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args,
    options: { out: { type: 'string' }, ...OWN_OPTIONS },
  });
  await setUp();
  await build({ ...ownOf(values), ...(values.out && { out: path.resolve(values.out) }) });
});
