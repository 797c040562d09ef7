/** Writing the results document: the one place that puts it together. */
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

/** A run as a document records it: what is written is made of it, and what is read back is one again. */
export interface RecordedRun extends ClassRecord {
  readonly experiment: Experiment;
  readonly trials: readonly RecordedTrial[];
  readonly environment: Environment;
  /** The one that it has, or when the run began, in ms since 1970, so that it gets one. */
  readonly passport: ProvenanceRecord | { readonly started: number };
}

/**
 * @param datasets what was trained on, by dataset name: sha256, or the recipe of a stand-in
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

/** Whose run it was and what was expected of it; only what is there, so that other documents lack the keys. */
export const classRecord = ({ prediction, student }: ClassRecord): ClassRecord => ({
  ...(prediction === undefined ? {} : { prediction }),
  ...(student === undefined ? {} : { student }),
});

/** With a passport, and a seal over all of it. */
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
