// The only file that knows that browsers differ. Everything else is written for `chrome.*` with promises, which Firefox
// offers as well.

/**
 * The settings that an administrator has laid down, or none. Firefox throws where Chromium gives an empty object, and
 * has no such storage at all on phones.
 *
 * @param {typeof chrome.storage} storage
 * @returns {Promise<Record<string, unknown>>}
 */
export async function readManagedSettings(storage) {
  try {
    return await storage.managed.get(null);
  } catch {
    return {};
  }
}

/**
 * Keeps content scripts, which a page may have taken over, from what is stored. Firefox has no such barrier, nor have older
 * versions of Chromium: what is read back there is looked at again, and a policy comes from the browser at every start.
 *
 * @param {typeof chrome.storage} storage
 */
export async function keepFromContentScripts({ local }) {
  await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => {});
}

/**
 * A file of the extension by its path in it, as its manifest names it and as the interfaces want it. Firefox gives the
 * manifest back with whole addresses.
 *
 * @param {string} file
 */
export const pathInside = (file) => new URL(file, chrome.runtime.getURL('/')).pathname.slice(1);

/** Whether this is Firefox, whose menus a person must be told of in other words. */
export const isFirefox = () => chrome.runtime.getURL('').startsWith('moz-extension:');
