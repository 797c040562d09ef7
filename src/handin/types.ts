import type { Passport, ResultsDocument } from '../experiment/results.ts';
import type { Experiment } from '../experiment/schema.ts';
import type { TrialState } from '../run/state.ts';

export interface Student {
  readonly name: string;
  readonly id: string;
  readonly course: string;
}

export interface HandInRun {
  readonly experiment: Experiment;
  readonly trials: readonly TrialState[];
  readonly passport: Passport;
  readonly environment: ResultsDocument['environment'];
  readonly texts: ReadonlyMap<string, string>;
}

export interface HandIn {
  readonly student: Student;
  readonly runs: readonly HandInRun[];
  readonly theory: unknown;
  readonly data: unknown;
  readonly date: Date;
}
