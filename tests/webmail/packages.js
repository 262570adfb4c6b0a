// Debian's packages for the real webmails, installed when they are missing and this process may.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { installDebianPackages } from '../../scripts/setup.mjs';
import { Failure } from '../../scripts/task.mjs';

/** Where PHP is not asked for as one that serves nothing, it brings the Apache server along. */
const ALL_NEED = ['php-cgi', 'php-cli', 'dovecot-imapd'];

/** What each webmail needs beside that. */
const PACKAGES = {
  roundcube: [
    'roundcube-core',
    'roundcube-sqlite3',
    'roundcube-skin-classic',
    'roundcube-skin-larry',
    'php-sqlite3',
    'php-intl',
    'php-mbstring',
    'php-xml',
  ],
  horde: ['php-horde-imp', 'php-curl', 'php-imagick', 'php-mbstring', 'php-xml'],
};

/** Debian starts no service that this file, where there is one, refuses. */
const POLICY = '/usr/sbin/policy-rc.d';

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], {
    encoding: 'utf8',
  });
  return stdout === 'installed';
}

/** Makes sure of a Dovecot, a PHP and a webmail. @param {keyof typeof PACKAGES} webmail */
export async function ensurePackages(webmail) {
  const packages = [...ALL_NEED, ...PACKAGES[webmail]];
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (process.getuid?.() === 0) await installQuietly(missing);
  if (!packages.every(isInstalled)) {
    throw new Failure(`The real webmail needs Debian's packages: as root, apt install ${missing.join(' ')}`);
  }
}

/** Installs packages that neither ask for a database nor start a server. @param {string[]} packages */
async function installQuietly(packages) {
  const answer = 'roundcube-core roundcube/dbconfig-install boolean false\n';
  spawnSync('debconf-set-selections', { input: answer });
  const ours = !existsSync(POLICY);
  if (ours) await writeFile(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await installDebianPackages(packages);
  } finally {
    if (ours) await rm(POLICY);
  }
}
