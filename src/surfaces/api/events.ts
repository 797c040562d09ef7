/** The events of a run, as plain data, in order. */
import type { DatasetProgress } from '../../protocol/dataset.ts';
import type { EpochRecord } from '../../document/results.ts';
import type { ResultsDocument, TrialResult } from '../../formats/results/document.ts';
import type { Experiment } from '../../document/schema.ts';

export interface TrialSummary {
  /** Content hash. */
  readonly id: string;
  /** Its values along the axes: `{ "optimizer.name": "adam" }`. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface RunProgress {
  /** Of the whole run, 0 … 1. */
  readonly fraction: number;
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** An estimate; null before there is one. */
  readonly secondsLeft: number | null;
}

export type ExperimentEvent =
  | {
      readonly type: 'start';
      /** As run: with the seed and the stand-ins that the options ask for. */
      readonly experiment: Experiment;
      readonly trials: readonly TrialSummary[];
    }
  | { readonly type: 'dataset'; readonly progress: DatasetProgress }
  | ({ readonly type: 'progress' } & RunProgress)
  | { readonly type: 'epoch'; readonly trial: TrialSummary; readonly record: EpochRecord }
  /** A trial has ended: done, diverged, failed or cancelled. */
  | { readonly type: 'trial'; readonly result: TrialResult }
  | { readonly type: 'complete'; readonly results: ResultsDocument };
