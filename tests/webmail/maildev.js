// A maildev: developers' mailbox, which takes every mail by SMTP and shows it in a page. With what it needs it is three
// times as big as all that Straightway is developed with, so it is installed when its test first runs, and not before.

import { copyFile, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root, run } from '../../scripts/task.mjs';
import { toMessage } from '../stage/mail.js';
import { playServer } from './server.js';
import { Service, freePort } from './service.js';

/** The package's lock file lies here, the package itself where nobody looks for source. */
const PINNED = path.join(import.meta.dirname, 'maildev');
const INSTALLED = path.join(root, 'target', 'maildev-3.0.0');
const PROGRAM = path.join(INSTALLED, 'node_modules', 'maildev', 'dist', 'bin', 'maildev.js');

async function install() {
  if (existsSync(PROGRAM)) return;
  await mkdir(INSTALLED, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    await copyFile(path.join(PINNED, file), path.join(INSTALLED, file));
  }
  await run('npm', ['ci', `--prefix=${INSTALLED}`, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}

export class Maildev {
  #smtpPort;
  #webPort;
  #service;

  /** @param {{ smtpPort: number, webPort: number, service: Service }} parts */
  constructor({ smtpPort, webPort, service }) {
    this.#smtpPort = smtpPort;
    this.#webPort = webPort;
    this.#service = service;
  }

  static async start() {
    await install();
    const [smtpPort, webPort] = [await freePort(), await freePort()];
    const at = ['--ip', '127.0.0.1', '--smtp', `${smtpPort}`, '--web-ip', '127.0.0.1', '--web', `${webPort}`];
    const service = await Service.start('node', [PROGRAM, ...at], /Press Ctrl\+C to stop/);
    return new Maildev({ smtpPort, webPort, service });
  }

  /** Sends mails to it. @param {import('../stage/mail.js').Mail[]} mails */
  async deliver(mails) {
    const socket = net.connect(this.#smtpPort, '127.0.0.1');
    const replies = createInterface(socket)[Symbol.asyncIterator]();
    /** Says a line, and hears what SMTP answers to it. @param {string | null} line @param {string} expected */
    const say = async (line, expected) => {
      if (line !== null) socket.write(`${line}\r\n`);
      let reply;
      do reply = (await replies.next()).value ?? 'nothing';
      while (reply.charAt(3) === '-'); // more lines of the same reply
      if (!reply.startsWith(expected)) throw new Error(`SMTP server to “${line}”: ${reply}`);
    };
    await say(null, '220');
    await say('EHLO mail.example.net', '250');
    for (const mail of mails) {
      await say(`MAIL FROM:<${mail.from.address}>`, '250');
      await say(`RCPT TO:<${mail.to.address}>`, '250');
      await say('DATA', '354');
      await say(`${toMessage(mail).replace(/^\./gm, '..')}.`, '250');
    }
    await say('QUIT', '221');
    socket.destroy();
  }

  /**
   * Plays its page on a stage.
   *
   * @param {import('../stage/stage.js').Stage} stage
   * @param {string} address with its last slash
   */
  play(stage, address) {
    playServer(stage, address, this.#webPort);
  }

  async stop() {
    await this.#service.stop();
  }
}
