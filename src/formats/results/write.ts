/** Writes the results document: the only place that assembles it. */
import type { Experiment } from '../../document/schema.ts';
import { labVersion } from '../../base/version.ts';
import {
  resultsFormat,
  resultsVersion,
  type ClassRecord,
  type Environment,
  type ProvenanceRecord,
  type ResultsDocument,
} from './document.ts';
import { provenanceRecordOf } from './provenance-record.ts';
import { provenanceOf } from './provenance.ts';
import { withRecord } from './seals.ts';
import { engineText, trialResult, type RecordedTrial } from './trial.ts';

/** A run as recorded in a document: the input for writing and the result of reading. */
export interface RecordedRun extends ClassRecord {
  readonly experiment: Experiment;
  readonly trials: readonly RecordedTrial[];
  readonly environment: Environment;
  /** Its provenance record, or when the run began, in ms since 1970, to create one. */
  readonly passport: ProvenanceRecord | { readonly started: number };
}

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
export async function resultsDocument(run: RecordedRun): Promise<ResultsDocument> {
  const { experiment, trials, environment, passport } = run;
  const provenance = provenanceOf(trials);
  return withRecord({
    format: resultsFormat,
    version: resultsVersion,
    experiment,
    environment,
    trials: trials.map(trialResult),
    ...(provenance === 'here' ? {} : { provenance }),
    passport:
      'started' in passport
        ? await provenanceRecordOf(experiment, trials, passport.started)
        : passport,
    ...classRecord(run),
  });
}
