/** The command line of the bench. */
import { parseArgs } from 'node:util';

export const help = `node bench/run.mjs [options]

Times the lab's engine against the peers that this machine has, one thread each, in rounds. Prints a
table and writes JSON.

  --quick         short rounds: some minutes less, and figures that say little
  --only ROW,…    only these rows: ROWS
  --engine NAME   the engine of the lab that is measured; wasm when left out
  --full          PyTorch trains all 100 epochs of the grid instead of 3 of them
  --out FILE      where the JSON goes; bench/results/<date>.json when left out
`;

/** A command line that cannot be meant; the message says what was wanted. */
export class UsageError extends Error {}

/**
 * @param {readonly string[]} args @param {readonly string[]} rows the names that there are
 * @returns {{ help: boolean, quick: boolean, full: boolean, only: readonly string[], engine: string, out: string | null }}
 */
export function parseOptions(args, rows) {
  /** @type {ReturnType<typeof parse>} */
  let values;
  try {
    values = parse(args);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const only = values.only?.split(',').map((name) => name.trim()) ?? rows;
  const unknown = only.find((name) => !rows.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`--only: there is no row "${unknown}"; there are ${rows.join(', ')}`);
  }
  return {
    help: values.help === true,
    quick: values.quick === true,
    full: values.full === true,
    only,
    engine: values.engine ?? 'wasm',
    out: values.out ?? null,
  };
}

/** @param {readonly string[]} args */
const parse = (args) =>
  parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      quick: { type: 'boolean' },
      full: { type: 'boolean' },
      only: { type: 'string' },
      engine: { type: 'string' },
      out: { type: 'string' },
    },
  }).values;
