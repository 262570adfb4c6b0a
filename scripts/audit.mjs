// What others' code brings in, licences, sources and known weaknesses: npm run audit. Not a part of npm run check: it asks the
// databases of weaknesses, and what they answer changes without our doing. Its first run builds cargo-deny, for minutes.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { BORDER } from './build.mjs';
import { setUp } from './setup.mjs';
import { Failure, hear, root, run, task } from './task.mjs';

const DENY_VERSION = '0.20.2';
const TOOLS = path.join(root, 'target', `cargo-deny-${DENY_VERSION}`);
const DENY = path.join(TOOLS, 'bin', process.platform === 'win32' ? 'cargo-deny.exe' : 'cargo-deny');

/** Each has a lock file of its own. */
const WORKSPACES = [path.join(root, 'Cargo.toml'), BORDER, path.join(root, 'crate', 'fuzz', 'Cargo.toml')];
const CONFIG = `--config=${path.join(root, 'deny.toml')}`;

/** @type {[name: string, command: string, args: string[]][]} */
const AUDITS = [
  ...['bans', 'licenses', 'sources', 'advisories'].flatMap((what) =>
    WORKSPACES.map(
      (workspace) =>
        /** @type {[string, string, string[]]} */ ([
          `cargo-deny: ${what} of ${path.relative(root, workspace)}`,
          DENY,
          [`--manifest-path=${workspace}`, '--locked', CONFIG, 'check', what],
        ]),
    ),
  ),
  ['npm audit', 'npm', ['audit']],
];

await task(import.meta.url, async () => {
  await setUp();
  if (!existsSync(DENY)) await run('cargo', ['install', 'cargo-deny', `--version=${DENY_VERSION}`, `--root=${TOOLS}`]);
  const failed = [];
  for (const [name, command, args] of AUDITS) {
    const { ok, output } = await hear(command, args);
    console.log(`${ok ? '✓' : '✗'} ${name}`);
    if (ok) continue;
    failed.push(name);
    console.log(output);
  }
  if (failed.length > 0) throw new Failure(`Not clean: ${failed.join(', ')}.`);
});
