// The browser's own tracing, and how much of a page's main thread it shows an extension to have used.

/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts microseconds
 * @property {number} [dur] microseconds of the clock; an event without is no span of time
 * @property {number} [tdur] microseconds of these in which the thread ran: what a busy machine does not change
 * @property {{ name?: string, fileName?: string, data?: { url?: string } }} [args]
 *
 * @typedef {object} Work milliseconds of the thread
 * @property {number} total
 * @property {number} longest the longest piece without a pause
 * @property {number} pieces how often it got to work
 */

const CATEGORIES = ['devtools.timeline', 'v8'];
const SCRIPT = new Set(['EvaluateScript', 'FunctionCall', 'v8.compile', 'RunMicrotasks']);

/**
 * Records what a browser does.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {() => Promise<unknown>} action
 * @returns {Promise<TraceEvent[]>}
 */
export async function record(page, action) {
  await page.tracing.start({ categories: CATEGORIES });
  let trace;
  try {
    await action();
  } finally {
    trace = await page.tracing.stop();
  }
  return JSON.parse(new TextDecoder().decode(trace)).traceEvents;
}

/** The address of the script an event is about. @param {TraceEvent} event */
const scriptOf = ({ args }) => args?.data?.url || args?.fileName || '';

/** Whether an event is about an extension's script. @param {TraceEvent} event */
export const isExtensions = (event) => scriptOf(event).startsWith('chrome-extension://');

/**
 * What the scripts of extensions did on the main threads of pages. Promises that are fulfilled run without an address:
 * they count where no script of the page's own is around them or in them.
 *
 * @param {TraceEvent[]} events
 * @returns {Work}
 */
export function extensionWork(events) {
  const pages = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const spans = events
    .filter(({ name, dur, pid, tid }) => dur !== undefined && SCRIPT.has(name) && pages.has(`${pid}:${tid}`))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const isPages = (/** @type {TraceEvent} */ event) => scriptOf(event) !== '' && !isExtensions(event);
  const isAround = (/** @type {TraceEvent} */ outer, /** @type {TraceEvent} */ inner) =>
    outer.pid === inner.pid &&
    outer.tid === inner.tid &&
    outer.ts <= inner.ts &&
    inner.ts + (inner.dur ?? 0) <= outer.ts + (outer.dur ?? 0);

  /** @type {TraceEvent[]} */
  const counted = [];
  spans.forEach((span, at) => {
    if (counted.some((outer) => isAround(outer, span))) return;
    const isPromise =
      span.name === 'RunMicrotasks' &&
      !spans.some((other, i) => i !== at && isPages(other) && (isAround(other, span) || isAround(span, other)));
    if (isExtensions(span) || isPromise) counted.push(span);
  });
  const times = counted.map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000);
  return { total: times.reduce((sum, time) => sum + time, 0), longest: Math.max(0, ...times), pieces: times.length };
}
