/** The command line of `node test/fuzz.mjs`. */
import { parseArgs } from 'node:util';

export const help = `node test/fuzz.mjs [options] [part of a file's path …]

Runs the property tests repeatedly, each round with a new random seed and more cases
than \`node test/run.mjs\`. Reports each failure once, with the command that reproduces it.

  --minutes N   duration (default: 10)
  --seed S      run one full round with this seed
  --browser     also run the property tests that need a page, in Chromium
  --programs N  instead, train N random experiments with the lab, with the exported PyTorch program
                and with test/protocol/protocol.py, with every PyTorch found (A2_PYTHON names a Python
                with torch and numpy). --seed S repeats the same experiments
  --only I      only the I-th of these experiments
  --keep FOLDER write documents, programs and tables of disagreeing experiments to this folder
  --help        show this text

Parts of paths (theory/graph) select the files whose path contains one of them. A2_DRAWS sets how many times
as many cases to draw as \`node test/run.mjs\` (default: 5).
`;

/** An invalid command line; the message says what was wanted. */
export class UsageError extends Error {}

/**
 * @typedef {object} ProgramOptions
 * @property {number} count
 * @property {number | undefined} only
 * @property {string | undefined} keep
 *
 * @typedef {object} FuzzOptions
 * @property {boolean} help
 * @property {number} minutes
 * @property {number | null} seed
 * @property {boolean} browser
 * @property {string[]} parts
 * @property {ProgramOptions | null} programs
 */

/** The range of seeds that fast-check uses unchanged. */
export const seeds = 2 ** 31;

/** @param {readonly string[]} args @returns {FuzzOptions} */
export function parseOptions(args) {
  const { values, positionals } = parse(args);
  if (values.minutes !== undefined && values.seed !== undefined)
    throw new UsageError('--minutes: wanted without --seed, which runs one round to its end');
  const minutes = Number(values.minutes ?? '10');
  if (values.minutes?.trim() === '' || !Number.isFinite(minutes) || minutes <= 0)
    throw new UsageError(`--minutes: wanted a number above 0, found "${values.minutes}"`);
  const seed = values.seed === undefined ? null : Number(values.seed);
  const whole = seed === null || (Number.isInteger(seed) && seed >= 0 && seed < seeds);
  if (!whole || values.seed?.trim() === '') {
    throw new UsageError(
      `--seed: wanted a whole number from 0 to ${seeds - 1}, found "${values.seed}"`,
    );
  }
  const programs = programsOf(values);
  if (programs !== null && (values.minutes ?? values.browser ?? positionals[0]) !== undefined)
    throw new UsageError('--programs: wanted without --minutes, --browser and parts of paths');
  return {
    programs,
    help: values.help === true,
    minutes,
    seed,
    browser: values.browser === true,
    parts: positionals,
  };
}

/**
 * @param {{ programs?: string | undefined, only?: string | undefined, keep?: string | undefined }} values
 * @returns {ProgramOptions | null}
 */
function programsOf({ programs, only, keep }) {
  if (programs === undefined) {
    if ((only ?? keep) !== undefined)
      throw new UsageError('--only, --keep: wanted with --programs, of which they say more');
    return null;
  }
  const count = wholeNumber('--programs', programs, mostPrograms);
  return {
    count,
    only: only === undefined ? undefined : wholeNumber('--only', only, count),
    keep,
  };
}

const mostPrograms = 100_000;

/** @param {string} name @param {string} text @param {number} most */
function wholeNumber(name, text, most) {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < 1 || number > most)
    throw new UsageError(`${name}: wanted a whole number from 1 to ${most}, found "${text}"`);
  return number;
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        minutes: { type: 'string' },
        seed: { type: 'string' },
        browser: { type: 'boolean' },
        programs: { type: 'string' },
        only: { type: 'string' },
        keep: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
