/** A question's program: what a student would write, from the settings of the run that is handed in. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';

/** An experiment of the assignment, by its name, and the trials that were run of it. */
export interface ProgramDocument {
  readonly experiment: Experiment;
  readonly plans: readonly PlannedTrial[];
}

/** A piece of a program, and a cell of the notebook. */
export interface Part {
  /** What it is for. In the notebook, it is left out where the last part of this name is the same. */
  readonly name: string;
  readonly code: string;
  /** Whether it is the code that the question asks for, as opposed to reading, printing and drawing. */
  readonly essential?: boolean;
}

export interface StudentProgram {
  /** "I1d". */
  readonly question: string;
  /** "I1d_training.py". */
  readonly file: string;
  /** What it does, in a few words. */
  readonly title: string;
  /** The same in a sentence or two; plain text, not yet fit for a docstring. */
  readonly about: string;
  /** Names of the packages that it needs, for pip. */
  readonly needs: readonly string[];
  /** Where its data come from, in a sentence. */
  readonly data: string;
  /** The pictures that it saves. */
  readonly figures: readonly string[];
  readonly parts: readonly Part[];
  /** The networks whose figures it collects in `results`, in its order; [] if it does not train or measure any. */
  readonly networks: readonly ProgramNetwork[];
}

export interface ProgramNetwork {
  /** Its key in `results`. */
  readonly name: string;
  readonly plan: PlannedTrial;
}
