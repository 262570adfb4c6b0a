// Debian's Horde with its webmail IMP, run by PHP's own server from a copy in a folder of the test's, and shown on the
// stage under a host name of its own.

import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { playServer } from './server.js';
import { Service, freePort } from './service.js';

const PROGRAM = '/usr/share/horde';

/** Horde is older than the PHP it runs on, which has no such function any more. */
const POLYFILL = `<?php
function each(array &$list)
{
    $key = key($list);
    if ($key === null) {
        return false;
    }
    $value = current($list);
    next($list);
    return [$key, $value, 'key' => $key, 'value' => $value];
}
`;

/** A file of its library that asks PHP for a method without a name, as PHP refuses to hear of by now. */
const HANDLER = 'Core/Ajax/Application/Handler.php';
const LIBRARY = '/usr/share/php/Horde';

/** @param {{ folder: string, imapPort: number, host: string }} place the files of its configuration, by their names */
const configuration = ({ folder, imapPort, host }) => ({
  'config/conf.php': `<?php
$conf['use_ssl'] = 1;
$conf['server']['name'] = '${host}';
$conf['server']['port'] = 443;
$conf['cookie']['domain'] = '';
$conf['cookie']['path'] = '/';
$conf['debug_level'] = E_ERROR;
$conf['umask'] = 077;
$conf['compress_pages'] = false;
$conf['max_exec_time'] = 0;
$conf['tmpdir'] = '${folder}/temp';
$conf['secret_key'] = 'abcdefghijklmnopqrstuvwx';
$conf['session']['name'] = 'Horde';
$conf['session']['cache_limiter'] = 'nocache';
$conf['session']['max_time'] = 0;
$conf['session']['timeout'] = 0;
$conf['auth']['admins'] = [];
$conf['auth']['driver'] = 'application';
$conf['auth']['params'] = ['app' => 'imp'];
$conf['auth']['checkip'] = false;
$conf['auth']['checkbrowser'] = false;
$conf['prefs']['driver'] = 'Session';
$conf['portal']['fixed_blocks'] = [];
$conf['imsp']['enabled'] = false;
$conf['kolab']['enabled'] = false;
$conf['log']['enabled'] = false;
$conf['cachejs'] = false;
$conf['cachecss'] = false;
$conf['cache']['driver'] = 'Null';
$conf['mailer']['type'] = 'null';
`,
  'config/registry.local.php': `<?php
$this->applications['horde']['webroot'] = '';
$this->applications['horde']['initial_page'] = 'imp/';
`,
  'imp/config/conf.php': `<?php
$conf['compose']['use_vfs'] = false;
`,
  'imp/config/backends.local.php': `<?php
$servers = [
    'imap' => [
        'name' => 'Dovecot',
        'hostspec' => '127.0.0.1',
        'hordeauth' => false,
        'protocol' => 'imap',
        'port' => ${imapPort},
        'secure' => false,
    ],
];
`,
  // As its administrators let people see HTML mails, and write them.
  'imp/config/mime_drivers.local.php': `<?php
$mime_drivers['html']['inline'] = true;
`,
  'imp/config/prefs.local.php': `<?php
$_prefs['compose_html']['value'] = 1;
$_prefs['reply_format']['value'] = 1;
`,
});

export class Horde {
  #port;
  #service;

  /** @param {number} port @param {Service} service */
  constructor(port, service) {
    this.#port = port;
    this.#service = service;
  }

  /**
   * @param {string} folder where it keeps everything
   * @param {{ imapPort: number, host: string }} place
   */
  static async start(folder, { imapPort, host }) {
    const program = path.join(folder, 'program');
    await mkdir(path.join(folder, 'temp'), { recursive: true });
    // Its configuration lies among its files, some of which are links to nowhere in Debian's package.
    await cp(PROGRAM, program, { recursive: true, dereference: true, filter: (file) => existsSync(file) });
    for (const [file, text] of Object.entries(configuration({ folder, imapPort, host }))) {
      await writeFile(path.join(program, file), text);
    }
    // It looks among its own files first.
    const handler = await readFile(path.join(LIBRARY, HANDLER), 'utf8');
    await mkdir(path.dirname(path.join(program, 'lib', HANDLER)), { recursive: true });
    await writeFile(path.join(program, 'lib', HANDLER), handler.replace('($this, $action)', "($this, $action ?? '')"));
    const polyfill = path.join(folder, 'polyfill.php');
    await writeFile(polyfill, POLYFILL);
    const port = await freePort();
    const settings = { auto_prepend_file: polyfill, display_errors: '0', 'session.gc_probability': '0' };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
    return new Horde(port, await Service.start('php', [...args, '-S', `127.0.0.1:${port}`, '-t', program], /started/));
  }

  /**
   * Plays Horde on a stage.
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
