/**
 * Hashes over the contents of a results document. Each names the values that it covers, so that figures added in
 * later versions do not invalidate older documents. They detect damage and careless edits; a forger can recompute
 * them, and is caught only by retraining.
 */
import { contentHash } from '../../document/hash.ts';
import type { ResultsDocument, Seal, TrialResult } from './document.ts';
import { lossesHash } from './losses-hash.ts';

type Named = readonly (readonly [name: string, value: unknown])[];

/** Keys of a trial's result that differ between identical runs, or follow from its settings. */
const circumstances: readonly string[] = ['values', 'seconds', 'engine', 'error'];

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sealed = (named: Named): Seal => ({
  of: named.map(([name]) => name),
  sha256: contentHash(named),
});

const inOrder = (named: Named): Named => named.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** One list per column, with null if a row lacks it. */
function columns(prefix: string, rows: readonly object[]): Named {
  const said = rows.flatMap((row) =>
    Object.entries(row).filter(([, value]) => value !== undefined),
  );
  const keys = [...new Set(said.map(([key]) => key))];
  return keys.map((key) => [`${prefix}.${key}`, rows.map((row) => valueOf(row, key))]);
}

const valueOf = (from: object, key: string): unknown =>
  Object.hasOwn(from, key) ? ((Reflect.get(from, key) as unknown) ?? null) : null;

/**
 * Seal over every figure of a trial, epochs by column, and the hash of its weights: equal between identical
 * runs.
 * @param weights see `weightsHash`; omitted if unknown
 */
export async function figuresSeal(
  result: Omit<TrialResult, 'values'>,
  weights?: string,
): Promise<Seal> {
  const named: (readonly [string, unknown])[] = weights === undefined ? [] : [['weights', weights]];
  for (const [key, value] of Object.entries(result) as [string, unknown][]) {
    if (value === undefined || circumstances.includes(key)) continue;
    if (key === 'epochs') named.push(...columns(key, result.epochs));
    else if (key === 'batchLosses') named.push([key, await lossesHash(result.batchLosses ?? [])]);
    else if (isGroup(value)) named.push(...columns(key, [value]));
    else named.push([key, value]);
  }
  return sealed(inOrder(named));
}

/** Seal over the whole document, including times, circumstances and the seals of its figures. */
export async function recordSeal(document: ResultsDocument): Promise<Seal> {
  const { trials, passport, environment, ...rest } = document;
  const unsealed = { ...passport, record: undefined };
  const weights = new Map(passport?.trials.map((row) => [row.id, row.weights]));
  const figures: string[] = [];
  for (const trial of trials) {
    figures.push((await figuresSeal(trial, weights.get(trial.id))).sha256);
  }
  const around = trials.map((trial) =>
    Object.fromEntries(circumstances.map((key) => [key, valueOf(trial, key)])),
  );
  return sealed(
    inOrder([
      ...Object.entries(rest),
      ...columns('environment', [environment]),
      ...columns('passport', [unsealed]),
      ...columns('trials', around),
      ['trials.figures', figures],
    ]),
  );
}

/** The document with the seal over all of it, added last; unchanged without a provenance record. */
export async function withRecord(document: ResultsDocument): Promise<ResultsDocument> {
  const { passport } = document;
  if (passport === undefined) return document;
  return { ...document, passport: { ...passport, record: await recordSeal(document) } };
}

/** A place where a document differs from what was sealed, and what was expected there. */
export interface BrokenSeal {
  readonly path: string;
  readonly expected: string;
  readonly found: unknown;
}

const same = (one: Seal, two: Seal): boolean => contentHash(one) === contentHash(two);

/** Describes which names were added to or removed from what a seal covers. */
function difference(said: Seal, now: Seal): string {
  const more = now.of.filter((name) => !said.of.includes(name));
  const less = said.of.filter((name) => !now.of.includes(name));
  const parts = [
    ...(more.length === 0 ? [] : [`${more.join(', ')} were added`]),
    ...(less.length === 0 ? [] : [`${less.join(', ')} are gone`]),
  ];
  return parts.length === 0 ? 'which were changed' : `of which ${parts.join(' and ')}`;
}

/** Whether a document has seals at all: those of earlier versions of the lab, and of PyTorch, do not. */
export const isSealed = ({ passport }: Pick<ResultsDocument, 'passport'>): boolean =>
  passport !== undefined &&
  (passport.record !== undefined || passport.trials.some(({ figures }) => figures !== undefined));

/**
 * Where the document does not match its seals; [] if it does, and for documents without seals.
 * @param document as read: fields that a schema would drop count
 */
export async function brokenSeals(document: ResultsDocument): Promise<BrokenSeal[]> {
  const { passport } = document;
  if (passport === undefined || !isSealed(document)) return [];
  const broken: BrokenSeal[] = [];
  for (const [at, row] of passport.trials.entries()) {
    const path = `passport.trials.${at}`;
    const result = document.trials.find(({ id }) => id === row.id);
    if (result === undefined) {
      broken.push({ path: `${path}.id`, expected: 'the id of a trial of it', found: row.id });
      continue;
    }
    const now = await figuresSeal(result, row.weights);
    if (row.figures !== undefined && same(row.figures, now)) continue;
    const expected = `the hash of the trial’s figures, ${difference(row.figures ?? { of: [], sha256: '' }, now)}`;
    broken.push({ path: `${path}.figures`, expected, found: row.figures?.sha256 });
  }
  if (broken.length > 0) return broken;
  const now = await recordSeal(document);
  if (passport.record !== undefined && same(passport.record, now)) return [];
  const expected = `the hash of the whole record, times included, ${difference(passport.record ?? { of: [], sha256: '' }, now)}`;
  return [{ path: 'passport.record', expected, found: passport.record?.sha256 }];
}
