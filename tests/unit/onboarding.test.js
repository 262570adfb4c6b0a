import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { welcomeNewcomers } from '../../extension/onboarding.js';

/**
 * Whether a page opens.
 *
 * @param {string} reason
 * @param {string} installType
 * @param {object} settings
 */
async function opens(reason, installType, settings) {
  /** @type {string[]} */
  const opened = [];
  /** @type {(details: { reason: string }) => Promise<void>} */
  let install = async () => {};
  Object.assign(globalThis, {
    chrome: {
      runtime: {
        getURL: (/** @type {string} */ path) => path,
        onInstalled: { addListener: (/** @type {typeof install} */ listener) => (install = listener) },
      },
      management: { getSelf: async () => ({ installType }) },
      tabs: { create: async (/** @type {{ url: string }} */ { url }) => opened.push(url) },
    },
  });
  welcomeNewcomers(/** @type {any} */ ({ settled: async () => settings }));
  await install({ reason });
  return opened.length > 0;
}

describe('the welcome page', () => {
  it('greets a person who installed Straightway, once', async () => {
    assert.equal(await opens('install', 'normal', {}), true);
    assert.equal(await opens('update', 'normal', {}), false);
    assert.equal(await opens('browser_update', 'normal', {}), false);
  });

  it('never opens where an administrator installed it, or does not want it', async () => {
    assert.equal(await opens('install', 'admin', {}), false);
    assert.equal(await opens('install', 'normal', { showOnboarding: false }), false);
    assert.equal(await opens('install', 'normal', { showOnboarding: 0 }), false);
    assert.equal(await opens('install', 'normal', { showOnboarding: 'no' }), true);
  });
});
