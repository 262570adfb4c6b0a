// Tests with real webmail servers, by their names: npm run test:webmail -- horde
//
// `npm test` runs these as well, but for Horde's.

import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { Failure, task } from './task.mjs';
import { runNode, testsIn } from './test.mjs';

await task(import.meta.url, async (names) => {
  const known = testsIn('webmail');
  if (names.length === 0 || !names.every((name) => known.includes(name))) {
    throw new Failure(`npm run test:webmail -- takes names of webmails: ${known.join(', ')}.`);
  }
  await setUp({ browsers: ['chromium'] });
  await build();
  await runNode('webmail', names);
});
