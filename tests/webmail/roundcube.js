// Debian's Roundcube, run by PHP's own server from a folder of the test's, and shown on the stage under a host name of
// its own.

import { execFileSync } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { playServer } from './server.js';
import { Service, freePort } from './service.js';

const CONFIGURATION = '/etc/roundcube';
const PROGRAM = '/var/lib/roundcube/public_html';
const TABLES = '/usr/share/roundcube/SQL/sqlite.initial.sql';

/** @typedef {'elastic' | 'larry' | 'classic'} Skin */

export class Roundcube {
  #folder;
  #imapPort;
  #port;
  #service;

  /** @param {{ folder: string, imapPort: number, port: number, service: Service }} parts */
  constructor({ folder, imapPort, port, service }) {
    this.#folder = folder;
    this.#imapPort = imapPort;
    this.#port = port;
    this.#service = service;
  }

  /** @param {string} folder where it keeps everything @param {number} imapPort */
  static async start(folder, imapPort) {
    for (const part of ['config', 'temp', 'logs']) await mkdir(path.join(folder, part), { recursive: true });
    for (const file of ['defaults.inc.php', 'mimetypes.php']) {
      await cp(path.join(CONFIGURATION, file), path.join(folder, 'config', file));
    }
    execFileSync('php', ['-r', `(new PDO('sqlite:${folder}/db.sqlite'))->exec(file_get_contents('${TABLES}'));`]);
    const port = await freePort();
    const args = ['-d', 'session.gc_probability=0', '-S', `127.0.0.1:${port}`, '-t', PROGRAM];
    const service = await Service.start('php', args, /started/, { ROUNDCUBE_CONFIG_DIR: path.join(folder, 'config') });
    return new Roundcube({ folder, imapPort, port, service });
  }

  /** Wears a skin from the next request on. @param {Skin} skin */
  async wear(skin) {
    await writeFile(
      path.join(this.#folder, 'config', 'config.inc.php'),
      `<?php
$config = [];
$config['db_dsnw'] = 'sqlite:///${this.#folder}/db.sqlite?mode=0600';
$config['imap_host'] = '127.0.0.1:${this.#imapPort}';
$config['des_key'] = 'abcdefghijklmnopqrstuvwx';
$config['use_https'] = true;
$config['plugins'] = [];
$config['skin'] = '${skin}';
$config['log_dir'] = '${this.#folder}/logs';
$config['temp_dir'] = '${this.#folder}/temp';
$config['prefer_html'] = true;
$config['htmleditor'] = 1;
$config['create_default_folders'] = true;
$config['layout'] = 'widescreen';
$config['language'] = 'en_US';
`,
    );
  }

  /**
   * Plays Roundcube on a stage.
   *
   * @param {import('../stage/stage.js').Stage} stage
   * @param {string} address with its last slash
   */
  play(stage, address) {
    playServer(stage, address, this.#port);
  }

  async stop() {
    await this.#service.stop();
  }
}
