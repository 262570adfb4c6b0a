// Puts every file into the project's one form: npm run format.

import { setUp } from './setup.mjs';
import { bin, run, task } from './task.mjs';

await task(import.meta.url, async () => {
  await setUp();
  await run('cargo', ['fmt', '--all']);
  await run(bin('prettier'), ['--write', '--log-level=warn', '.']);
});
