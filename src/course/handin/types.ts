/** What a student hands in, before it is a document. */
import type { TheoryAnswer } from '../answers/questions.ts';
import type { Environment, ProvenanceRecord } from '../../formats/results/document.ts';
import type { Experiment } from '../../document/schema.ts';
import type { TableReport } from '../../data/explore/columns.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import type { Start } from '../../figures/plans.ts';
import type { TrialState } from '../../lab/state.ts';

export interface Student {
  readonly name: string;
  readonly id: string;
  readonly course: string;
}

/** The key of `HandInRun.texts` under which the findings stand as one text. */
export const wholeText = 'findings';

/** One experiment of the report as it was run: from a live state, from the store, or from a document. */
export interface HandInRun {
  readonly experiment: Experiment;
  readonly trials: readonly TrialState[];
  readonly passport: ProvenanceRecord;
  readonly environment: Environment;
  /**
   * Findings as the student edited them: all of them under `wholeText`, or single sentences by their
   * finding's id. Empty: as the lab wrote them.
   */
  readonly texts: ReadonlyMap<string, string>;
}

/** An untrained network that was looked at. */
export interface InspectedStart extends Start {
  readonly inspection: Inspection;
}

/** The housing data as the questions on them need it. */
export interface HousingData {
  readonly seed: number;
  readonly name: 'california-housing' | 'housing-synthetic';
  /** Of the files; `synthetic:…` for the stand-in. */
  readonly checksum: string;
  readonly rows: number;
  readonly report: TableReport;
}

/** What is shown without any training. */
export interface HandInData {
  readonly housing: HousingData | null;
  /** The networks that I1c starts from, one an initialisation; [] where none was looked at. */
  readonly starts: readonly InspectedStart[];
}

export interface HandIn {
  readonly student: Student;
  /** By their experiments' names, I1c I1d I1f I2c I2d; some may be missing. */
  readonly runs: readonly HandInRun[];
  readonly theory: readonly TheoryAnswer[];
  readonly data: HandInData;
  readonly date: Date;
  /** Names of questions that the student leaves out, "T3" or "I2d". */
  readonly without?: ReadonlySet<string>;
}

export interface Missing {
  /** "T3", "I1d"; '' for the title's own fields. */
  readonly question: string;
  readonly kind: 'student' | 'theory' | 'run' | 'trials' | 'data' | 'stand-in';
  /** In a sentence. */
  readonly what: string;
  /** The experiment whose run would fill it; null where none does. */
  readonly experiment: string | null;
}
