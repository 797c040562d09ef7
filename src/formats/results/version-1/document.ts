/** Version 1 of the results document, which the lab wrote until 0.1 and still reads. */
import type {
  ClassCounts,
  DeadUnits,
  EpochRecord,
  MeanBaseline,
  TrialError,
} from '../../../document/results.ts';
import type { Experiment } from '../../../document/schema.ts';
import type { TrialEnd } from '../../../document/trial-status.ts';
import type { ClassRecord, Environment, GradientNorms, ProvenanceRecord } from '../document.ts';
import type { Provenance } from '../provenance.ts';
import type { LossList } from './loss-list.ts';

export const version1 = 1;

/** @template Losses a list of numbers in a file; once read, float32 */
export interface TrialResult1<Losses = LossList> {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly status: TrialEnd;
  readonly seconds: number;
  readonly engine: string;
  /** Figures keyed by part and metric in one word: "testLoss". */
  readonly epochs: readonly EpochRecord[];
  readonly batchLosses?: Losses;
  readonly gradientNorms?: GradientNorms;
  readonly deadUnits?: DeadUnits;
  readonly baseline?: MeanBaseline;
  readonly classes?: ClassCounts;
  /** Contains a divergence's step and loss in its message only. */
  readonly error?: TrialError;
}

export interface ResultsDocument1<Losses = LossList> extends ClassRecord {
  readonly format: 'a2-results';
  readonly version: typeof version1;
  readonly experiment: Experiment;
  readonly environment: Environment;
  readonly trials: readonly TrialResult1<Losses>[];
  /** Of all trials together. */
  readonly provenance?: Provenance;
  readonly passport?: ProvenanceRecord;
}
