// Invitations to one workspace that wait to be accepted get in each other's way. Here is remembered how many of them this
// mailbox has shown, as long as the browser runs: what they are to, and of each a fingerprint. No address and no subject.

const KEY = 'pending';

/** More than anybody is invited to, and enough of one place to be several. */
const MOST_PLACES = 100;
const MOST_OF_ONE = 9;

/**
 * @typedef {object} Seen
 * @property {string[]} opened fingerprints of invitations that were opened
 * @property {number} rows how many a list of messages showed at once
 */

/** @param {string} text */
async function fingerprint(text) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash).subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Pending {
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();

  /** The places with several invitations. */
  async places() {
    await this.#turn;
    return severalIn(await recall());
  }

  /**
   * A mailbox shows invitations.
   *
   * @param {string[]} rows what those in its list are to
   * @param {{ place: string, address: string }[]} opened those whose message is open
   * @returns {Promise<string[]>} the places with several invitations now
   */
  seen(rows, opened) {
    const turn = async () => {
      const seen = await recall();
      const before = JSON.stringify([...seen]);
      /** @param {string} place @returns {Seen} */
      const at = (place) => seen.get(place) ?? { opened: [], rows: 0 };
      for (const place of new Set(rows)) {
        const count = rows.filter((each) => each === place).length;
        seen.set(place, { ...at(place), rows: Math.max(count, at(place).rows) });
      }
      for (const { place, address } of opened) {
        const known = new Set([await fingerprint(address), ...at(place).opened]);
        seen.set(place, { ...at(place), opened: [...known].slice(0, MOST_OF_ONE) });
      }
      const kept = [...seen].slice(-MOST_PLACES);
      if (JSON.stringify(kept) !== before) await chrome.storage.session.set({ [KEY]: kept });
      return severalIn(seen);
    };
    const done = this.#turn.then(turn);
    this.#turn = done.catch(() => {});
    return done;
  }
}

/** @returns {Promise<Map<string, Seen>>} */
async function recall() {
  const { [KEY]: kept } = await chrome.storage.session.get(KEY);
  return new Map(/** @type {[string, Seen][] | undefined} */ (kept) ?? []);
}

/** @param {Map<string, Seen>} seen */
const severalIn = (seen) =>
  [...seen].flatMap(([place, { opened, rows }]) => (Math.max(opened.length, rows) > 1 ? [place] : []));
