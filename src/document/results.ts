/** The results document: what the page exports and the command line writes. */
import { figureKey, mainMetric, type FiguresOf, type RecordOf } from '../catalog/lookup/metric.ts';
import type { Experiment } from './schema.ts';

export type TrialStatus = 'done' | 'diverged' | 'failed' | 'cancelled';

/** Figures of all parts of the data after an epoch. */
export type ClassificationEpoch = RecordOf<'classification'>;
export type RegressionEpoch = RecordOf<'regression'>;
export type EpochRecord = ClassificationEpoch | RegressionEpoch;

const ofClassification = figureKey('test', mainMetric('classification'));

export const isClassificationEpoch = (record: EpochRecord): record is ClassificationEpoch =>
  ofClassification in record;

/** Hidden units whose output is zero for every row of a sample, so that no gradient passes them. */
export interface DeadUnits {
  /** Share of every hidden layer's units, 0 … 1, first layer first. */
  readonly shares: readonly number[];
  /** The sample: so many of the first training rows. */
  readonly rows: number;
}

/** Errors on the test part of always predicting the mean of the training targets. */
export type MeanBaseline = FiguresOf<'test', 'regression'>;

/** Classification: how many rows each class has, and what the network says of the test part. */
export interface ClassCounts {
  /** Rows of each class that train, [classes]. */
  readonly train: readonly number[];
  /** Rows of each class that test, [classes]. */
  readonly test: readonly number[];
  /** Test rows at the trial's end, [true class][predicted class]; only of trials that got there. */
  readonly confusion?: readonly (readonly number[])[];
}

/** Of the first batch before training; what is not finite is null in a document and NaN when read. */
export interface GradientNorms {
  readonly loss: number | null;
  /** Frobenius norm of ∂L/∂a for every hidden layer, first layer first. */
  readonly activations: readonly (number | null)[];
}

export interface TrialError {
  readonly code: string;
  readonly message: string;
}

export interface TrialResult {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly status: TrialStatus;
  readonly seconds: number;
  readonly engine: string;
  readonly epochs: readonly EpochRecord[];
  readonly batchLosses?: readonly number[];
  readonly gradientNorms?: GradientNorms;
  readonly deadUnits?: DeadUnits;
  readonly baseline?: MeanBaseline;
  /** Only of a table of one's own: the lab's own classes have equally many rows. */
  readonly classes?: ClassCounts;
  readonly error?: TrialError;
}

/** A hash, and the names of the values that it is over. */
export interface Seal {
  readonly of: readonly string[];
  /** Of the canonical JSON of the names with their values, in lower-case hexadecimal. */
  readonly sha256: string;
}

/**
 * Where a run was trained: by this lab on this machine; elsewhere, and trained again here to the same bits;
 * or elsewhere, which is all that is known of it.
 */
export const provenances = ['here', 'verified', 'elsewhere'] as const;
export type Provenance = (typeof provenances)[number];

/** What a run's figures rest on, for whoever wants to repeat it. */
export interface Passport {
  /** sha256 over the experiment's trial and axes, as the ids of trials are. */
  readonly experiment: string;
  /** ISO 8601. */
  readonly date: string;
  readonly trials: readonly {
    readonly id: string;
    readonly engine: string;
    readonly device?: string;
    readonly steps: number;
    /** sha256 over the losses of all batches as little-endian float32. */
    readonly losses: string;
    /** sha256 over the weights that it learnt; not of trials of earlier versions, nor where it diverged. */
    readonly weights?: string;
    /** Over every figure and the weights: equal between runs. Not in documents of earlier versions. */
    readonly figures?: Seal;
  }[];
  /** sha256 over the hashes of all trials, one a line. */
  readonly losses: string;
  /** Over all of the document, its times included. Not in documents of earlier versions. */
  readonly record?: Seal;
}

/** What a reader expected of a run, written before it. */
export interface Prediction {
  readonly question: string;
  readonly answer: string;
  /** When it was given, ISO 8601. */
  readonly date: string;
}

/** Whose run it was, and the seed that followed from the id. */
export interface Student {
  readonly id: string;
  readonly seed: number;
}

export interface ResultsDocument {
  readonly format: 'a2-results';
  readonly version: 1;
  readonly experiment: Experiment;
  readonly environment: {
    readonly lab: string;
    readonly engine: string;
    readonly userAgent: string;
    /** sha256 of what was trained on, by dataset; stand-ins carry the word `synthetic`. */
    readonly datasets: Readonly<Record<string, string>>;
  };
  readonly trials: readonly TrialResult[];
  /** Where it was trained, as whoever wrote the document knew; left out where it was the writer. */
  readonly provenance?: Provenance;
  /** Not in documents of earlier versions of the lab. */
  readonly passport?: Passport;
  /** Only where the experiment asks for one. */
  readonly prediction?: Prediction;
  /** Only where the experiment gives each reader a seed. */
  readonly student?: Student;
}
