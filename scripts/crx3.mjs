// Chromium's signed package: a zip file behind a header that holds the key and the signature, as chromium's
// components/crx_file/crx3.proto lays it down. The npm package for it makes a zip file of its own, with other bytes than
// the one that the stores get.

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { Failure } from './task.mjs';

const MAGIC = 'Cr24';
const VERSION = 3;
const SIGNED_CONTEXT = Buffer.from('CRX3 SignedData\0');
const ID_BYTES = 16;

/** The fields of the header that are used, by their numbers. */
const FIELD = { publicKey: 1, signature: 2, crxId: 1, sha256WithRsa: 2, signedHeaderData: 10_000 };
/** Protocol Buffers' way of writing bytes: their number, then they themselves. */
const LENGTH_DELIMITED = 2;

/** @typedef {import('node:crypto').KeyObject} KeyObject */

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** @param {number} number @param {Buffer} value */
const field = (number, value) => Buffer.concat([varint((number << 3) | LENGTH_DELIMITED), varint(value.length), value]);

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** @param {KeyObject} key */
const publicKeyOf = (key) => createPublicKey(key).export({ type: 'spki', format: 'der' });

/** @param {Buffer} publicKey */
const crxIdOf = (publicKey) => createHash('sha256').update(publicKey).digest().subarray(0, ID_BYTES);

/** The extension's id, which is made of the key: sixteen letters' worth of its hash, written with a to p. @param {KeyObject} key */
export function extensionId(key) {
  const letter = (/** @type {string} */ digit) => String.fromCharCode('a'.charCodeAt(0) + parseInt(digit, 16));
  return crxIdOf(publicKeyOf(key)).toString('hex').replace(/./g, letter);
}

/** @param {Buffer} zip @param {KeyObject} key */
export function crx3(zip, key) {
  const publicKey = publicKeyOf(key);
  const signedData = field(FIELD.crxId, crxIdOf(publicKey));
  const signature = sign('sha256', Buffer.concat([SIGNED_CONTEXT, uint32(signedData.length), signedData, zip]), key);
  const proof = Buffer.concat([field(FIELD.publicKey, publicKey), field(FIELD.signature, signature)]);
  const header = Buffer.concat([field(FIELD.sha256WithRsa, proof), field(FIELD.signedHeaderData, signedData)]);
  return Buffer.concat([Buffer.from(MAGIC), uint32(VERSION), uint32(header.length), header, zip]);
}

/** A new key, as the text of a PEM file. */
export function makeKey() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

/** @param {string} pem the text of a PEM file @param {string} file its name, for saying what is wrong with it */
export function readKey(pem, file) {
  let key;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new Failure(`${file} holds no private key that can be read: it must be a PEM file without a password.`);
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Failure(`${file} holds a key that is not RSA; Chromium wants RSA.`);
  return key;
}
