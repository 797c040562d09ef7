/** Writes the results document: the only place that assembles it. */
import type { Experiment } from '../../document/schema.ts';
import { labVersion } from '../../base/version.ts';
import { base64Pieces } from '../base64.ts';
import { bytesOfFloats } from '../../base/little-endian.ts';
import { documentParts, inPieces } from '../json/write.ts';
import {
  resultsFormat,
  resultsVersion,
  type AboutRun,
  type ClassRecord,
  type Environment,
  type ProvenanceRecord,
  type ResultsDocument,
  type SearchRecord,
  type TrialResult,
} from './document.ts';
import { provenanceRecordOf } from './provenance-record.ts';
import { hashLossesOnce } from './hash-once.ts';
import { withRecord } from './seals.ts';
import { engineText, trialResult, type RecordedTrial } from './trial.ts';

/** A run as recorded in a document: the input for writing and the result of reading. */
export interface RecordedRun extends ClassRecord {
  readonly experiment: Experiment;
  readonly trials: readonly RecordedTrial[];
  readonly environment: Environment;
  /** Its provenance record, or when the run began, in ms since 1970, to create one. */
  readonly passport: ProvenanceRecord | { readonly started: number };
  readonly search?: SearchRecord;
  readonly about?: AboutRun;
}

/** A document whose losses are the memory of its trials; `documentParts` writes them as base64. */
export type HeldDocument = ResultsDocument<Float32Array>;

/**
 * @param datasets checksums by dataset name: SHA-256, or a stand-in's recipe version
 * @param userAgent of the browser or runtime
 */
export function environmentOf(
  trials: readonly RecordedTrial[],
  datasets: Readonly<Record<string, string>>,
  userAgent: string,
): Environment {
  const engines = new Set(trials.map(engineText).filter((engine) => engine !== 'none'));
  return { lab: labVersion, engine: [...engines].join(', '), userAgent, datasets };
}

/** Whose run it was and its prediction; only present keys, so that other documents lack them. */
export const classRecord = ({ prediction, student }: ClassRecord): ClassRecord => ({
  ...(prediction === undefined ? {} : { prediction }),
  ...(student === undefined ? {} : { student }),
});

/** The document with a provenance record and a seal over all of it. */
export async function resultsDocument(run: RecordedRun): Promise<HeldDocument> {
  const { experiment, trials, environment, passport, search, about } = run;
  const hash = hashLossesOnce();
  const document: HeldDocument = {
    format: resultsFormat,
    version: resultsVersion,
    experiment,
    environment,
    trials: trials.map(trialResult),
    ...(search === undefined ? {} : { search }),
    ...(about === undefined ? {} : { about }),
    passport:
      'started' in passport
        ? await provenanceRecordOf(experiment, trials, passport.started, hash)
        : passport,
    ...classRecord(run),
  };
  return withRecord(document, hash);
}

/** The text of a document in pieces, generated each time it is read. */
export const documentFile = (
  document: HeldDocument,
  signal?: AbortSignal,
): AsyncIterable<string> => ({
  [Symbol.asyncIterator]: () => inPieces(documentParts(document), signal),
});

/** A trial's part as plain data, for pages and other programs. */
export function plainTrial(result: TrialResult<Float32Array>): TrialResult {
  const { losses, ...rest } = result;
  if (losses === undefined) return rest;
  const data = [...base64Pieces(bytesOfFloats(losses.data))].join('');
  // In the same order as in the file.
  return { ...result, losses: { ...losses, data } };
}

/** A document as plain data. It is what its file contains, for documents that fit into memory as text. */
export const plainDocument = (document: HeldDocument): ResultsDocument => ({
  ...document,
  trials: document.trials.map(plainTrial),
});
