/** The results document: what the page exports and the command line writes. `schema.ts` defines what is read. */
import type {
  ClassCounts,
  DeadUnits,
  EpochRecord,
  MeanBaseline,
  TrialError,
} from '../../document/results.ts';
import type { Experiment } from '../../document/schema.ts';
import type { TrialEnd } from '../../document/trial-status.ts';
import type { Provenance } from './provenance.ts';

/** The document's format name, and the version that is written. */
export const resultsFormat = 'a2-results';
export const resultsVersion = 1;

/** Norms of the first batch before training; non-finite values are null in a document and NaN when read. */
export interface GradientNorms {
  readonly loss: number | null;
  /** Frobenius norm of ∂L/∂a for every hidden layer, first layer first. */
  readonly activations: readonly (number | null)[];
}

export interface TrialResult {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly status: TrialEnd;
  readonly seconds: number;
  readonly engine: string;
  readonly epochs: readonly EpochRecord[];
  readonly batchLosses?: readonly number[];
  readonly gradientNorms?: GradientNorms;
  readonly deadUnits?: DeadUnits;
  readonly baseline?: MeanBaseline;
  /** Only for users' tables: the lab's own datasets have equally many rows per class. */
  readonly classes?: ClassCounts;
  readonly error?: TrialError;
}

/** A hash, and the names of the values that it covers. */
export interface Seal {
  readonly of: readonly string[];
  /** Hash of the canonical JSON of the names with their values, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** What a run's figures depend on, for anyone who wants to reproduce it: the document's `passport`. */
export interface ProvenanceRecord {
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
    /** SHA-256 over the learnt weights; absent for earlier versions and diverged trials. */
    readonly weights?: string;
    /** Covers every figure and the weights: equal between runs. Absent in documents of earlier versions. */
    readonly figures?: Seal;
  }[];
  /** sha256 over the hashes of all trials, one a line. */
  readonly losses: string;
  /** Covers the whole document, times included. Absent in documents of earlier versions. */
  readonly record?: Seal;
}

/** A reader's prediction, written before the run. */
export interface Prediction {
  readonly question: string;
  readonly answer: string;
  /** When it was given, ISO 8601. */
  readonly date: string;
}

/** Whose run it was, and the seed derived from the id. */
export interface Student {
  readonly id: string;
  readonly seed: number;
}

/** What a document records about its reader. */
export interface ClassRecord {
  /** Only if the experiment asks for one. */
  readonly prediction?: Prediction;
  /** Only if the experiment gives each reader a seed. */
  readonly student?: Student;
}

export interface Environment {
  readonly lab: string;
  readonly engine: string;
  readonly userAgent: string;
  /** SHA-256 of the training data, by dataset; stand-ins have the word `synthetic`. */
  readonly datasets: Readonly<Record<string, string>>;
}

export interface ResultsDocument extends ClassRecord {
  readonly format: 'a2-results';
  readonly version: 1;
  readonly experiment: Experiment;
  readonly environment: Environment;
  readonly trials: readonly TrialResult[];
  /** Where it was trained, as known to the document's writer; omitted if by the writer itself. */
  readonly provenance?: Provenance;
  /** Absent in documents of earlier versions of the lab. */
  readonly passport?: ProvenanceRecord;
}
