/** Parses the options of the lab's own programs, with a message for invalid ones. */
import { parseArgs } from 'node:util';
import { keptByNpm, keptSentence } from './npm-options.mjs';

/** @typedef {import('./npm-options.mjs').OptionKinds} OptionKinds */

/**
 * @template {OptionKinds} K
 * @typedef {{ [N in keyof K]?: K[N] extends 'boolean' ? true : string }} Values
 */

/**
 * Reads the options; every program also has `--help`. Throws Error with the message.
 * @template {OptionKinds} const K
 * @param {string} command as it is typed in the lab's folder, "node cli/start.mjs"
 * @param {K} kinds
 * @param {{ args?: readonly string[], env?: NodeJS.ProcessEnv, operands?: boolean }} [from]
 *   `operands`: whether operands are allowed
 * @returns {{ values: Values<K>, operands: string[], help: boolean }}
 */
export function readOptions(command, kinds, { args, env, operands: allowed = false } = {}) {
  const options = Object.fromEntries(Object.entries(kinds).map(([name, type]) => [name, { type }]));
  const { tokens } = parseArgs({
    args: [...(args ?? process.argv.slice(2))],
    options,
    strict: false,
    tokens: true,
  });
  /** @type {Record<string, string | true>} */
  const values = {};
  /** @type {string[]} */
  const operands = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.name === 'help' || token.name === 'h')
      return { values: {}, operands: [], help: true };
    const kind = Object.hasOwn(kinds, token.name) ? kinds[token.name] : undefined;
    if (kind === undefined) {
      const all = [...Object.keys(kinds), 'help'].map((name) => `--${name}`).join(', ');
      throw new Error(`${command} has no option ${token.rawName}; wanted one of ${all}.`);
    }
    values[token.name] = kind === 'boolean' ? switched(token) : valueOf(token);
  }
  const kept = keptByNpm(kinds, Object.keys(values), operands, env);
  if (kept !== null) throw new Error(keptSentence(command, kept));
  if (!allowed && operands[0] !== undefined)
    throw new Error(`${command} takes options only, got "${operands[0]}". See ${command} --help.`);
  return { values: /** @type {Values<K>} */ (values), operands, help: false };
}

/** @typedef {{ rawName: string, value?: string | undefined, inlineValue?: boolean | undefined }} Token */

/** @param {Token} token @returns {true} */
function switched({ rawName, value }) {
  if (value !== undefined)
    throw new Error(`${rawName} is a switch and takes no value, got "${value}".`);
  return true;
}

/** @param {Token} token */
function valueOf({ rawName, value, inlineValue }) {
  // `--datasets --port 1` lacks the folder.
  if (value === undefined || value === '' || (inlineValue !== true && value.startsWith('-')))
    throw new Error(`${rawName} needs a value, got ${value ? `"${value}"` : 'nothing'}.`);
  return value;
}

/**
 * The same for a program: prints the help or the message and exits.
 * @template {OptionKinds} const K
 * @param {string} command @param {K} kinds
 * @param {string} help the text of `--help`
 * @param {{ operands?: boolean }} [from]
 */
export function programOptions(command, kinds, help, from) {
  try {
    const read = readOptions(command, kinds, from);
    if (!read.help) return read;
    console.log(help);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
  process.exit(0);
}
