// The table of webmails, its files, its pages and the manifest agree.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { root } from '../../scripts/task.mjs';

const CONTENT = path.join(root, 'extension', 'content');
const files = readdirSync(path.join(CONTENT, 'webmail')).map((file) => path.parse(file).name);

/** What an adapter takes from a page's prototypes when it is loaded. Here is no page to ask. */
const PROTOTYPE = new Proxy(
  {},
  { get: () => () => {}, getOwnPropertyDescriptor: () => ({ get: () => {}, configurable: true }) },
);

describe('the webmails', () => {
  /** @type {{ id: string, hosts?: string[], marks?: string }[]} */
  let adapters = [];
  before(async () => {
    for (const name of ['Node', 'Element', 'Document', 'DocumentFragment']) {
      Object.assign(globalThis, { [name]: { prototype: PROTOTYPE } });
    }
    const modules = await Promise.all(files.map((name) => import(path.join(CONTENT, 'webmail', `${name}.js`))));
    adapters = modules.map((module) => module.default);
  });

  it('have a line in the table, a page, and the name of their file', () => {
    const table = readFileSync(path.join(CONTENT, 'webmail.js'), 'utf8');
    const imported = [...table.matchAll(/from '\.\/webmail\/([\w-]+)\.js'/g)].map(([, name = '']) => name);
    assert.deepEqual(imported.sort(), files.toSorted(), 'extension/content/webmail.js has others');
    const pages = readdirSync(path.join(root, 'tests', 'pages'));
    for (const [at, name] of files.entries()) {
      assert.equal(adapters[at]?.id, name);
      assert.ok(adapters[at]?.hosts ?? adapters[at]?.marks, `${name} cannot be recognised`);
      assert.ok(pages.includes(name), `${name} has no page`);
    }
  });

  it('have hosts of their own, which the extension may work on', () => {
    const { host_permissions } = JSON.parse(readFileSync(path.join(root, 'manifest.json'), 'utf8'));
    const hosts = adapters.flatMap((adapter) => adapter.hosts ?? []);
    assert.equal(new Set(hosts).size, hosts.length);
    for (const host of hosts) assert.ok(host_permissions.includes(`https://${host}/*`), `manifest.json has no ${host}`);
  });
});
