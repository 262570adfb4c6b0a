// A browser that an organisation has laid settings down in, with the built extension as a person would install it.

import { builtExtension, launch } from './browser.js';
import { IDS } from './distribution.js';
import { Organisation } from './organisation.js';

/**
 * @param {import('./browser.js').BrowserName} kind
 * @param {import('./stage.js').Stage} stage
 * @param {object} settings
 * @param {string} [extension] its folder
 */
export async function launchManaged(kind, stage, settings, extension = builtExtension(kind)) {
  const organisation = await Organisation.found(kind, IDS.firefox);
  // Firefox reads its policies when it starts.
  await organisation.orderSettings(settings);
  const browser = await launch(kind, stage, { organisation });
  await browser.install(extension);
  if (browser.name === 'chromium') {
    organisation.id = browser.extension;
    await organisation.orderSettings(settings);
    await browser.readPolicies();
  }
  await browser.asExtension(async () => {
    while (Object.keys((await chrome.runtime.sendMessage({ kind: 'overview' })).managed).length === 0);
  });
  return {
    browser,
    async close() {
      await browser.close();
      await organisation.close();
    },
  };
}
