// Loads the core and keeps it going. An instance that has thrown may be in any state, so it is never asked again: the
// failure costs that one answer, and the next question goes to a new instance.

import load, { Engine, __wbg_reset_state as makeNewInstance } from './core/core.js';

/** @typedef {import('./protocol.js').Judgement} Judgement */
/** @typedef {import('./protocol.js').Link} Link */
/** @typedef {import('./protocol.js').Mode} Mode */

/**
 * @typedef {object} Message what the core is asked about
 * @property {number | null} now Unix seconds
 * @property {string | null} webmail
 * @property {string | null} sender
 * @property {Link[]} links
 */

export class Core {
  #source;
  /** @type {Engine | null} */
  #engine = null;
  /** @type {Record<string, unknown> | null} */
  #managed = null;
  #broken = false;

  /** @param {BufferSource | URL} source the core's bytes, or where they are */
  constructor(source = new URL('core/core_bg.wasm', import.meta.url)) {
    this.#source = source;
  }

  /**
   * @param {Message} message
   * @param {Record<string, unknown>} managed the administrator's settings; the same object as long as they are the same
   * @returns {Promise<{ mode: Mode, judgements: Judgement[] }>}
   */
  judge(message, managed) {
    return this.#ask(managed, (engine) => ({ mode: engine.policy().mode, judgements: engine.judge(message) }));
  }

  /**
   * The mode that the settings put the extension in.
   *
   * @param {Record<string, unknown>} managed
   * @returns {Promise<Mode>}
   */
  mode(managed) {
    return this.#ask(managed, (engine) => engine.policy().mode);
  }

  /**
   * @template T
   * @param {Record<string, unknown>} managed
   * @param {(engine: Engine) => T} question
   */
  async #ask(managed, question) {
    await load({ module_or_path: this.#source });
    try {
      return question(this.#engineFor(managed));
    } catch (error) {
      this.#engine = null;
      this.#broken = true;
      throw error;
    }
  }

  /** @param {Record<string, unknown>} managed */
  #engineFor(managed) {
    if (this.#broken) {
      makeNewInstance();
      this.#broken = false;
    }
    if (this.#engine === null || this.#managed !== managed) {
      this.#engine?.free();
      this.#engine = new Engine(managed);
      this.#managed = managed;
    }
    return this.#engine;
  }
}
