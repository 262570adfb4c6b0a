// The same source gives the same packages, a second time and in another folder. The core is compiled anew over there; its
// generator is not, of which nothing ships.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeKey } from '../../scripts/crx3.mjs';
import { hear, root } from '../../scripts/task.mjs';

describe('the packages', () => {
  let place = '';
  before(async () => {
    place = await mkdtemp(path.join(os.tmpdir(), 'straightway-elsewhere-'));
    await writeFile(path.join(place, 'key.pem'), makeKey());
  });
  after(() => rm(place, { recursive: true }));

  /** Makes them in a checkout. @param {string} checkout @param {string} name @returns {Promise<string>} the checksums */
  async function make(checkout, name) {
    const out = path.join(place, name);
    const options = ['--key', path.join(place, 'key.pem'), '--webmail', 'https://mail.example.org/*', '--out', out];
    const { ok, output } = await hear('node', [path.join(checkout, 'scripts', 'package.mjs'), ...options]);
    assert.ok(ok, output);
    return readFile(path.join(out, 'SHA256SUMS'), 'utf8');
  }

  /** Another checkout of what is here, with the packages and tools that are installed here. */
  async function elsewhere() {
    const checkout = path.join(place, 'another', 'checkout');
    const listed = ['ls-files', '--cached', '--others', '--exclude-standard'];
    for (const file of execFileSync('git', listed, { cwd: root, encoding: 'utf8' }).trim().split('\n')) {
      await cp(path.join(root, file), path.join(checkout, file), { preserveTimestamps: true });
    }
    await mkdir(path.join(checkout, 'target'));
    for (const shared of ['node_modules', path.join('target', 'debug')]) {
      await symlink(path.join(root, shared), path.join(checkout, shared));
    }
    return checkout;
  }

  it('are the same, byte for byte', async () => {
    const sums = await make(root, 'first');
    assert.match(sums, /\.crx$/m);
    assert.equal(await make(root, 'second'), sums);
    assert.equal(await make(await elsewhere(), 'third'), sums);
  });
});
