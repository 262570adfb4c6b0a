// Chromium reads a package's schema of managed settings when it packs, and says what it will not have.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { archive } from '../../scripts/archive.mjs';
import { makeKey } from '../../scripts/crx3.mjs';
import { findBrowser } from '../../scripts/setup.mjs';
import { hear } from '../../scripts/task.mjs';
import { BROWSERS, builtExtension } from '../stage/browser.js';

describe('Chromium’s own packing', { skip: !BROWSERS.includes('chromium') }, () => {
  let place = '';
  let folder = '';
  before(async () => {
    place = await mkdtemp(path.join(os.tmpdir(), 'straightway-pack-'));
    folder = path.join(place, 'extension');
    await writeFile(path.join(place, 'key.pem'), makeKey());
    // What is in the package, and not what the build has left in its folder.
    for (const [name, bytes] of Object.entries(unzipSync(await archive(builtExtension('chromium'))))) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), bytes);
    }
  });
  after(() => rm(place, { recursive: true }));

  const pack = () =>
    hear(findBrowser('chromium') ?? '', [
      '--headless=new',
      '--no-sandbox',
      `--user-data-dir=${path.join(place, 'profile')}`,
      `--pack-extension=${folder}`,
      `--pack-extension-key=${path.join(place, 'key.pem')}`,
    ]);

  it('accepts what we hand out', async () => {
    const { ok, output } = await pack();
    assert.ok(ok, output);
    assert.equal((await readFile(`${folder}.crx`)).toString('latin1', 0, 4), 'Cr24');
  });

  it('would not accept a schema with a mistake', async () => {
    const schema = path.join(folder, 'managed_schema.json');
    await writeFile(schema, (await readFile(schema, 'utf8')).replace('"string"', '"text"'));
    assert.equal((await pack()).ok, false);
  });
});
