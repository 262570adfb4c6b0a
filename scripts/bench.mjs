// What Straightway costs: npm run bench [-- --quick] [-- --strict] [-- rust browser]
//
// Rust beside the parser that it builds on; in Chromium a mailbox with Straightway, without, and with another published
// extension, by the browser's own tracing. Times of scripts are times that the thread ran, so that a busy machine changes
// them little; times of an answer are times of the clock. --strict: missing a goal is a failure. --quick: fewer runs.

import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { installPinned } from './pinned.mjs';
import { setUp } from './setup.mjs';
import { Failure, root, run, task } from './task.mjs';

const BENCH = path.join(root, 'tests', 'bench');

/**
 * @typedef {object} Line of the table
 * @property {string} what
 * @property {string} unit
 * @property {number} measured
 * @property {number} [goal] at most
 */

/** @param {Line} line */
function show({ what, unit, measured, goal }) {
  const mark = goal === undefined ? ' ' : measured <= goal ? '✓' : '✗';
  const figure = measured.toFixed(unit === '' ? 0 : 2).padStart(9);
  console.log(`${mark} ${what.padEnd(66)}${figure} ${unit.padEnd(3)}${goal === undefined ? '' : ` goal ${goal}`}`);
}

/** @param {boolean} quick @returns {Promise<Line[]>} */
async function inBrowser(quick) {
  const { launch } = await import('../tests/stage/browser.js');
  const { openStage } = await import('../tests/stage/stage.js');
  const { foreignRow, ownRow } = await import('../tests/bench/mailbox.js');
  const { growth, idling, mending, opening, scrolling } = await import('../tests/bench/measure.js');
  const times = quick ? 3 : 7;

  /** @type {Line[]} */
  const lines = [];
  /** @param {Line} line */
  const add = (line) => {
    lines.push(line);
    show(line);
  };
  const stage = await openStage();

  /** @param {string} title @param {string | null | undefined} extension @param {boolean} isOurs */
  async function measure(title, extension, isOurs) {
    const browser = /** @type {import('../tests/stage/chromium.js').Chromium} */ (
      await launch('chromium', stage, extension === undefined ? {} : { extension })
    );
    /** Goals are ours alone. @param {string} what @param {string} unit @param {number} measured @param {number} [goal] */
    const tell = (what, unit, measured, goal) =>
      add({ what, unit, measured, ...(isOurs && goal !== undefined && { goal }) });
    console.log(`\n${title}`);
    try {
      // A browser's first page costs it things of its own.
      await opening(stage, browser, { links: 1, row: ownRow, times: 1 });
      for (const [row, kind] of /** @type {const} */ ([
        [ownRow, 'of its own'],
        [foreignRow, 'that all lead elsewhere'],
      ])) {
        const opened = await opening(stage, browser, { links: 10_000, row, times });
        tell(`mailbox of 10,000 links ${kind}, in all`, 'ms', opened.total, 25);
        tell(`mailbox of 10,000 links ${kind}, longest task`, 'ms', opened.longest, 10);
        const scrolled = await scrolling(stage, browser, { row, times });
        tell(`1,000 nodes scrolled in, links ${kind}`, 'ms', scrolled.total, 1);
      }
      if (extension !== null) {
        const idle = await idling(stage, browser, { row: ownRow, seconds: quick ? 3 : 10, isMended: isOurs });
        tell('work while nothing happens, pieces', '', idle.pieces, 0);
      }
      if (isOurs) {
        tell(
          'message shown to button right, awake',
          'ms',
          await mending(stage, browser, { row: ownRow, times: 5 * times, asleep: false }),
          30,
        );
        tell(
          'message shown to button right, worker asleep',
          'ms',
          await mending(stage, browser, { row: ownRow, times, asleep: true }),
          150,
        );
      }
      tell(
        'memory of page and worker, from 100 messages to 1,000',
        'MB',
        await growth(stage, browser, { row: ownRow, isMended: isOurs }),
        2,
      );
    } finally {
      await browser.close();
    }
  }

  try {
    await measure('Chromium with Straightway', undefined, true);
    await measure('The same page without an extension', null, false);
    const packages = await installPinned(path.join(BENCH, 'autoconsent'));
    const other = path.join(packages, '@duckduckgo', 'autoconsent', 'dist', 'addon-mv3');
    await measure('The same page with DuckDuckGo’s Autoconsent, which looks through every page as well', other, false);
  } finally {
    await stage.close();
  }
  return lines;
}

await task(import.meta.url, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false } },
  });
  const parts = positionals.length > 0 ? positionals : ['rust', 'browser'];
  const unknown = parts.find((part) => part !== 'rust' && part !== 'browser');
  if (unknown) throw new Failure(`There is no part "${unknown}"; there are rust, browser.`);

  await setUp({ browsers: parts.includes('browser') ? ['chromium'] : [] });
  if (parts.includes('rust')) await run('cargo', ['bench', '--locked', '--package=straightway']);
  if (!parts.includes('browser')) return;
  await build();
  const missed = (await inBrowser(values.quick)).filter(({ measured, goal }) => goal !== undefined && measured > goal);
  console.log(missed.length === 0 ? '\nEvery goal is met.' : `\n${missed.length} goals are missed: ✗ above.`);
  if (values.strict && missed.length > 0) throw new Failure('--strict: a missed goal is a failure.');
});
