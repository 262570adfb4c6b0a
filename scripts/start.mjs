// The demo: a mailbox on this computer, in a real browser with Straightway in it.
//
//   npm start [-- --browser firefox] [-- --headless]
//
// Without a display, --headless plays the same story by itself, says what it saw and keeps pictures of it.

import { AssertionError } from 'node:assert';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { Failure, task } from './task.mjs';

/** @typedef {import('./setup.mjs').BrowserName} BrowserName */

/** @param {string} name @returns {BrowserName} */
function browserName(name) {
  if (name === 'chromium' || name === 'firefox') return name;
  throw new Failure(`The demo knows the browsers chromium and firefox, not "${name}".`);
}

function requireDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return;
  throw new Failure(
    'There is no display to open a browser on. The same story, told without one: npm start -- --headless',
  );
}

/** A browser for a person, until it is closed. @param {BrowserName} name */
async function show(name) {
  const { openDemo } = await import('../tests/stage/demo/demo.js');
  const { MAILBOX } = await import('../tests/stage/demo/mailbox.js');
  const demo = await openDemo(name, { visible: true });
  await demo.turn(true);
  const [page = await demo.browser.newPage()] = await demo.browser.driver.pages();
  await page.goto(MAILBOX);
  console.log('\nThe demo is open. Press “Accept invitation”, then choose “Without” at the top and press it again.');
  console.log('Close the browser to end it.');
  await demo.browser.closed();
  await demo.stage.close();
}

/** The story without a display. @param {BrowserName} name */
async function tell(name) {
  const { openDemo } = await import('../tests/stage/demo/demo.js');
  const { tellStory } = await import('../tests/stage/demo/story.js');
  const demo = await openDemo(name, { visible: false });
  try {
    console.log(`\nThe demo in ${await demo.browser.version()}, without a display`);
    await tellStory(demo, console.log);
    console.log('\nThe story holds.');
  } catch (error) {
    const isSeen = error instanceof AssertionError || (error instanceof Error && error.name === 'TimeoutError');
    throw isSeen ? new Failure(`The story does not hold: ${error.message}`) : error;
  } finally {
    await demo.close();
  }
}

await task(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args,
    options: { headless: { type: 'boolean' }, browser: { type: 'string', default: 'chromium' } },
  });
  const name = browserName(values.browser);
  if (!values.headless) requireDisplay();
  await setUp({ browsers: [name] });
  await build();
  await (values.headless ? tell : show)(name);
});
