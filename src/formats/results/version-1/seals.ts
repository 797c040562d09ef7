/** The hashes over the contents of a version 1 document: the same idea as `../seals.ts`, over its own names. */
import { pauses } from '../../../base/event-loop.ts';
import type { Seal } from '../document.ts';
import type { HashLosses } from '../hash-once.ts';
import { inOrder, sealed, sealedInPieces, valueOf, type Named } from '../seal.ts';
import type { ResultsDocument1, TrialResult1 } from './document.ts';

/** Keys of a trial's result that differ between identical runs, or follow from its settings. */
const circumstances: readonly string[] = ['values', 'seconds', 'engine', 'error'];

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One list per column, with null if a row lacks it. */
function columns(prefix: string, rows: readonly object[]): Named {
  const said = rows.flatMap((row) =>
    Object.entries(row).filter(([, value]) => value !== undefined),
  );
  const keys = [...new Set(said.map(([key]) => key))];
  return keys.map((key) => [`${prefix}.${key}`, rows.map((row) => valueOf(row, key))]);
}

/** Seal over every figure of a trial, epochs by column, and the hash of its weights. */
export async function figuresSeal1(
  result: Omit<TrialResult1, 'values'>,
  weights: string | undefined,
  hash: HashLosses,
): Promise<Seal> {
  const named: (readonly [string, unknown])[] = weights === undefined ? [] : [['weights', weights]];
  for (const [key, value] of Object.entries(result) as [string, unknown][]) {
    if (value === undefined || circumstances.includes(key)) continue;
    if (key === 'epochs') named.push(...columns(key, result.epochs));
    else if (key === 'batchLosses') {
      named.push([key, await hash(result.batchLosses?.values ?? new Float32Array(0))]);
    } else if (isGroup(value)) named.push(...columns(key, [value]));
    else named.push([key, value]);
  }
  return sealed(inOrder(named));
}

/** Seal over the whole document, including times and circumstances. */
export function recordSeal1(document: ResultsDocument1, figures: readonly Seal[]): Promise<Seal> {
  const { trials, passport, environment, ...rest } = document;
  const unsealed = { ...passport, record: undefined };
  const around = trials.map((trial) =>
    Object.fromEntries(circumstances.map((key) => [key, valueOf(trial, key)])),
  );
  return sealedInPieces(
    inOrder([
      ...Object.entries(rest),
      ...columns('environment', [environment]),
      ...columns('passport', [unsealed]),
      ...columns('trials', around),
      ['trials.figures', figures.map(({ sha256 }) => sha256)],
    ]),
  );
}

/** The seals of all trials, whatever the document says of them. */
export async function figuresSeals1(document: ResultsDocument1, hash: HashLosses): Promise<Seal[]> {
  const weights = new Map(document.passport?.trials.map((row) => [row.id, row.weights]));
  const seals: Seal[] = [];
  const pause = pauses();
  for (const trial of document.trials) {
    await pause();
    seals.push(await figuresSeal1(trial, weights.get(trial.id), hash));
  }
  return seals;
}
