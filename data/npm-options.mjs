/**
 * Detects options that npm consumed. Without ` -- ` before them, npm treats the options after `npm run build` as its own,
 * and PowerShell removes a `--`, so the program runs without them. npm leaves them in the environment.
 */

/** @typedef {Record<string, 'boolean' | 'string'>} OptionKinds whether each is a switch or takes a value */

/**
 * The options as the user meant them, `--port 8080`, or null where npm consumed nothing.
 * @param {OptionKinds} kinds
 * @param {readonly string[]} given names of options that arrived
 * @param {readonly string[]} operands the arguments that belong to no option
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
    // Of `--id 1815`, npm may consume the name and pass on the value.
    const text = value === '' || value === 'true' ? (left.shift() ?? '…') : value;
    return [`--${name} ${/^[\w./:-]+$/.test(text) ? text : `"${text}"`}`];
  });
  return meant.length === 0 ? null : meant.join(' ');
}

/** A message that says what happened to the options, and what to type. @param {string} command @param {string} meant */
export const keptSentence = (command, meant) =>
  `npm consumed the options (they need \`--\` before them, which PowerShell removes). Without npm, this works in every shell: ${command} ${meant}`;
