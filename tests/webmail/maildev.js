// A maildev: developers' mailbox, which takes every mail by SMTP and shows it in a page. With what it needs it is three
// times as big as all that Straightway is developed with, so it is installed when its test first runs, and not before.

import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { installPinned } from '../../scripts/pinned.mjs';
import { toMessage } from '../stage/mail.js';
import { playServer } from './server.js';
import { Service, freePort } from './service.js';

/** Where its lock file lies. */
const PINNED = path.join(import.meta.dirname, 'maildev');

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
    const program = path.join(await installPinned(PINNED), 'maildev', 'dist', 'bin', 'maildev.js');
    const [smtpPort, webPort] = [await freePort(), await freePort()];
    const at = ['--ip', '127.0.0.1', '--smtp', `${smtpPort}`, '--web-ip', '127.0.0.1', '--web', `${webPort}`];
    const service = await Service.start('node', [program, ...at], /Press Ctrl\+C to stop/);
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
