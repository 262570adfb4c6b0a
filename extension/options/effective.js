// Which settings hold, and where each comes from.

/** @typedef {import('../protocol.js').Overview} Overview */
/** @typedef {Overview['problems'][number]} Problem */

/**
 * @typedef {object} Effective one setting
 * @property {string} key
 * @property {unknown} value what holds
 * @property {'policy' | 'own' | 'built-in'} source
 * @property {Fault[]} faults what was wrong with what the policy has here
 *
 * @typedef {Problem & { raw: unknown }} Fault with what stands there, as it was received
 */

/** Problems that leave a setting its value, or the first of several. @type {readonly string[]} */
const HARMLESS = ['too-many', 'repeated'];

/**
 * Every setting there is, and what the policy has beside them.
 *
 * @param {Pick<Overview, 'policy' | 'managed' | 'own' | 'fixed' | 'problems'>} overview
 * @returns {{ settings: Effective[], unknown: Fault[] }}
 */
export function effective({ policy, managed, own, fixed, problems }) {
  /** The faults of a key's value, or of entries in it. @param {string} key */
  const faultsOf = (key) =>
    problems
      .filter(({ path }) => path === key || path.startsWith(`${key}[`))
      .map((problem) => ({ ...problem, raw: rawAt(managed, problem.path) }));

  /** @param {string} key @returns {Effective['source']} */
  const sourceOf = (key) => {
    // A value that is no good as a whole leaves what is built in.
    if (problems.some(({ path, reason }) => path === key && !HARMLESS.includes(reason))) return 'built-in';
    if (Object.hasOwn(managed, key)) return 'policy';
    return Object.hasOwn(own, key) && !fixed.includes(key) ? 'own' : 'built-in';
  };

  const settings = Object.entries(policy).map(([key, value]) => ({
    key,
    value,
    source: sourceOf(key),
    faults: Object.hasOwn(managed, key) ? faultsOf(key) : [],
  }));
  const unknown = Object.keys(managed)
    .filter((key) => !Object.hasOwn(policy, key))
    .flatMap(faultsOf);
  return { settings, unknown };
}

/**
 * What stands at a problem's place: a key, an entry such as `webmailHosts[2]`, or a field as `extraGateways[0].host`.
 *
 * @param {Record<string, unknown>} managed
 * @param {string} path
 */
function rawAt(managed, path) {
  if (Object.hasOwn(managed, path)) return managed[path];
  const [, key = '', at = '', field] = /^(.*)\[(\d+)\](?:\.(\w+))?$/.exec(path) ?? [];
  const list = managed[key];
  const entry = Array.isArray(list) ? list[Number(at)] : undefined;
  return field === undefined ? entry : entry?.[field];
}
