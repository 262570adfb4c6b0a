// What comes to the stage, and what it gives back.

/**
 * @typedef {object} Arrival one request, as it came in: nothing decoded, nothing tidied
 * @property {string} method
 * @property {string} url scheme, host, path and query
 * @property {string} host
 * @property {string} path
 * @property {string} query with its `?`, or empty
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 */

/**
 * @typedef {{ status?: number, headers?: import('node:http').OutgoingHttpHeaders, body?: import('./html.js').Html | string | Buffer }} Response
 * @typedef {import('./html.js').Html | string | Response} Answer a page, or a whole response
 */

/** @param {Answer} answer @returns {Response} */
export const responseOf = (answer) => (typeof answer === 'string' || 'source' in answer ? { body: answer } : answer);

/** @param {string} to @param {Record<string, string>} [headers] @returns {Response} */
export const redirect = (to, headers = {}) => ({ status: 302, headers: { location: to, ...headers } });
