// The demo: the mailbox on the stage, a browser in front of it, and a switch that puts Straightway in or takes it out.

import { builtExtension, launch } from '../browser.js';
import { openStage } from '../stage.js';
import { playMailbox } from './mailbox.js';

/** @typedef {Awaited<ReturnType<typeof openDemo>>} Demo */

/**
 * @param {import('../browser.js').BrowserName} name
 * @param {{ visible: boolean }} options
 */
export async function openDemo(name, { visible }) {
  const folder = builtExtension(name);
  const stage = await openStage();
  const browser = await launch(name, stage, { extension: null, visible });
  /** @param {boolean} on */
  const turn = (on) => (on ? browser.install(folder) : browser.uninstall());
  const mails = playMailbox(stage, { isOn: () => browser.extension !== '', turn });
  return {
    stage,
    browser,
    mails,
    turn,
    async close() {
      await browser.close();
      await stage.close();
    },
  };
}
