// The button in the browser's toolbar: it says of each tab what was found in its page. The browser keeps a tab's icon
// until another page is loaded there, and the frames know what is in them, so that nothing has to be remembered here.

/** @typedef {import('./protocol.js').State} State */

/** What a reader should know first stands first. @type {State[]} */
const ORDER = ['warning', 'mended', 'off'];

/** @type {Record<State, string>} the texts that are read out and shown under the pointer */
const TITLES = {
  idle: 'extension_name',
  mended: 'toolbar_mended',
  warning: 'toolbar_warning',
  off: 'reason_policy_off',
};

const SIZES = [16, 32];

/**
 * What is painted last, by tab; without: in all that have nothing of their own. One after the other, so that whoever asked
 * last paints last; and no tab waits for another one, whose page may never answer.
 * @type {Map<number | undefined, Promise<void>>}
 */
const turns = new Map();

/** @param {number | undefined} tabId @param {() => Promise<unknown>} paint */
function inTurn(tabId, paint) {
  // A tab may close, or be taken from us, at any moment.
  const turn = (turns.get(tabId) ?? Promise.resolve()).then(paint).then(
    () => {},
    () => {},
  );
  turns.set(tabId, turn);
  return turn;
}

/** @param {State} state @param {{ tabId?: number }} [where] without: in all tabs that have nothing of their own */
async function paint(state, where = {}) {
  const path = Object.fromEntries(SIZES.map((size) => [size, `/icons/${state}-${size}.png`]));
  await chrome.action.setIcon({ ...where, path });
  await chrome.action.setTitle({ ...where, title: chrome.i18n.getMessage(TITLES[state]) });
}

/** @typedef {() => Promise<import('./protocol.js').Policy>} AskPolicy */

/** Says where nothing was found whether Straightway is at work at all. @param {AskPolicy} policy */
export const showMode = (policy) =>
  inTurn(undefined, async () => paint((await policy()).mode === 'off' ? 'off' : 'idle'));

/** The same whenever the background starts, and with the browser: Firefox forgets what was painted. @param {AskPolicy} policy */
export function followMode(policy) {
  chrome.runtime.onStartup.addListener(() => {});
  showMode(policy);
}

/**
 * Says what is in a tab: its frames are asked, because one that has left tells nobody.
 *
 * @param {number} tabId
 */
export const showTab = (tabId) =>
  inTurn(tabId, async () => {
    const frames = await chrome.scripting
      .executeScript({
        target: { tabId, allFrames: true },
        func: () => /** @type {{ straightwayState?: () => State }} */ (globalThis).straightwayState?.() ?? null,
        injectImmediately: true, // a page may never have loaded
      })
      // What was ours a moment ago may be no longer.
      .catch(() => []);
    const states = new Set(frames.map(({ result }) => result));
    await paint(ORDER.find((state) => states.has(state)) ?? 'idle', { tabId });
  });
