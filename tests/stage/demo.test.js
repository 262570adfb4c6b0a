import { describe, it } from 'node:test';
import { BROWSERS } from './browser.js';
import { openDemo } from './demo/demo.js';
import { tellStory } from './demo/story.js';

describe('the demo', () => {
  for (const name of BROWSERS) {
    it(`tells a story that holds (${name})`, async (test) => {
      const demo = await openDemo(name, { visible: false });
      test.after(() => demo.close());
      await tellStory(demo, (line) => test.diagnostic(line));
    });
  }
});
