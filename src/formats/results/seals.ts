/**
 * Hashes over the contents of a results document. Each names the values that it covers, so that figures added in
 * later versions do not invalidate older documents. They detect damage and careless edits; a forger can recompute
 * them, and is caught only by retraining. A trial's seal covers its losses by their hash, and the document's seal the
 * trials by theirs, so a stream can be sealed and checked trial by trial.
 */
import { pauses } from '../../base/event-loop.ts';
import type { ProvenanceRecord, ResultsDocument, Seal, TrialResult } from './document.ts';
import type { HashLosses } from './hash-once.ts';
import { inOrder, sealed, sealedInPieces, valueOf, type Named } from './seal.ts';

type Result = Omit<TrialResult<Float32Array>, 'values'>;
type Document = ResultsDocument<Float32Array>;

/** Keys of a trial's result that differ between identical runs, or follow from its settings. */
const circumstances: readonly string[] = [
  'values',
  'seconds',
  'engine',
  'provenance',
  'place',
  'error',
];

/** Each value under its path: "figures.test.loss". Lists are values; losses are given as their hash. */
async function flat(path: string, value: unknown, hash: HashLosses): Promise<Named> {
  if (value instanceof Float32Array) return [[path, await hash(value)]];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  const entries = Object.entries(value) as [string, unknown][];
  if (entries.length === 0) return [[path, value]];
  const found: Named[] = [];
  for (const [key, each] of entries) found.push(await flat(`${path}.${key}`, each, hash));
  return found.flat();
}

/**
 * Seal over every figure of a trial, in columns, and the hash of its weights: equal between identical runs.
 * @param weights see `weightsHash`; omitted if unknown
 */
export async function figuresSeal(
  result: Result,
  weights: string | undefined,
  hash: HashLosses,
): Promise<Seal> {
  const named: Named[] = weights === undefined ? [] : [[['weights', weights]]];
  for (const [key, value] of Object.entries(result) as [string, unknown][]) {
    if (value === undefined || circumstances.includes(key)) continue;
    named.push(await flat(key, value, hash));
  }
  return sealed(inOrder(named.flat()));
}

/**
 * Seal over the whole document, including times and circumstances.
 * @param figures the seals of its trials, in their order
 */
export function recordSeal(document: Document, figures: readonly Seal[]): Promise<Seal> {
  const { trials, passport, environment, ...rest } = document;
  const inside = (path: string, group: object): Named =>
    Object.entries(group).map(([key, value]) => [`${path}.${key}`, value] as const);
  const around = circumstances
    .filter((key) => trials.some((trial) => Object.hasOwn(trial, key)))
    .map((key) => [`trials.${key}`, trials.map((trial) => valueOf(trial, key))] as const);
  return sealedInPieces(
    inOrder([
      ...Object.entries(rest),
      ...inside('environment', environment),
      ...inside('passport', { ...passport }).filter(([path]) => path !== 'passport.record'),
      ...around,
      ['trials.figures', figures.map(({ sha256 }) => sha256)],
    ]),
  );
}

/** The seals of all trials, whatever the document says of them. */
export async function figuresSeals(document: Document, hash: HashLosses): Promise<Seal[]> {
  const weights = weightsOf(document.passport);
  const seals: Seal[] = [];
  const pause = pauses();
  for (const trial of document.trials) {
    await pause();
    seals.push(await figuresSeal(trial, weights.get(trial.id), hash));
  }
  return seals;
}

const weightsOf = (
  passport: ProvenanceRecord | undefined,
): ReadonlyMap<string, string | undefined> =>
  new Map(passport?.trials.map((row) => [row.id, row.weights]));

/** The document with the seal over all of it, added last; unchanged without a provenance record. */
export async function withRecord(document: Document, hash: HashLosses): Promise<Document> {
  const { passport } = document;
  if (passport === undefined) return document;
  const record = await recordSeal(document, await figuresSeals(document, hash));
  return { ...document, passport: { ...passport, record } };
}
