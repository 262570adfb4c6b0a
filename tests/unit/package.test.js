// The packages that are handed out, and what their task says to wrong input. That Chromium and Firefox install them,
// tests/policy shows; that they are the same from any folder, tests/package.

import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { archive, filesOf } from '../../scripts/archive.mjs';
import { crx3, extensionId, makeKey, readKey } from '../../scripts/crx3.mjs';
import { cargoSbom, npmSbom } from '../../scripts/sbom.mjs';
import { hear, root } from '../../scripts/task.mjs';

const built = path.join(root, 'dist', 'chrome');

describe('the zip file', () => {
  it('holds the built files and nothing else', async () => {
    const inside = unzipSync(await archive(built));
    assert.deepEqual(
      Object.entries(inside).map(([name, bytes]) => [name, Buffer.from(bytes)]),
      await filesOf(built),
    );
  });

  it('has the same bytes in another time zone, at another time', async () => {
    const { TZ } = process.env;
    try {
      process.env.TZ = 'Pacific/Kiritimati';
      const first = await archive(built);
      process.env.TZ = 'Pacific/Pago_Pago';
      assert.ok(first.equals(await archive(built)));
    } finally {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    }
  });
});

/** The fields of a Protocol Buffers message, all of which are bytes here. @param {Buffer} bytes */
function fieldsOf(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  /** @type {Record<number, Buffer>} */
  const fields = {};
  while (at < bytes.length) {
    const tag = varint();
    assert.equal(tag & 7, 2);
    const length = varint();
    fields[tag >>> 3] = bytes.subarray(at, (at += length));
  }
  return fields;
}

describe('the CRX', () => {
  const key = readKey(makeKey(), 'the new key');
  const zip = Buffer.from('any bytes');
  const crx = crx3(zip, key);
  const headerLength = crx.readUInt32LE(8);
  const header = fieldsOf(crx.subarray(12, 12 + headerLength));
  const { 1: publicKey, 2: signature } = fieldsOf(header[2] ?? Buffer.alloc(0));
  const signedData = header[10_000] ?? Buffer.alloc(0);

  it('is of the third version, and ends in the zip file', () => {
    assert.equal(crx.toString('latin1', 0, 4), 'Cr24');
    assert.equal(crx.readUInt32LE(4), 3);
    assert.ok(crx.subarray(12 + headerLength).equals(zip));
  });

  it('is signed with the key', () => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(signedData.length);
    const signed = Buffer.concat([Buffer.from('CRX3 SignedData\0'), length, signedData, zip]);
    const readBack = createPublicKey({ key: publicKey ?? '', format: 'der', type: 'spki' });
    assert.ok(readBack.equals(createPublicKey(key)));
    assert.ok(verify('sha256', signed, readBack, signature ?? Buffer.alloc(0)));
  });

  it('names the id that the key has', () => {
    const hash = createHash('sha256')
      .update(publicKey ?? '')
      .digest('hex')
      .slice(0, 32);
    assert.equal(fieldsOf(signedData)[1]?.toString('hex'), hash);
    assert.equal(
      extensionId(key).replace(/./g, (letter) => (letter.charCodeAt(0) - 97).toString(16)),
      hash,
    );
  });

  it('has the same bytes a second time', () => {
    assert.ok(crx3(zip, key).equals(crx));
  });
});

describe('the lists of parts', () => {
  /** @param {string} list @returns {{ components: { name: string, scope: string }[], metadata: { component: { version: string } } }} */
  const read = (list) => JSON.parse(list);

  it('name what is in the core, apart from what only builds it', async () => {
    const { components, metadata } = read(await cargoSbom('1.2.3'));
    assert.equal(metadata.component.version, '1.2.3');
    const scopes = Object.fromEntries(components.map(({ name, scope }) => [name, scope]));
    assert.equal(scopes.url, 'required');
    assert.equal(scopes.serde_derive, 'excluded');
    assert.equal(scopes.syn, 'excluded');
  });

  it('say that nothing of npm’s ships', async () => {
    const { components, metadata } = read(await npmSbom('1.2.3'));
    assert.equal(metadata.component.version, '1.2.3');
    assert.ok(components.some(({ name }) => name === 'esbuild'));
    assert.deepEqual(
      components.filter(({ scope }) => scope === 'required'),
      [],
    );
  });

  it('have no time, no serial number and no folder in them', async () => {
    for (const list of [await cargoSbom('1.2.3'), await npmSbom('1.2.3')]) {
      assert.doesNotMatch(list, /timestamp|serialNumber/);
      assert.ok(!list.includes(root) && !list.includes(os.tmpdir()));
    }
  });
});

describe('the task', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'straightway-package-'));
    const pem = /** @type {const} */ ({ type: 'pkcs8', format: 'pem' });
    const spki = /** @type {const} */ ({ type: 'spki', format: 'pem' });
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: spki, privateKeyEncoding: pem });
    const locked = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: spki,
      privateKeyEncoding: { ...pem, cipher: 'aes-256-cbc', passphrase: 'secret' },
    });
    await writeFile(path.join(folder, 'good.pem'), makeKey());
    await writeFile(path.join(folder, 'text.pem'), 'not a key');
    await writeFile(path.join(folder, 'curve.pem'), curve.privateKey);
    await writeFile(path.join(folder, 'locked.pem'), locked.privateKey);
  });
  after(() => rm(folder, { recursive: true }));

  for (const [why, options, said] of /** @type {[string, string[], RegExp][]} */ ([
    ['another scheme', ['--webmail', 'http://mail.example.org/*'], /is not the pattern of a webmail: write it as/],
    ['a whole domain of the world', ['--webmail', 'https://*/*'], /is not the pattern of a webmail/],
    ['a part of a site', ['--webmail', 'https://mail.example.org/mail/*'], /is not the pattern of a webmail/],
    ['a port', ['--webmail', 'https://mail.example.org:8443/*'], /is not the pattern of a webmail/],
    ['a host in other letters', ['--webmail', 'https://пошта.example.org/*'], /is not the pattern of a webmail/],
    ['a bad one after a good one', ['--webmail', 'https://mail.example.org/*', '--webmail', 'mail'], /^mail is not/m],
    ['an id that is none', ['--gecko-id', 'straightway'], /is not an id for Firefox: write it as/],
    ['a file for a folder', ['--update-url', 'https://ext.example.org/updates.xml'], /is not a folder on a server/],
    ['a server without encryption', ['--update-url', 'http://ext.example.org/'], /is not a folder on a server: write/],
    ['no such key', ['--key', 'missing.pem'], /^There is no key .*missing\.pem\.$/m],
    ['no key in the file', ['--key', 'text.pem'], /holds no private key that can be read/],
    ['a key behind a password', ['--key', 'locked.pem'], /without a password/],
    ['a key of another kind', ['--key', 'curve.pem'], /a key that is not RSA; Chromium wants RSA/],
    ['an option that is none', ['--nonsense'], /Unknown option '--nonsense'/],
  ])) {
    it(`says what is wrong, in one sentence: ${why}`, async () => {
      const inFolder = options.map((option) => (option.endsWith('.pem') ? path.join(folder, option) : option));
      const key = options.includes('--key') ? [] : ['--key', path.join(folder, 'good.pem')];
      const script = path.join(root, 'scripts', 'package.mjs');
      const { ok, output } = await hear('node', [script, '--out', folder, ...key, ...inFolder]);
      assert.equal(ok, false);
      assert.match(output.trim(), said);
      assert.equal(output.trim().split('\n').length, 1, output);
    });
  }
});
