// Debian's packages for the real webmail, installed when they are missing and this process may.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { installDebianPackages } from '../../scripts/setup.mjs';
import { Failure } from '../../scripts/task.mjs';

const PACKAGES = [
  // Serves nothing here. Where it is not asked for first, PHP brings the Apache server along.
  'php-cgi',
  'dovecot-imapd',
  'roundcube-core',
  'roundcube-sqlite3',
  'roundcube-skin-classic',
  'roundcube-skin-larry',
  'php-cli',
  'php-sqlite3',
  'php-intl',
  'php-mbstring',
  'php-xml',
];

/** Debian starts no service that this file, where there is one, refuses. */
const POLICY = '/usr/sbin/policy-rc.d';

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], {
    encoding: 'utf8',
  });
  return stdout === 'installed';
}

/** Makes sure of a Dovecot, a Roundcube and a PHP. */
export async function ensurePackages() {
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (process.getuid?.() === 0) await installQuietly(missing);
  if (!PACKAGES.every(isInstalled)) {
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
