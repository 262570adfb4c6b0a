// What the stores are told is what the product says of itself, and as long and as large as they take it.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/task.mjs';

const STORE = path.join(root, 'docs', 'store');

/** What is below a heading of a listing. @param {string} language @param {string} heading */
const section = (language, heading) =>
  readFileSync(path.join(STORE, `${language}.md`), 'utf8')
    .split(/^## /m)
    .find((part) => part.startsWith(`${heading}\n`))
    ?.slice(heading.length)
    .trim();

describe('the store listing', () => {
  for (const [language, name, summary] of [
    ['en', 'Name', 'Summary'],
    ['de', 'Name', 'Kurzbeschreibung'],
  ]) {
    it(`says in ${language} what the manifest says`, () => {
      const file = path.join(root, 'extension', '_locales', language ?? '', 'messages.json');
      const { extension_name, extension_description } = JSON.parse(readFileSync(file, 'utf8'));
      assert.equal(section(language ?? '', name ?? ''), extension_name.message);
      assert.equal(section(language ?? '', summary ?? ''), extension_description.message);
      assert.ok(extension_name.message.length <= 45);
      assert.ok(extension_description.message.length <= 132);
    });
  }

  it('has a justification for each permission', () => {
    const { permissions, optional_host_permissions } = JSON.parse(
      readFileSync(path.join(root, 'manifest.json'), 'utf8'),
    );
    const review = readFileSync(path.join(STORE, 'review.md'), 'utf8');
    for (const permission of permissions) assert.ok(review.includes(`- **${permission}**: `), permission);
    for (const host of optional_host_permissions) assert.ok(review.includes(host), host);
  });

  it('has pictures of the sizes that the stores take', () => {
    const sizes = readdirSync(STORE)
      .filter((name) => name.endsWith('.png'))
      .map((name) => {
        const png = readFileSync(path.join(STORE, name));
        return `${name}: ${png.readUInt32BE(16)} × ${png.readUInt32BE(20)}`;
      });
    assert.deepEqual(sizes.sort(), [
      '1-mended.png: 1280 × 800',
      '2-warning.png: 1280 × 800',
      '3-landing.png: 1280 × 800',
      '4-check.png: 1280 × 800',
      'tile.png: 440 × 280',
    ]);
  });
});
