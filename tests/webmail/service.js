// A server program of a test's own: started, waited for by what it says, ended by its process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

const START_MS = 30_000;

/** A port of the loopback that nobody listens on. */
export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

export class Service {
  #process;

  /** @param {import('node:child_process').ChildProcessWithoutNullStreams} process */
  constructor(process) {
    this.#process = process;
  }

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {RegExp} ready what it says, on either stream, when it takes visitors
   * @param {NodeJS.ProcessEnv} [env] beside this process's own
   */
  static async start(command, args, ready, env = {}) {
    const child = spawn(command, args, { env: { ...process.env, ...env } });
    let said = '';
    const isReady = new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
          said = (said + text).slice(-4096);
          if (ready.test(said)) resolve(undefined);
        });
      }
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`${command} did not come up. It said:\n${said}`)));
    });
    const deadline = setTimeout(() => child.kill(), START_MS);
    await isReady.finally(() => clearTimeout(deadline));
    return new Service(child);
  }

  async stop() {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    this.#process.kill();
    await once(this.#process, 'exit');
  }
}
