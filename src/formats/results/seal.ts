/** What seals of all versions are made of. */
import { pauses } from '../../base/event-loop.ts';
import { canonicalJson, contentHash } from '../../document/hash.ts';
import type { ProvenanceRecord, Seal } from './document.ts';
import { contentHashInPieces } from './hash-in-pieces.ts';

export type Named = readonly (readonly [name: string, value: unknown])[];

export const sealed = (named: Named): Seal => ({
  of: named.map(([name]) => name),
  sha256: contentHash(named),
});

/** The same with pauses, for values with a row for each of many trials. */
export const sealedInPieces = async (named: Named): Promise<Seal> => ({
  of: named.map(([name]) => name),
  sha256: await contentHashInPieces(named),
});

export const inOrder = (named: Named): Named =>
  named.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

export const valueOf = (from: object, key: string): unknown =>
  Object.hasOwn(from, key) ? ((Reflect.get(from, key) as unknown) ?? null) : null;

/** A place where a document differs from what was sealed, and what was expected there. */
export interface BrokenSeal {
  readonly path: string;
  readonly expected: string;
  readonly found: unknown;
}

const same = (one: Seal, two: Seal): boolean => canonicalJson(one) === canonicalJson(two);

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
export const isSealed = ({ passport }: { readonly passport?: ProvenanceRecord }): boolean =>
  passport !== undefined &&
  (passport.record !== undefined || passport.trials.some(({ figures }) => figures !== undefined));

interface Sealed {
  readonly trials: readonly { readonly id: string }[];
  readonly passport?: ProvenanceRecord;
}

const none: Seal = { of: [], sha256: '' };

/**
 * Where the document does not match its seals; [] if it does, and for documents without seals.
 * @param document as read: fields that a schema would drop count
 * @param figures the seals that its trials should have, in their order
 * @param record the seal that it should have
 */
export async function sealsBroken(
  { trials, passport }: Sealed,
  figures: readonly Seal[],
  record: () => Promise<Seal>,
): Promise<BrokenSeal[]> {
  if (passport === undefined) return [];
  const broken: BrokenSeal[] = [];
  const places = new Map(trials.map(({ id }, at) => [id, at]));
  const pause = pauses();
  for (const [at, row] of passport.trials.entries()) {
    await pause();
    const path = `passport.trials.${at}`;
    const now = figures[places.get(row.id) ?? -1];
    if (now === undefined) {
      broken.push({ path: `${path}.id`, expected: 'the id of a trial of it', found: row.id });
      continue;
    }
    if (row.figures !== undefined && same(row.figures, now)) continue;
    const expected = `the hash of the trial’s figures, ${difference(row.figures ?? none, now)}`;
    broken.push({ path: `${path}.figures`, expected, found: row.figures?.sha256 });
  }
  if (broken.length > 0) return broken;
  const now = await record();
  if (passport.record !== undefined && same(passport.record, now)) return [];
  const expected = `the hash of the whole record, times included, ${difference(passport.record ?? none, now)}`;
  return [{ path: 'passport.record', expected, found: passport.record?.sha256 }];
}
