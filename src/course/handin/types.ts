/** The content of a hand-in, before it is rendered. */
import type { TheoryAnswer } from '../answers/questions.ts';
import type { Environment, ProvenanceRecord } from '../../formats/results/document.ts';
import type { Experiment } from '../../document/schema.ts';
import type { TableReport } from '../../data/explore/columns.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import type { Start } from '../../figures/plans.ts';
import type { MeasuredStart } from '../../lab/starts/measured.ts';
import type { TrialState } from '../../lab/state.ts';
import type { RanProgram } from './ran-program.ts';
import type { Own } from './own/types.ts';
import type { RegressionFit } from './regression-fit.ts';

export interface Student {
  readonly name: string;
  readonly id: string;
  readonly course: string;
}

/** The key of `HandInRun.texts` for the findings as one text. */
export const wholeText = 'findings';

/** One run of an experiment: from a live session, from the store, or from a results document. */
export interface HandInRun {
  readonly experiment: Experiment;
  readonly trials: readonly TrialState[];
  readonly passport: ProvenanceRecord;
  readonly environment: Environment;
  /**
   * Findings edited by the student: all of them under `wholeText`, or single sentences by the finding's
   * id. Empty if unedited.
   */
  readonly texts: ReadonlyMap<string, string>;
}

/** An untrained network with its inspection. */
export interface InspectedStart extends Start {
  readonly inspection: Inspection;
}

/** The housing data as questions I2a and I2b need them. */
export interface HousingData {
  readonly seed: number;
  readonly name: 'california-housing' | 'housing-synthetic';
  /** Checksum of the files; `synthetic:…` for the stand-in. */
  readonly checksum: string;
  readonly rows: number;
  readonly report: TableReport;
}

/** The content that needs no training. */
export interface HandInData {
  readonly housing: HousingData | null;
  /** The untrained networks of I1c, one per initialisation; [] if not inspected. */
  readonly starts: readonly InspectedStart[];
  /** The untrained networks that explain the runs, at several depths; empty or omitted if not measured. */
  readonly measured?: readonly MeasuredStart[];
  /** The network of I2c on the test part; absent or null if its model or the data are unavailable. */
  readonly fit?: RegressionFit | null;
}

export interface HandIn {
  readonly student: Student;
  /** In the order I1c, I1d, I1f, I2c, I2d; some may be missing. */
  readonly runs: readonly HandInRun[];
  readonly theory: readonly TheoryAnswer[];
  readonly data: HandInData;
  readonly date: Date;
  /** The questions' programs that were run beside the lab; none if omitted. */
  readonly ran?: readonly RanProgram[];
  /** Names of questions that the student excludes, such as "T3" or "I2d". */
  readonly without?: ReadonlySet<string>;
  /** The student's choices and answers; absent where nobody was asked for any. */
  readonly own?: Own;
}

export interface Missing {
  /** "T3", "I1d"; '' for the fields of the title block. */
  readonly question: string;
  readonly kind:
    'student' | 'theory' | 'run' | 'trials' | 'data' | 'stand-in' | 'photo' | 'agreement';
  /** In a sentence. */
  readonly what: string;
  /** The experiment whose run would supply it; null if none would. */
  readonly experiment: string | null;
}
