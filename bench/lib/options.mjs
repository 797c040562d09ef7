/** The command line of the benchmark. */
import { parseArgs } from 'node:util';

export const help = `node bench/run.mjs [options]

Times the lab's engine against the peers on this machine, one thread each, in rounds. Prints a
table and writes JSON.

  --quick         short rounds: a few minutes less, but unreliable figures
  --only ROW,…    only these rows: ROWS
  --engine NAME   the lab's engine to measure (default: wasm)
  --full          PyTorch trains all 100 epochs of the grid instead of 3
  --out FILE      file for the JSON (default: bench/results/<date>.json)
`;

/** An invalid command line; the message says what was wanted. */
export class UsageError extends Error {}

/**
 * @param {readonly string[]} args @param {readonly string[]} rows the existing names
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
    throw new UsageError(`--only: there is no row "${unknown}"; wanted some of ${rows.join(', ')}`);
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
