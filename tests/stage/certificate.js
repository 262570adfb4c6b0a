// The certificate the stage shows in place of the real hosts'. Made anew for each run, kept in memory only.

import { X509Certificate, createHash } from 'node:crypto';
import { generate } from 'selfsigned';

/**
 * @typedef {object} Certificate
 * @property {string} cert PEM
 * @property {string} key PEM
 * @property {string} spki base64 SHA-256 of the public key: Chromium is told to trust this one and no other
 */

/** @returns {Promise<Certificate>} */
export async function makeCertificate() {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Straightway stage' }], {
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + 24 * 60 * 60 * 1000),
  });
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return { cert, key, spki: createHash('sha256').update(publicKey).digest('base64') };
}
