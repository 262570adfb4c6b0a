// Fuzzes the core, each target for two minutes: npm run fuzz [-- --minutes 60] [decode] [judge] [policy]
//
// Starts from the vectors, and from what earlier runs found worth keeping in crate/fuzz/corpus. Needs a nightly compiler
// and cargo-fuzz, which nothing else here does.

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, hear, root, run, task } from './task.mjs';

const TARGETS = ['decode', 'judge', 'policy'];
const FUZZ = path.join('crate', 'fuzz');

/** What one input may cost: seconds, on a machine that does other things too, and megabytes. A link is at most 16 KiB. */
const LIMITS = ['-timeout=10', '-rss_limit_mb=512', '-malloc_limit_mb=64', '-max_len=20000'];

/** Settings to start from: every key, with a value of the right type and one of the wrong type. */
const SETTINGS = [
  '{"mode":"warn","landingGuard":"always","logLevel":"verbose","lockSettings":true,"showOnboarding":false}',
  '{"webmailHosts":["https://mail.example.org/*","*"],"disabledGateways":["mimecast","none"],"policyVersion":"1"}',
  '{"extraGateways":[{"name":"Ours","host":"gw.example.org","parameter":"u","coding":"base64"}],"supportUrl":"x"}',
  '{"mode":1,"webmailHosts":"x","extraGateways":[{}],"organizationName":[],"unknown":{"a":[[[[[]]]]]}}',
];

await task(import.meta.url, async (args) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { minutes: { type: 'string' } } });
  const minutes = Number(values.minutes ?? 2);
  const targets = positionals.length > 0 ? positionals : TARGETS;
  for (const target of targets) {
    if (!TARGETS.includes(target)) throw new Failure(`There is no target ${target}: ${TARGETS.join(', ')}.`);
  }
  if (!(minutes > 0)) throw new Failure('--minutes takes a number above zero.');
  if (!(await hear('cargo', ['+nightly', 'fuzz', '--version'])).ok) {
    throw new Failure(
      'Fuzzing needs a nightly compiler and cargo-fuzz: rustup toolchain install nightly, cargo install cargo-fuzz.',
    );
  }
  for (const target of targets) {
    const seeds = await seedsOf(target);
    const time = `-max_total_time=${Math.round(minutes * 60)}`;
    await run('cargo', ['+nightly', 'fuzz', 'run', `--fuzz-dir=${FUZZ}`, target, seeds, '--', time, ...LIMITS]);
  }
});

/**
 * Puts what a target starts from into its corpus.
 *
 * @param {string} target
 * @returns {Promise<string>} the corpus's folder
 */
async function seedsOf(target) {
  const folder = path.join(root, FUZZ, 'corpus', target);
  await mkdir(folder, { recursive: true });
  for (const seed of target === 'policy' ? SETTINGS : await vectorInputs()) {
    const name = createHash('sha1').update(seed).digest('hex');
    await writeFile(path.join(folder, name), seed);
  }
  return folder;
}

async function vectorInputs() {
  const folder = path.join(root, 'tests', 'vectors');
  const inputs = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.jsonl'))) {
    const lines = (await readFile(path.join(folder, file), 'utf8')).trimEnd().split('\n');
    for (const line of lines) inputs.push(/** @type {{ input: string }} */ (JSON.parse(line)).input);
  }
  return inputs;
}
