// What must stay true of the repository, whoever changes what: places that have to agree, and things that must not be there.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import load, { Engine, reasons } from '../../extension/core/core.js';
import { root } from '../../scripts/task.mjs';
import { builtCore } from '../cases.js';

const OURS_AT_ATLASSIAN = [
  'https://id.atlassian.com/*',
  'https://start.atlassian.com/*',
  'https://home.atlassian.com/*',
];
const LANGUAGES = readdirSync(path.join(root, 'extension', '_locales'));

/** @param {string} file */
const read = (file) => readFileSync(path.join(root, file), 'utf8');
/** @param {string} file */
const readJson = (file) => JSON.parse(read(file));
/** @param {string} language @returns {Record<string, { message: string, placeholders?: object }>} */
const messages = (language) => readJson(`extension/_locales/${language}/messages.json`);

/** The files that are under version control or about to be, generated ones apart. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n');

/** What ships as we wrote it. */
const shipped = files.filter((file) => /^extension\/.*\.(js|html|css)$/.test(file));

const manifest = readJson('manifest.json');

before(() => load({ module_or_path: builtCore() }));

describe('the manifest', () => {
  it('asks for these permissions and no others', () => {
    assert.deepEqual(manifest.permissions, [
      'storage',
      'scripting',
      'activeTab',
      'alarms',
      'declarativeNetRequestWithHostAccess',
    ]);
    assert.deepEqual(manifest.optional_host_permissions, ['https://*/*']);
    assert.equal(manifest.optional_permissions, undefined);
  });

  it('runs content scripts on the webmails it has access to, whole hosts over https', () => {
    const hosts = manifest.host_permissions;
    const webmails = hosts.filter((/** @type {string} */ host) => !OURS_AT_ATLASSIAN.includes(host));
    assert.deepEqual(hosts.slice(webmails.length), OURS_AT_ATLASSIAN);
    assert.equal(new Set(hosts).size, hosts.length);
    for (const host of hosts) assert.match(host, /^https:\/\/[a-z0-9.-]+\/\*$/);
    const [mail, identity, ...more] = manifest.content_scripts;
    assert.deepEqual(mail.matches, webmails);
    assert.deepEqual(identity.matches, ['https://id.atlassian.com/*']);
    assert.deepEqual(more, []);
  });

  it('lets the extension do nothing over the network, and pages see nothing of it', () => {
    const policy = manifest.content_security_policy.extension_pages.split('; ');
    assert.ok(policy.includes("default-src 'none'"));
    assert.ok(policy.includes("connect-src 'none'"));
    assert.ok(policy.includes("script-src 'self' 'wasm-unsafe-eval'"));
    const opened = manifest.web_accessible_resources.flatMap(
      (/** @type {{ resources: string[] }} */ each) => each.resources,
    );
    assert.deepEqual(opened, ['landing/landing.html']);
    assert.equal(manifest.externally_connectable, undefined);
  });

  it('names only files that are there', () => {
    const { content_scripts, background, icons = {}, action, storage } = manifest;
    const named = [
      ...content_scripts.flatMap((/** @type {{ js: string[] }} */ { js }) => js),
      ...background.scripts,
      background.service_worker,
      ...Object.values(icons),
      ...Object.values(action.default_icon ?? {}),
      action.default_popup,
      storage.managed_schema,
    ];
    for (const file of named) assert.ok(files.includes(`extension/${file}`), file);
  });

  it('is the only place with a version', () => {
    assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
    assert.equal(readJson('package.json').version, undefined);
  });
});

describe('the managed settings', () => {
  it('are the same in the schema and in the core', () => {
    const { properties } = readJson('extension/managed_schema.json');
    const policy = new Engine({}).policy();
    assert.deepEqual(Object.keys(properties).sort(), Object.keys(policy).sort());
    for (const [key, value] of Object.entries(policy)) {
      assert.equal(properties[key].type, Array.isArray(value) ? 'array' : typeof value, key);
    }
  });

  it('are checked by the core alone: a schema that looked closer would throw good entries away with a bad one', () => {
    assert.doesNotMatch(read('extension/managed_schema.json'), /"(enum|pattern|minimum|maximum|required)"/);
  });
});

