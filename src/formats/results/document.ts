/** The results document: what the page exports and the command line writes. `schema.ts` says what of it is read. */
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

/** What a document calls itself, and the version that is written. */
export const resultsFormat = 'a2-results';
export const resultsVersion = 1;

/** Of the first batch before training; what is not finite is null in a document and NaN when read. */
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

/** What a run's figures rest on, for whoever wants to repeat it. */
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

/** What a document keeps of its reader. */
export interface ClassRecord {
  /** Only where the experiment asks for one. */
  readonly prediction?: Prediction;
  /** Only where the experiment gives each reader a seed. */
  readonly student?: Student;
}

export interface Environment {
  readonly lab: string;
  readonly engine: string;
  readonly userAgent: string;
  /** sha256 of what was trained on, by dataset; stand-ins carry the word `synthetic`. */
  readonly datasets: Readonly<Record<string, string>>;
}

export interface ResultsDocument extends ClassRecord {
  readonly format: 'a2-results';
  readonly version: 1;
  readonly experiment: Experiment;
  readonly environment: Environment;
  readonly trials: readonly TrialResult[];
  /** Where it was trained, as whoever wrote the document knew; left out where it was the writer. */
  readonly provenance?: Provenance;
  /** Not in documents of earlier versions of the lab. */
  readonly passport?: ProvenanceRecord;
}
