// Loads the core and keeps it going. An instance that has thrown may be in any state, so it is never asked again: the
// failure costs that one answer, and the next question goes to a new instance.

import load, { Engine, gateways, reasons, __wbg_reset_state as makeNewInstance } from './core/core.js';

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
  /** How the engine's gateways are called, by their ids. @type {Map<string, string>} */
  #names = new Map();

  /** @param {BufferSource | URL} source the core's bytes, or where they are */
  constructor(source = new URL('core/core_bg.wasm', import.meta.url)) {
    this.#source = source;
  }

  /**
   * @param {Message} message
   * @param {Record<string, unknown>} managed the administrator's settings; the same object as long as they are the same
   * @returns {Promise<{ mode: Mode, judgements: Judgement[], names: Record<string, string> }>}
   */
  judge(message, managed) {
    return this.#ask(managed, (engine) => {
      /** @type {Judgement[]} */
      const judgements = engine.judge(message);
      const ids = new Set(judgements.flatMap(({ trail, gateway }) => [...trail, gateway]));
      const names = Object.fromEntries([...this.#names].filter(([id]) => ids.has(id)));
      return { mode: engine.policy().mode, judgements, names };
    });
  }

  /**
   * Which addresses may have a verdict other than that they are unrelated, whatever stands beside them.
   *
   * @param {string[]} addresses
   * @param {Record<string, unknown>} managed
   * @returns {Promise<Omit<import('./protocol.js').Sifted, 'kind'>>}
   */
  sift(addresses, managed) {
    return this.#ask(managed, (engine) => ({
      mode: engine.policy().mode,
      worth: Array.from(engine.sift(addresses)),
    }));
  }

  /**
   * One link, with all that can be told of it: for the check page.
   *
   * @param {string} href
   * @param {number} now Unix seconds
   * @param {Record<string, unknown>} managed
   * @returns {Promise<Omit<import('./protocol.js').Checked, 'kind'>>}
   */
  check(href, now, managed) {
    return this.#ask(managed, (engine) => {
      const link = { href, label: null, safeRedirect: null, originalSrc: null };
      const [judgement] = engine.judge({ now, webmail: null, sender: null, links: [link] });
      const decoded = engine.decode(href);
      const ids = new Set([...decoded.trail, ...judgement.trail, judgement.gateway, decoded.opaque?.gateway]);
      const met = this.#gatewaysOf(engine).filter(({ id }) => ids.has(id));
      return { mode: engine.policy().mode, judgement, decoded, way: engine.way(href), gateways: met };
    });
  }

  /**
   * What the settings amount to: for the options page.
   *
   * @param {Record<string, unknown>} managed
   * @returns {Promise<Pick<import('./protocol.js').Overview, 'policy' | 'problems' | 'gateways'>>}
   */
  overview(managed) {
    return this.#ask(managed, (engine) => ({
      policy: engine.policy(),
      problems: engine.problems(),
      gateways: this.#gatewaysOf(engine),
    }));
  }

  /** The words that judgements are made of: the reasons' codes and the built-in gateways' ids. */
  async vocabulary() {
    await load({ module_or_path: this.#source });
    this.#renew();
    /** @type {[reason: string, verdict: string][]} */
    const pairs = reasons();
    /** @type {import('./protocol.js').GatewayInfo[]} */
    const table = gateways();
    return { reasons: pairs.map(([reason]) => reason), gateways: table.map(({ id }) => id) };
  }

  /**
   * The settings in force, every one of them present.
   *
   * @param {Record<string, unknown>} managed
   * @returns {Promise<import('./protocol.js').Policy>}
   */
  policy(managed) {
    return this.#ask(managed, (engine) => engine.policy());
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

  /** Puts a new instance in the place of one that has thrown. */
  #renew() {
    if (!this.#broken) return;
    makeNewInstance();
    this.#broken = false;
  }

  /** @param {Record<string, unknown>} managed */
  #engineFor(managed) {
    this.#renew();
    if (this.#engine === null || this.#managed !== managed) {
      this.#engine?.free();
      this.#engine = new Engine(managed);
      this.#names = new Map(this.#gatewaysOf(this.#engine).map(({ id, name }) => [id, name]));
      this.#managed = managed;
    }
    return this.#engine;
  }

  /**
   * The core's own gateways and the administrator's, which are known by their names alone.
   *
   * @param {Engine} engine
   * @returns {import('./protocol.js').GatewayInfo[]}
   */
  #gatewaysOf(engine) {
    /** @type {import('./protocol.js').Policy} */
    const { extraGateways } = engine.policy();
    const extra = extraGateways.map(({ name, host }) => ({
      id: name,
      name,
      vendor: '',
      hosts: [host],
      state: /** @type {const} */ ('decodable'),
      exemption: null,
    }));
    return [...extra, ...gateways()];
  }
}
