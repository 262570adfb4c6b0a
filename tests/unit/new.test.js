import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { root } from '../../scripts/task.mjs';

/** What the task needs of the project. */
const NEEDED = [
  ...['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'rustfmt.toml', 'package.json', 'package-lock.json'],
  'manifest.json',
  ...['crate', 'scripts', 'tests/vectors', 'docs'],
];

describe('npm run new', () => {
  // Always in one place: what is compiled there once is not compiled again.
  const folder = path.join(root, 'target', 'new');
  const copy = path.join(folder, 'copy');
  const env = { ...process.env, CARGO_TARGET_DIR: path.join(folder, 'target') };

  /** @param {string} file */
  const read = (file) => readFileSync(path.join(copy, file), 'utf8');
  /** @param {string[]} args */
  const start = (...args) =>
    promisify(execFile)('node', [path.join(copy, 'scripts', 'new.mjs'), ...args], { cwd: copy, env });
  /** @param {string} input */
  const decode = (input) =>
    execFileSync('cargo', ['run', '--quiet', '--package=straightway', '--features=cli', '--', 'decode'], {
      cwd: copy,
      env,
      input,
      encoding: 'utf8',
    }).trim();

  before(() => {
    rmSync(copy, { recursive: true, force: true });
    for (const each of NEEDED) {
      cpSync(path.join(root, each), path.join(copy, each), {
        recursive: true,
        filter: (file) => !/[\\/](target|corpus|artifacts)$/.test(file),
      });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  });

  it('starts a gateway that needs code', async () => {
    const { stdout } = await start('gateway', 'Meadow & Lark Shield');
    assert.match(stdout, /meadow_lark_shield\.rs/);
    assert.match(stdout, /npm test -- rust/);
    assert.match(read('crate/src/gateway/meadow_lark_shield.rs'), /^\/\/! Meadow & Lark Shield: /);
    assert.match(read('crate/src/gateway.rs'), /^mod meadow_lark_shield;$/m);
    assert.match(read('docs/gateways.md'), /^## Meadow & Lark Shield$/m);

    const ids = [...read('crate/src/gateway/table.rs').matchAll(/^ {8}id: "(.+)",$/gm)].map(([, id]) => id);
    assert.ok(ids.includes('meadow-lark-shield'));
    assert.deepEqual(ids, [...ids].sort());

    const [first] = read('tests/vectors/meadow-lark-shield.jsonl').trim().split('\n');
    const { input, decode: wanted } = JSON.parse(first ?? '');
    assert.equal(decode(input), input, 'the case fails until there is a decoder');
    assert.notEqual(input, wanted);
  });

  it('starts a gateway that needs none', async () => {
    await start('gateway', 'zz-shield', '--parameter', 'to');
    assert.ok(!readdirSync(path.join(copy, 'crate', 'src', 'gateway')).includes('zz_shield.rs'));
    assert.match(read('docs/gateways.md'), /^## Zz Shield$/m);
    const { input, decode: wanted } = JSON.parse(read('tests/vectors/zz-shield.jsonl'));
    assert.equal(decode(input), wanted);
  });

  it('leaves the form of the code right', () => {
    execFileSync('cargo', ['fmt', '--package=straightway', '--check'], { cwd: copy, env });
  });

  it('refuses what it cannot start', async () => {
    for (const [args, why] of /** @type {const} */ ([
      [['gateway', 'mimecast'], /already/],
      [['gateway', '???'], /makes no id/],
      [['gateway', 'x', '--parameter', '&'], /No parameter/],
      [['gateway'], /npm run new/],
      [['webmail', 'x'], /npm run new/],
    ])) {
      await assert.rejects(start(...args), ({ stderr }) => why.test(stderr));
    }
  });
});
