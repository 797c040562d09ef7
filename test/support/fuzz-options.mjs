/** The command line of `npm run fuzz`. */
import { parseArgs } from 'node:util';

export const help = `npm run fuzz -- [options] [part of a file's path …]

Runs the tests that draw random cases, again and again, each round with a new random seed and more cases
than \`npm test\` tries. Tells each failure once, with the command that repeats it.

  --minutes N   for how long; 10 when left out
  --seed S      one round with this seed, to its end
  --browser     also the tests that draw cases on a page, in Chromium
  --help        this text

With parts of paths (theory/graph) only files whose path holds one of them. A2_DRAWS: how many times as
many cases as \`npm test\`; 5 when left out.
`;

/** A command line that cannot be meant; the message says what was wanted. */
export class UsageError extends Error {}

/** @typedef {{ help: boolean, minutes: number, seed: number | null, browser: boolean, parts: string[] }} FuzzOptions */

/** The seeds that fast-check takes as they are. */
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
  return {
    help: values.help === true,
    minutes,
    seed,
    browser: values.browser === true,
    parts: positionals,
  };
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
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
