/** Several results documents in one file. */
import * as v from 'valibot';
import { contentHash } from '../../document/hash.ts';
import type { ResultsDocument } from './document.ts';
import { hex, short } from './schema.ts';

export const bundleFormat = 'a2-results-bundle';
const bundleVersion = 1;
const maxRuns = 1_000;

interface Bundle {
  readonly format: typeof bundleFormat;
  readonly version: typeof bundleVersion;
  readonly runs: readonly { readonly name: string; readonly results: ResultsDocument }[];
  /** SHA-256 over the names with the seals of their runs; absent in bundles of earlier versions. */
  readonly record?: string;
}

/** A bundle with a seal over the names and their runs' seals. */
export const bundleOf = (runs: Bundle['runs']): Bundle => ({
  format: bundleFormat,
  version: bundleVersion,
  runs,
  record: bundleSeal(runs),
});

export const bundleSeal = (
  runs: readonly { readonly name: string; readonly results: unknown }[],
): string =>
  contentHash(
    runs.map(({ name, results }) => {
      const { passport } = results as { readonly passport?: ResultsDocument['passport'] };
      return [name, passport?.record?.sha256 ?? null];
    }),
  );

export const bundleSchema = v.looseObject({
  format: v.literal(bundleFormat),
  version: v.literal(bundleVersion),
  runs: v.pipe(
    v.array(v.looseObject({ name: short, results: v.unknown() })),
    v.minLength(1),
    v.maxLength(maxRuns),
  ),
  record: v.exactOptional(hex),
});
