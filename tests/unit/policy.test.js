import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManagedSettings } from '../../extension/policy.js';

/** @typedef {Record<string, unknown>} Values */

/**
 * A browser's storage.
 *
 * @param {object} [state]
 * @param {Values} [state.local] what was kept from last time
 * @param {() => Promise<Values>} [state.managed] how it answers for the administrator's settings; without it, it has no such storage
 */
function fakeStorage({ local = {}, managed } = {}) {
  /** @type {((changes: object, area: string) => void)[]} */
  const listeners = [];
  const storage = {
    local: {
      get: async (/** @type {string} */ key) => (key in local ? { [key]: structuredClone(local[key]) } : {}),
      set: async (/** @type {Values} */ values) => void Object.assign(local, structuredClone(values)),
    },
    ...(managed && { managed: { get: managed } }),
    onChanged: { addListener: (/** @type {(changes: object, area: string) => void} */ each) => listeners.push(each) },
  };
  return {
    storage: /** @type {typeof chrome.storage} */ (/** @type {unknown} */ (storage)),
    local,
    fire: (/** @type {string} */ area) => listeners.forEach((listener) => listener({}, area)),
  };
}

/** Settings over a fake storage, followed, with a note of every change. @param {ReturnType<typeof fakeStorage>} fake */
function follow({ storage }) {
  const settings = new ManagedSettings(storage);
  /** @type {Values[]} */
  const changes = [];
  settings.follow((managed) => changes.push(managed));
  return { settings, changes };
}

const never = () => new Promise(() => {});
const noPolicy = () => Promise.reject(new Error('Managed storage manifest not found'));

describe('managed settings', () => {
  it('are those of last time while the browser thinks', async () => {
    const { settings, changes } = follow(fakeStorage({ local: { managed: { mode: 'warn' } }, managed: never }));
    assert.deepEqual(await settings.current(), { mode: 'warn' });
    assert.deepEqual(changes, []);
  });

  it('are none at the very first start, until the browser has them', async () => {
    let answer = {};
    const fake = fakeStorage({ managed: async () => answer });
    const { settings, changes } = follow(fake);
    await settings.refreshed();
    assert.deepEqual(await settings.current(), {});

    answer = { mode: 'off' };
    fake.fire('managed');
    await settings.refreshed();
    assert.deepEqual(await settings.current(), { mode: 'off' });
    assert.deepEqual(changes, [{ mode: 'off' }]);
    assert.deepEqual(fake.local.managed, { mode: 'off' });
  });

  it('say when they arrived, also after a restart', async () => {
    const fake = fakeStorage({ managed: async () => ({ mode: 'warn' }) });
    assert.equal(await new ManagedSettings(fake.storage).received(), null);
    const before = Date.now();
    const { settings } = follow(fake);
    await settings.refreshed();
    const at = await settings.received();
    assert.ok(at !== null && at >= before && at <= Date.now());
    const again = follow(fake).settings;
    await again.refreshed();
    assert.equal(await again.received(), at);
  });

  it('stay the same object as long as they are the same', async () => {
    const fake = fakeStorage({ local: { managed: { mode: 'warn' } }, managed: async () => ({ mode: 'warn' }) });
    const { settings, changes } = follow(fake);
    const before = await settings.current();
    await settings.refreshed();
    assert.equal(await settings.current(), before);
    assert.deepEqual(changes, []);
  });

  it('do not move when something else is stored', async () => {
    let asked = 0;
    const fake = fakeStorage({ managed: async () => ({ asked: (asked += 1) }) });
    const { settings } = follow(fake);
    fake.fire('local');
    await settings.refreshed();
    assert.equal(asked, 1);
  });

  it('end when the organisation takes them back, which Firefox says by refusing', async () => {
    const fake = fakeStorage({ local: { managed: { mode: 'off' } }, managed: noPolicy });
    const { settings, changes } = follow(fake);
    await settings.refreshed();
    assert.deepEqual(await settings.current(), {});
    assert.deepEqual(changes, [{}]);
    assert.deepEqual(fake.local.managed, {});
  });

  it('are none where the browser has no storage for them', async () => {
    const { settings } = follow(fakeStorage());
    await settings.refreshed();
    assert.deepEqual(await settings.current(), {});
  });

  it('are none when what was kept is damaged', async () => {
    for (const managed of ['off', 1, null]) {
      const { settings } = follow(fakeStorage({ local: { managed }, managed: never }));
      assert.deepEqual(await settings.current(), {});
    }
  });

  it('are the latest, however long an earlier answer took', async () => {
    /** @type {(values: Values) => void} */
    let answerFirst = () => {};
    const answers = [new Promise((resolve) => (answerFirst = resolve)), Promise.resolve({ mode: 'off' })];
    const fake = fakeStorage({ managed: () => /** @type {Promise<Values>} */ (answers.shift()) });
    const { settings } = follow(fake);
    fake.fire('managed');
    answerFirst({ mode: 'warn' });
    await settings.refreshed();
    assert.deepEqual(await settings.current(), { mode: 'off' });
  });

  it('are followed on after a listener has failed', async () => {
    let answer = { mode: 'warn' };
    const fake = fakeStorage({ managed: async () => answer });
    const settings = new ManagedSettings(fake.storage);
    settings.follow(() => Promise.reject(new Error('no tabs')));
    await assert.rejects(settings.refreshed(), /no tabs/);
    answer = { mode: 'off' };
    fake.fire('managed');
    await assert.rejects(settings.refreshed(), /no tabs/);
    assert.deepEqual(await settings.current(), { mode: 'off' });
  });
});
