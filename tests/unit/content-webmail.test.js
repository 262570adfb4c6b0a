// The table of webmails, its files and its pages agree.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/task.mjs';

const CONTENT = path.join(root, 'extension', 'content');
const files = readdirSync(path.join(CONTENT, 'webmail')).map((file) => path.parse(file).name);

describe('the webmails', () => {
  it('have a line in the table, a page, and the name of their file', async () => {
    const table = readFileSync(path.join(CONTENT, 'webmail.js'), 'utf8');
    const imported = [...table.matchAll(/from '\.\/webmail\/([\w-]+)\.js'/g)].map(([, name = '']) => name);
    assert.deepEqual(imported.sort(), files.sort());
    const pages = readdirSync(path.join(root, 'tests', 'pages'));
    for (const name of files) {
      const { default: webmail } = await import(path.join(CONTENT, 'webmail', `${name}.js`));
      assert.equal(webmail.id, name);
      assert.ok(webmail.hosts ?? webmail.marks, `${name} cannot be recognised`);
      assert.ok(pages.includes(name), `${name} has no page`);
    }
  });

  it('have no host in common', async () => {
    const hosts = await Promise.all(
      files.map(async (name) => (await import(path.join(CONTENT, 'webmail', `${name}.js`))).default.hosts ?? []),
    );
    assert.equal(new Set(hosts.flat()).size, hosts.flat().length);
  });
});
