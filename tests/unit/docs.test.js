// What the documents promise and can be held against the source: links lead somewhere, and permissions are the manifest's.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/task.mjs';

/** @param {string} file */
const read = (file) => readFileSync(path.join(root, file), 'utf8');

/** The documents under version control or about to be. */
const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  // A kit's README speaks of the kit's files; its own test holds it against them.
  .filter((file) => !file.startsWith('tests/policy/'));

/** A document without its code, where brackets are no links. @param {string} text */
const prose = (text) => text.replace(/^ *```[^]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');

/** A heading's anchor, as forges make it. @param {string} heading */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** @param {string} file */
const anchorsIn = (file) => [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe('the documents', () => {
  for (const file of documents) {
    it(`lead somewhere: ${file}`, () => {
      for (const [, link = ''] of prose(read(file)).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(link)) continue;
        const [place = '', anchor] = link.split('#');
        const target = place === '' ? file : path.join(path.dirname(file), place);
        assert.ok(existsSync(path.join(root, target)), `${file}: ${link}`);
        if (anchor !== undefined) assert.ok(anchorsIn(target).includes(anchor), `${file}: ${link}`);
      }
    });
  }
});

describe('the map', () => {
  it('has a place for every file of the extension and of the core', () => {
    const map = read('ARCHITECTURE.md');
    const source = execFileSync('git', ['ls-files', 'extension/*.js', 'crate/src/*.rs'], {
      cwd: root,
      encoding: 'utf8',
    });
    const apart =
      /^(extension\/(content\/webmail|core|popup|options|check|welcome|landing)|crate\/src\/(gateway|atlassian|policy|bin))\//;
    for (const file of source
      .trim()
      .split('\n')
      .filter((each) => !apart.test(each))) {
      const { name } = path.parse(file);
      assert.match(map, new RegExp(`\\b${name}\\b`), file);
    }
  });
});

describe('the permissions that administrators are told of', () => {
  const text = read('docs/admin/permissions.md');
  const [, permissions = '', hosts = ''] = text.split(/^## /m);
  const { permissions: asked, host_permissions: sites } = JSON.parse(read('manifest.json'));
  /** @param {string} part @param {RegExp} pattern */
  const named = (part, pattern) => [...part.matchAll(pattern)].map(([, name = '']) => name);

  it('are those that it asks for, each with its reason', () => {
    assert.deepEqual(named(permissions, /^\| `(\w+)` +\| \S/gm), asked);
  });

  it('are on the hosts that it asks for', () => {
    const table = hosts.split('\n\nIn each webmail')[0] ?? '';
    assert.deepEqual(
      named(table, /`([a-z0-9.-]+)`/g).sort(),
      sites.map((/** @type {string} */ pattern) => new URL(pattern).host).sort(),
    );
  });

  it('leave out all that it says not to ask for', () => {
    const [, without = ''] = text.split('## What it does not ask for');
    const [list = ''] = without.split('. Every one');
    for (const name of named(list, /`(.+?)`/g)) assert.ok(![...asked, ...sites].includes(name), name);
  });
});

describe('the pages for administrators', () => {
  it('are all found from their index', () => {
    const index = read('docs/admin/index.md');
    for (const page of readdirSync(path.join(root, 'docs/admin')).filter((name) => name !== 'index.md')) {
      assert.ok(index.includes(`](${page})`), page);
    }
  });
});
