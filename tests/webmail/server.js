// A web server of this computer, shown on a stage under a host name of its own.

import http from 'node:http';

/**
 * Plays a server on a stage.
 *
 * @param {import('../stage/stage.js').Stage} stage
 * @param {string} address where, with its last slash
 * @param {number} port the server's own, on the loopback
 */
export function playServer(stage, address, port) {
  stage.put(`${address}*`, (arrival) => pass(port, arrival));
}

/**
 * @param {number} port
 * @param {import('../stage/answer.js').Arrival} arrival
 * @returns {Promise<import('../stage/answer.js').Response>}
 */
function pass(port, { method, path, query, headers, body }) {
  return new Promise((resolve, reject) => {
    http
      .request({ host: '127.0.0.1', port, method, path: path + query, headers }, (response) => {
        /** @type {Buffer[]} */
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 500, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      })
      .on('error', reject)
      .end(body);
  });
}
