/** An explanation: what a run shows, and why, in one paragraph. */
import type { Experiment } from '../../document/schema.ts';
import type { MeasuredStart } from '../../lab/starts/measured.ts';
import type { TrialState } from '../../lab/state.ts';
import type { Measure } from '../measures.ts';
import type { Subject } from '../subjects.ts';
import type { Sentence } from '../types.ts';
import type { Network } from './networks.ts';

/** One sentence of the paragraph, with the measured figures that it rests on. */
export interface Statement extends Sentence {
  /** Where the paragraph would be too long, the sentences with the highest number are left out first. */
  readonly rank: number;
}

/** What the mechanisms are tested against. */
export interface Evidence {
  readonly experiment: Experiment;
  /** Done or diverged, and trained. */
  readonly trials: readonly TrialState[];
  /** Of the trials that are done. */
  readonly subjects: readonly Subject[];
  readonly measure: Measure;
  readonly starts: readonly MeasuredStart[];
  /** The untrained network of a subject's first measured trial. */
  readonly networkOf: (subject: Subject) => Network | null;
}
