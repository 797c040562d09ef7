/** Several results documents in one file. */
import * as v from 'valibot';
import { contentHash } from '../../document/hash.ts';
import { inPieces, valueParts } from '../json/write.ts';
import type { ProvenanceRecord } from './document.ts';
import { hex, short } from './shared-schema.ts';
import type { HeldDocument } from './write.ts';

export const bundleFormat = 'a2-results-bundle';
const bundleVersion = 1;
const maxRuns = 1_000;

export interface NamedResults {
  readonly name: string;
  readonly results: HeldDocument;
}

/**
 * The text of a bundle, with a seal over the names and their runs' seals. Only one run is held at a time: each is
 * asked for when those before it are written. Throws the signal's reason.
 */
export async function* bundlePieces(
  runs: AsyncIterable<NamedResults>,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  yield `{\n  "format": "${bundleFormat}",\n  "version": ${bundleVersion},\n  "runs": [`;
  const sealed: Parameters<typeof bundleSeal>[0][number][] = [];
  for await (const { name, results } of runs) {
    yield `${sealed.length === 0 ? '' : ','}\n    {\n      "name": ${JSON.stringify(name)},\n      "results": `;
    yield* inPieces(valueParts(results, '      '), signal);
    yield '\n    }';
    const { passport } = results;
    sealed.push({ name, results: { passport } });
  }
  yield `\n  ],\n  "record": "${bundleSeal(sealed)}"\n}\n`;
}

/** SHA-256 over the names with the seals of their runs. */
export const bundleSeal = (
  runs: readonly { readonly name: string; readonly results: unknown }[],
): string =>
  contentHash(
    runs.map(({ name, results }) => {
      const { passport } = results as { readonly passport?: ProvenanceRecord };
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
  /** Absent in bundles of earlier versions. */
  record: v.exactOptional(hex),
});
