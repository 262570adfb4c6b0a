// What every task of package.json shares: where the project is, how a command is run, how a failure is told.

import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The program of an installed npm package. @param {string} name */
export const bin = (name) => path.join(root, 'node_modules', '.bin', name);

/** A failure the person can do something about: its message is shown, and no stack. */
export class Failure extends Error {}

/**
 * Runs a command in the project's folder, its output shown as it comes.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options] variables set beside this process's own
 */
export async function run(command, args, { env = {} } = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  await ended(child, [command, ...args].join(' '));
}

/**
 * Runs a command in the project's folder and keeps what it says.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function hear(command, args, { env = {} } = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  try {
    await ended(child, command);
    return { ok: true, output };
  } catch (failure) {
    return { ok: false, output: output || String(failure) };
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {string} name */
function ended(child, name) {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Failure(`${name}: ${error.message}`)));
    child.on('close', (code, signal) =>
      code === 0 ? resolve(undefined) : reject(new Failure(`${name} failed (${signal ?? `exit status ${code}`})`)),
    );
  });
}

/** Whether the command line has an option that there is not. @param {unknown} error @returns {error is Error} */
const isMisspelt = (error) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

/**
 * Runs `main` when its file was started as a command, and not when it was imported.
 *
 * @param {string} url the file's `import.meta.url`
 * @param {(args: string[]) => unknown} main
 */
export async function task(url, main) {
  const [, started] = process.argv;
  if (!started || realpathSync(started) !== fileURLToPath(url)) return;
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Failure || isMisspelt(error) ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
