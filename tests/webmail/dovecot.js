// A Dovecot of the test's own: IMAP on loopback, one password for everybody, a Maildir that mails are laid into.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { toMessage } from '../stage/mail.js';
import { Service, freePort } from './service.js';

export const PASSWORD = 'secret';

/** A mail server has no event for a folder's getting a mail. */
const SAVED_MS = 20_000;

/** @param {string} user */
const groupOf = (user) => execFileSync('id', ['--group', '--name', user], { encoding: 'utf8' }).trim();

/** Dovecot gives its rights away where it has any, and these are the users Debian made for it. */
function users() {
  if (process.getuid?.() === 0) return { mail: 'mail', internal: 'dovecot', login: 'dovenull' };
  const { username } = os.userInfo();
  return { mail: username, internal: username, login: username };
}

/** @param {{ folder: string, port: number }} place */
function configuration({ folder, port }) {
  const { mail, internal, login } = users();
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = /dev/stderr
ssl = no
disable_plaintext_auth = no
default_internal_user = ${internal}
default_internal_group = ${groupOf(internal)}
default_login_user = ${login}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
namespace inbox {
  inbox = yes
  separator = /
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${mail} gid=${groupOf(mail)} home=${folder}/home/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;
}

/** Quoted-printable undone. @param {string} text */
const unquoted = (text) =>
  text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

export class Dovecot {
  #folder;
  #service;

  /** @param {string} folder @param {number} port @param {Service} service */
  constructor(folder, port, service) {
    this.#folder = folder;
    this.port = port;
    this.#service = service;
  }

  /** @param {string} folder where it keeps everything */
  static async start(folder) {
    const port = await freePort();
    const file = path.join(folder, 'dovecot.conf');
    await mkdir(path.join(folder, 'run'), { recursive: true });
    await chmod(folder, 0o711);
    await writeFile(file, configuration({ folder, port }));
    return new Dovecot(folder, port, await Service.start('dovecot', ['-F', '-c', file], /starting up/));
  }

  /**
   * Lays mails into a user's inbox, as a mail server's last step does.
   *
   * @param {string} user
   * @param {import('../stage/mail.js').Mail[]} mails
   */
  async deliver(user, mails) {
    const maildir = path.join(this.#folder, 'home', user, 'Maildir');
    for (const part of ['new', 'cur', 'tmp']) await mkdir(path.join(maildir, part), { recursive: true });
    for (const mail of mails) {
      const name = `${Math.floor(mail.date.getTime() / 1000)}.${mail.id}.localhost`;
      await writeFile(path.join(maildir, 'new', name), toMessage(mail).replaceAll('\r\n', '\n'));
    }
    if (process.getuid?.() === 0) {
      const { mail } = users();
      execFileSync('chown', ['--recursive', `${mail}:${groupOf(mail)}`, path.join(this.#folder, 'home')]);
    }
  }

  /**
   * The mail in a folder of a user's, once there is one, as it would travel, its lines and signs put together again.
   *
   * @param {string} user
   * @param {string} folder
   */
  async saved(user, folder) {
    const place = path.join(this.#folder, 'home', user, 'Maildir', `.${folder}`);
    for (const deadline = Date.now() + SAVED_MS; ;) {
      for (const part of ['new', 'cur']) {
        const [name] = existsSync(path.join(place, part)) ? await readdir(path.join(place, part)) : [];
        if (name !== undefined) return unquoted(await readFile(path.join(place, part, name), 'utf8'));
      }
      if (Date.now() > deadline) throw new Error(`No mail came to ${folder}.`);
      await setTimeout(100);
    }
  }

  async stop() {
    await this.#service.stop();
  }
}
