/**
 * The results document, version 2: what the page exports and the command line writes. `docs/results.md` describes it for
 * other programs, `docs/results.schema.json` as a JSON Schema; `schema.ts` defines what is read.
 */
import type { PartName } from '../../catalog/kinds/metric.ts';
import type {
  ClassCounts,
  DeadUnits,
  TargetStatistics,
  TrialError,
  TrialPlace,
} from '../../document/results.ts';
import type { Experiment } from '../../document/schema.ts';
import type { TrialEnd } from '../../document/trial-status.ts';
import type { Provenance } from './provenance.ts';

/** The document's format name, and the version that is written. */
export const resultsFormat = 'a2-results';
export const resultsVersion = 2;

/** How losses are written: base64 of their bytes as little-endian float32. */
export const lossEncoding = 'base64-float32-le';

/** Norms of the first batch before training; non-finite values are null in a document and NaN when read. */
export interface GradientNorms {
  readonly loss: number | null;
  /** Frobenius norm of ∂L/∂a for every hidden layer, first layer first. */
  readonly activations: readonly (number | null)[];
}

/** Why a trial's training ended. */
export const endReasons = ['finished', 'diverged', 'cancelled', 'failed'] as const;
export type EndReason = (typeof endReasons)[number];

/** JSON has no such numbers, so they are written as text. */
export type NonFinite = 'NaN' | 'Infinity' | '-Infinity';

/** How a trial ended. */
export interface TrialEnding {
  readonly reason: EndReason;
  /** Its last complete epoch; 0 before the first. */
  readonly epoch: number;
  /** The first step with a non-finite loss, counted from 1; only of diverged trials. */
  readonly step?: number;
  /** The loss at that step. */
  readonly loss?: NonFinite;
}

/**
 * The loss of every batch.
 * @template Data base64 in files and in results passed to pages; inside the lab float32, [steps]
 */
export interface RecordedLosses<Data = string> {
  readonly encoding: typeof lossEncoding;
  /** Number of losses: the steps that were trained. */
  readonly count: number;
  readonly data: Data;
}

/**
 * Figures by part and metric, one value for each entry of the trial's `epochs`; null where it was not measured or
 * is not defined.
 */
export type FigureColumns = Readonly<
  Partial<Record<PartName, Readonly<Record<string, readonly (number | null)[]>>>>
>;

export interface TrialResult<Data = string> {
  readonly id: string;
  /** Its values along the axes: `{ "optimizer.name": "adam" }`. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly status: TrialEnd;
  readonly end: TrialEnding;
  /** Training time. */
  readonly seconds: number;
  readonly engine: string;
  /** The epochs that were measured, in order, counted from 1. */
  readonly epochs: readonly number[];
  readonly figures: FigureColumns;
  /** The learning rate of each epoch's first step; only of trials with a schedule. */
  readonly rates?: readonly number[];
  /** Only if the experiment asks for them. */
  readonly losses?: RecordedLosses<Data>;
  readonly gradientNorms?: GradientNorms;
  readonly deadUnits?: DeadUnits;
  /** Regression only: errors on the test part of predicting the mean of the training targets. */
  readonly baseline?: { readonly test: Readonly<Record<string, number>> };
  /** Regression only. */
  readonly targets?: TargetStatistics;
  /** Only for users' tables: the lab's own datasets have equally many rows per class. */
  readonly classes?: ClassCounts;
  /** Where it was trained, as known to the document's writer; omitted if by the writer itself. */
  readonly provenance?: Exclude<Provenance, 'here'>;
  /** Its place in a search; only of searches. */
  readonly place?: TrialPlace;
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

/** What a person wrote about a run. */
export interface AboutRun {
  /** Only if it is not the experiment's title. */
  readonly name?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
}

/** A search as a document records it: reserved, and kept as it is read. */
export type SearchRecord = Readonly<Record<string, unknown>>;

export interface Environment {
  readonly lab: string;
  readonly engine: string;
  readonly userAgent: string;
  /** SHA-256 of the training data, by dataset; stand-ins have the word `synthetic`. */
  readonly datasets: Readonly<Record<string, string>>;
}

export interface ResultsDocument<Data = string> extends ClassRecord {
  readonly format: 'a2-results';
  readonly version: typeof resultsVersion;
  readonly experiment: Experiment;
  readonly environment: Environment;
  readonly trials: readonly TrialResult<Data>[];
  /** Only of searches. */
  readonly search?: SearchRecord;
  /** Only of runs that a person named, tagged or wrote notes on. */
  readonly about?: AboutRun;
  /** Absent in documents of other programs. */
  readonly passport?: ProvenanceRecord;
}
