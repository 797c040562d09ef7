/**
 * Options that npm kept to itself. What stands behind `npm run build` without ` -- ` before it is npm's own, and
 * PowerShell takes a `--` away: the program then runs without what was asked of it. npm leaves it in the environment.
 */

/** @typedef {Record<string, 'boolean' | 'string'>} OptionKinds whether each is a switch or takes a value */

/**
 * The end of a command line as it was meant, `--port 8080`, or null where npm kept nothing.
 * @param {OptionKinds} kinds
 * @param {readonly string[]} given names of options that did arrive
 * @param {readonly string[]} operands what arrived without an option before it
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function keptByNpm(kinds, given, operands, env = process.env) {
  if (env['npm_lifecycle_event'] === undefined) return null;
  const left = [...operands];
  const meant = Object.entries(kinds).flatMap(([name, kind]) => {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    if (value === undefined || given.includes(name)) return [];
    if (kind === 'boolean') return [`--${name}`];
    // Of `--id 1815` npm may keep the name alone and hand the value on.
    const text = value === '' || value === 'true' ? (left.shift() ?? '…') : value;
    return [`--${name} ${/^[\w./:-]+$/.test(text) ? text : `"${text}"`}`];
  });
  return meant.length === 0 ? null : meant.join(' ');
}

/** What was done to the options, and what to type. @param {string} command @param {string} meant */
export const keptSentence = (command, meant) =>
  `npm kept the options for itself (they need \`--\` before them, which PowerShell takes away). Without npm it works in every shell: ${command} ${meant}`;
