// Files that need each other can only be understood, and changed, all at once: no module of the core or of the extension
// needs, by whatever detour, one that needs it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/task.mjs';

/** @typedef {Map<string, Set<string>>} Needs what each needs itself */

/** The source in a folder, by its place there. @param {string} folder @param {string} ending @returns {[string, string][]} */
const sourceIn = (folder, ending) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', `${folder}/*${ending}`], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .map((file) => [path.posix.relative(folder, file), readFileSync(path.join(root, file), 'utf8')]);

/** By file. What types alone need stands in comments. @returns {Needs} */
function extension() {
  const imports = /^(?:import|export)\b[^;]*?\bfrom '(\.[^']+)'|^import '(\.[^']+)'/gm;
  return new Map(
    sourceIn('extension', '.js').map(([file, text]) => [
      file,
      new Set(
        [...text.matchAll(imports)].map(([, from, bare]) =>
          path.posix.join(path.posix.dirname(file), from ?? bare ?? ''),
        ),
      ),
    ]),
  );
}

/** By module: a file, and the folder of its name. @returns {Needs} */
function core() {
  const uses = /\bcrate::(?:(\w+)|\{((?:[^{}]|\{[^}]*\})*)\})/g;
  /** @type {Needs} */
  const needs = new Map();
  for (const [file, text] of sourceIn('crate/src', '.rs')) {
    const [name = ''] = file.split(/[./]/);
    if (name === 'lib' || name === 'bin' || file.endsWith('tests.rs')) continue;
    const known = needs.get(name) ?? new Set();
    for (const [, one, several = ''] of text.replace(/^\s*\/\/.*/gm, '').matchAll(uses)) {
      const names = several.replace(/::(\w+|\{[^}]*\})/g, '').match(/\w+/g);
      for (const each of one ? [one] : (names ?? [])) if (each !== name) known.add(each);
    }
    needs.set(name, known);
  }
  return needs;
}

/** A way through `needs` that comes back to where it was, if there is one. @param {Needs} needs */
function circleIn(needs) {
  /** Those that lead into no circle. */
  const fine = new Set();
  /** @param {string} name @param {string[]} way @returns {string[] | null} */
  function from(name, way) {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (fine.has(name)) return null;
    for (const next of needs.get(name) ?? []) {
      const circle = from(next, [...way, name]);
      if (circle) return circle;
    }
    fine.add(name);
    return null;
  }
  for (const name of needs.keys()) {
    const circle = from(name, []);
    if (circle) return circle.join(' needs ');
  }
  return null;
}

describe('there is no circle', () => {
  for (const [what, read, known] of /** @type {const} */ ([
    ['the extension', extension, ['background.js', 'core.js']],
    ['the core', core, ['gateway', 'atlassian']],
  ])) {
    it(`in ${what}`, () => {
      const needs = read();
      const [one, other] = known;
      assert.ok(needs.get(one)?.has(other), `${one} needs ${other}: the source is not read as it is written any more`);
      assert.equal(circleIn(needs), null);
      needs.get(other)?.add(one);
      assert.notEqual(circleIn(needs), null);
    });
  }
});
