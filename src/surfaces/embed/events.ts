/** The events of `<a2-experiment>`. All bubble and cross shadow roots. */
import type { RunProgress, TrialSummary } from '../api/events.ts';
import type { ResultsDocument, TrialResult } from '../../formats/results/document.ts';
import type { Experiment } from '../../document/schema.ts';

const everywhere = { bubbles: true, composed: true } as const;

/** A run has started. */
export class A2StartEvent extends Event {
  static readonly type = 'a2-start';
  /** As run: with its seed, changed settings and stand-ins. */
  readonly experiment: Experiment;
  readonly trials: readonly TrialSummary[];

  constructor(experiment: Experiment, trials: readonly TrialSummary[]) {
    super(A2StartEvent.type, everywhere);
    this.experiment = experiment;
    this.trials = trials;
  }
}

/** The run has progressed; about ten times a second. */
export class A2ProgressEvent extends Event implements RunProgress {
  static readonly type = 'a2-progress';
  /** Of the whole run, 0 … 1. */
  readonly fraction: number;
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** An estimate; null before there is one. */
  readonly secondsLeft: number | null;

  constructor({ fraction, stepsDone, stepsTotal, secondsLeft }: RunProgress) {
    super(A2ProgressEvent.type, everywhere);
    this.fraction = fraction;
    this.stepsDone = stepsDone;
    this.stepsTotal = stepsTotal;
    this.secondsLeft = secondsLeft;
  }
}

/** A trial has ended: done, diverged, failed or cancelled. */
export class A2TrialEvent extends Event {
  static readonly type = 'a2-trial';
  readonly trial: TrialResult;

  constructor(trial: TrialResult) {
    super(A2TrialEvent.type, everywhere);
    this.trial = trial;
  }
}

/** The run has ended: all trials have ended, or it was cancelled. */
export class A2CompleteEvent extends Event {
  static readonly type = 'a2-complete';
  readonly results: ResultsDocument;
  readonly cancelled: boolean;

  constructor(results: ResultsDocument, cancelled: boolean) {
    super(A2CompleteEvent.type, everywhere);
    this.results = results;
    this.cancelled = cancelled;
  }
}

/** The experiment could not be shown, or its run could not continue. */
export class A2ErrorEvent extends Event {
  static readonly type = 'a2-error';
  /** `experiment-invalid`, `dataset-network`, `worker-crashed` … */
  readonly code: string;
  /** The action, the value, and what was wanted. */
  readonly message: string;

  constructor(code: string, message: string) {
    super(A2ErrorEvent.type, everywhere);
    this.code = code;
    this.message = message;
  }
}

declare global {
  interface HTMLElementEventMap {
    'a2-start': A2StartEvent;
    'a2-progress': A2ProgressEvent;
    'a2-trial': A2TrialEvent;
    'a2-complete': A2CompleteEvent;
    'a2-error': A2ErrorEvent;
  }
}
