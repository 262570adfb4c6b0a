// The extension in one language, whatever the browser's own is. Distributions ship the browsers' languages apart; where
// one is missing the extension speaks English. So here English is what that language's file says.

import { cp, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/**
 * @param {string} language of `_locales`
 * @param {string} built the extension's folder
 * @returns {Promise<string>} a copy of it, for whoever asked to take away again
 */
export async function speaking(language, built) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'straightway-speaking-'));
  await cp(built, folder, { recursive: true });
  const texts = path.join(folder, '_locales');
  await cp(path.join(texts, language), path.join(texts, 'en'), { recursive: true });
  return folder;
}
