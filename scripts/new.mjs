// Starts something new in all the places it has to stand in:
//
//   npm run new -- gateway "Acme Mail Shield" [--parameter url]
//
// With --parameter the target is the value of that parameter, percent-encoded, and no code is needed. Some tests fail until
// what is made here is filled in; docs/adding-a-gateway.md says how.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setUp } from './setup.mjs';
import { Failure, root, run, task } from './task.mjs';

const CRATE = path.join('crate', 'src');
const TABLE = path.join(CRATE, 'gateway', 'table.rs');
const MODULES = path.join(CRATE, 'gateway.rs');
const LIST = path.join('docs', 'gateways.md');
const MARKDOWN = ['run', '--quiet', '--package=straightway', '--features=cli', '--', 'gateways', '--markdown'];

/** @typedef {{ id: string, name: string, module: string, parameter?: string | undefined }} Gateway */

/** An address to wrap. */
const TARGET = 'https://id.atlassian.com/invite/p/confluence?id=AbCdEf01234567890-_xyz';

await task(import.meta.url, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { parameter: { type: 'string' } },
  });
  const [kind, name, ...more] = positionals;
  if (kind !== 'gateway' || !name || more.length > 0) {
    throw new Failure('What can be started is a gateway: npm run new -- gateway "Acme Mail Shield" [--parameter url]');
  }
  await setUp();
  const made = await startGateway(name, values.parameter);
  // Puts the new names into their place in the lists of modules.
  await run('cargo', ['fmt', '--package=straightway']);
  await writeFile(
    path.join(root, LIST),
    execFileSync('cargo', MARKDOWN, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  console.log(`Started, in ${[...made, LIST].join(', ')}.\n`);
  console.log('Next:');
  console.log(
    `- ${TABLE}: vendor, hosts, paths, sources, and how administrators exempt Atlassian if that is documented;`,
  );
  if (!values.parameter) console.log(`- ${made[0]}: the questions at its top, then decode;`);
  console.log('- the cases: links that were seen, one that is damaged or not the gateway’s;');
  console.log('- npm test -- rust, which fails until then, and says what is left to do.');
});

/**
 * Puts a gateway's row, code and first case where they belong.
 *
 * @param {string} name as people know it, or its id
 * @param {string} [parameter] the parameter that holds the target
 * @returns {Promise<string[]>} the files it touched, that of the code first if there is one
 */
async function startGateway(name, parameter) {
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (!/^[a-z]/.test(id))
    throw new Failure(`"${name}" makes no id: it should begin with a letter, in the Latin alphabet.`);
  if (parameter !== undefined && !/^[\w.-]+$/.test(parameter))
    throw new Failure(`No parameter is called "${parameter}".`);
  const cases = path.join('tests', 'vectors', `${id}.jsonl`);
  const table = await readFile(path.join(root, TABLE), 'utf8');
  if (existsSync(path.join(root, cases)) || table.includes(`id: "${id}",`))
    throw new Failure(`There is a "${id}" already.`);

  const module = id.replaceAll('-', '_');
  const gateway = { id, name: name === id ? titleOf(id) : name, module, parameter };
  const made = [TABLE, cases];
  await write(cases, caseOf(gateway));
  await write(TABLE, withRow(parameter ? table : withImport(table, module), gateway));
  if (!parameter) {
    const code = path.join(CRATE, 'gateway', `${module}.rs`);
    await write(code, codeOf(gateway));
    await write(MODULES, withModule(await readFile(path.join(root, MODULES), 'utf8'), module));
    made.unshift(code, MODULES);
  }
  return made;
}

/** @param {string} file @param {string} text */
async function write(file, text) {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
}

/** @param {string} id */
function titleOf(id) {
  return id.replaceAll(/(^|-)([a-z])/g, (_, gap, letter) => (gap && ' ') + letter.toUpperCase());
}

/** @param {Gateway} gateway @param {string} target */
function addressOf({ id, parameter = 'url' }, target) {
  return `https://${id}.example/?${parameter}=${target}`;
}

/** @param {Gateway} gateway */
function caseOf(gateway) {
  const note = 'made by npm run new: a link that was seen belongs here';
  return `${JSON.stringify({ input: addressOf(gateway, encodeURIComponent(TARGET)), decode: TARGET, kind: 'constructed', note })}\n`;
}

/** @param {Gateway} gateway */
function rowOf({ id, name, module, parameter }) {
  return `    Gateway {
        id: ${JSON.stringify(id)},
        name: ${JSON.stringify(name)},
        vendor: ${JSON.stringify(name)},
        hosts: &[Exact("${id}.example")],
        paths: &[Path::Any],
        words: &[],
        carrier: ${parameter ? `Parameter(&[${JSON.stringify(parameter)}], Coding::Percent)` : `Code(${module}::decode)`},
        sources: sources![],
        exemption: None,
    },
`;
}

/** @param {Gateway} gateway */
function codeOf(gateway) {
  return `//! ${gateway.name}: \`${addressOf(gateway, '<target>')}\`
//!
//! To be answered here, in place of the questions:
//! - How is the target written: percent-encoded, how often? Base64? What is escaped and what is not?
//! - Does the target's own query run into the link's, and where does it end then?
//! - Are there older forms, other regions, hosts of customers' own?
//! - What do links hold whose target is on a server only? Do they name its host?
//!
//! Source: none yet.

use super::Peel;
use crate::address::Link;

pub(super) fn decode(_link: &Link) -> Peel {
    Peel::NotMine
}
`;
}

/**
 * The table with a new row before the first whose id comes after.
 *
 * @param {string} table
 * @param {Gateway} gateway
 */
function withRow(table, gateway) {
  const rows = [...table.matchAll(/^ {4}Gateway \{\n {8}id: "(.+)",$/gm)];
  const next = rows.find(([, id = '']) => id > gateway.id);
  const at = next ? next.index : table.lastIndexOf('\n];') + 1;
  if (rows.length === 0 || at === 0) throw new Failure(`${TABLE} is not written as this script knows it.`);
  return table.slice(0, at) + rowOf(gateway) + table.slice(at);
}

/** The table with the module among what it uses. @param {string} table @param {string} module */
function withImport(table, module) {
  return replaced(table, /^use super::\{\n/m, (start) => `${start}    ${module},\n`);
}

/** The list of modules with another. @param {string} text @param {string} module */
function withModule(text, module) {
  return replaced(text, /^mod \w+;\n/m, (first) => `mod ${module};\n${first}`);
}

/** @param {string} text @param {RegExp} place @param {(found: string) => string} change */
function replaced(text, place, change) {
  if (!place.test(text)) throw new Failure(`There is no ${place} where this script looks for it.`);
  return text.replace(place, change);
}