describe('the texts', () => {
  for (const language of LANGUAGES) {
    it(`are complete in ${language}`, () => {
      const here = messages(language);
      const english = messages('en');
      assert.deepEqual(Object.keys(here).sort(), Object.keys(english).sort());
      for (const [key, { message, placeholders = {} }] of Object.entries(here)) {
        assert.ok(message.trim(), key);
        assert.deepEqual(Object.keys(placeholders), Object.keys(english[key]?.placeholders ?? {}), key);
        const used = [...message.matchAll(/\$(\w+)\$/g)].map(([, name = '']) => name.toLowerCase());
        assert.deepEqual([...new Set(used)].sort(), Object.keys(placeholders).sort(), key);
      }
    });
  }

  it('are all used', () => {
    // Made of a prefix and a code.
    const made = /^(reason_|problem_|options_(mode|landingguard|loglevel)(_|$))/;
    const source = ['manifest.json', ...shipped].map(read).join('\n');
    for (const key of Object.keys(messages('en'))) {
      // The text that names a gateway or a place is asked for by its sister's name.
      const isUsed = [key, key.replace(/_by$/, '')].some((name) =>
        new RegExp(`\\b(__MSG_)?${name}(__)?\\b`).test(source),
      );
      assert.ok(isUsed || made.test(key), key);
    }
  });

  it('say every reason of the core', () => {
    const english = messages('en');
    for (const [code] of reasons()) assert.ok(`reason_${code.replaceAll('-', '_')}` in english, code);
  });

  it('say every kind of problem that the core finds in a policy', () => {
    const [, kinds = ''] = /enum ProblemReason \{([^}]*)\}/.exec(read('crate/src/policy.rs')) ?? [];
    const codes = [...kinds.matchAll(/^ +(\w+),$/gm)].map(([, name = '']) =>
      name.replace(/\B[A-Z]/g, '_$&').toLowerCase(),
    );
    const said = Object.keys(messages('en')).filter((key) => key.startsWith('problem_'));
    assert.deepEqual(said.sort(), codes.map((code) => `problem_${code}`).sort());
  });

  it('are there for the manifest and the pages', () => {
    const english = messages('en');
    const pages = shipped.filter((file) => file.endsWith('.html')).map(read);
    const named = [
      ...read('manifest.json').matchAll(/__MSG_(\w+)__/g),
      ...pages.flatMap((page) => [...page.matchAll(/data-message="(\w+)"/g)]),
    ];
    for (const [, key = ''] of named) assert.ok(key in english, key);
  });
});

describe('what ships', () => {
  const FORBIDDEN = {
    'writes markup': /\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write(ln)?\(|createContextualFragment/,
    'makes code of text': /\beval\(|new Function\(|set(Timeout|Interval)\(\s*['"`]/,
    'goes to the network': /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts/,
    'loads from elsewhere': /(src|href)="(https?:)?\/\/|@import\s+(url\()?['"]?https?:|import\(?\s*['"]https?:/,
    'has script or style in its markup': /<script(?![^>]*\ssrc=)|<style|\son[a-z]+="|\sstyle="/,
    'leaves a trace in the console': /\bconsole\./,
  };
  for (const [what, pattern] of Object.entries(FORBIDDEN)) {
    it(`never ${what}`, () => {
      for (const file of shipped) assert.doesNotMatch(read(file), pattern, file);
    });
  }
});

describe('the repository', () => {
  const TEXT = /\.(js|mjs|ts|json|toml|rs|md|css|html|svg|lock|yml)$|^[^.]+$|^\.[^/]+$|^\.ci\//;

  it('knows no machine and no registry', () => {
    const machine = /(?<![\w.%/-])\/(root|work|tmp|home\/\w+|Users\/\w+)\//;
    const registry = /registry\.npmjs|(index|static)\.crates\.io|registry\.yarnpkg/;
    for (const file of files.filter((each) => TEXT.test(each) && each !== 'tests/unit/tidy.test.js')) {
      const text = read(file);
      assert.doesNotMatch(text, machine, file);
      assert.doesNotMatch(text, registry, file);
    }
  });

  it('pins every npm package, and ships none', () => {
    const { dependencies, devDependencies } = readJson('package.json');
    assert.equal(dependencies, undefined);
    for (const [name, version] of Object.entries(devDependencies)) assert.match(version, /^\d+\.\d+\.\d+$/, name);
  });
});
