// What the extension runs in.

import { browserOf } from '../report.js';

/**
 * @typedef {object} Environment
 * @property {string} extension its version
 * @property {string} id under which policies know it
 * @property {string} installation who installed it: `admin` is a policy
 * @property {string} browser
 * @property {string} system
 */

/** @returns {Promise<Environment>} */
export async function environment() {
  const [{ installType }, { os, arch }] = await Promise.all([
    chrome.management.getSelf(),
    chrome.runtime.getPlatformInfo(),
  ]);
  return {
    extension: chrome.runtime.getManifest().version,
    id: chrome.runtime.id,
    installation: installType,
    browser: browserOf(navigator),
    system: `${os} ${arch}`,
  };
}
