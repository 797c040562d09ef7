/** What is compared of a trial, whoever ran it: the lab, its exported program or protocol.py. */
import type { EpochRecord } from '../../src/document/results.ts';
import type { TrialEnd } from '../../src/document/trial-status.ts';

export interface Figures {
  /** sha256 of all initial parameters as float32: weight, then bias, layer by layer. */
  readonly weights: string;
  /** sha256 of each part's features and targets as float32, in the order of its rows; null where it is empty. */
  readonly data: {
    readonly train: string;
    readonly test: string;
    readonly validation: string | null;
  };
  /** The same of every batch, in the order in which they were trained on. */
  readonly batches: readonly string[];
  readonly status: TrialEnd;
  /** Of a trial that diverged: at which step, from 1 on. */
  readonly step: number | null;
  readonly losses: readonly number[];
  readonly epochs: readonly EpochRecord[];
  readonly norms: {
    readonly loss: number | null;
    readonly activations: readonly (number | null)[];
  } | null;
}

/** By part. */
export type Undecided = Readonly<Record<string, readonly number[]>>;

/** protocol.py's figures. */
export interface ProtocolFigures extends Figures {
  /**
   * After each epoch, of each part: rows whose two largest scores are within 1e-4, 1e-3, 1e-2, 0.1 and 1 of
   * each other, relatively: which class is predicted is then for rounding to say. Many, where a network answers
   * the same to all.
   */
  readonly undecided: readonly Undecided[];
}

/** A trial's losses and epochs alone, of a run that differs by no more than rounding. */
export type Course = Pick<Figures, 'status' | 'losses' | 'epochs'>;
