/** What pages need from the layers below; main.ts provides it, tests provide their own. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import type { Installation } from '../../offline/install.ts';
import type { LabServices } from '../../lab/ports/services.ts';
import type { Store } from '../../store/store.ts';

/** An experiment and the trials that are shown of it. */
interface ShownExperiment {
  readonly experiment: Experiment;
  readonly plans: readonly PlannedTrial[];
}

export interface Lab extends LabServices {
  /** Registers `<a2-experiment>` for a page that shows one; absent if no such page exists. */
  readonly element?: () => Promise<unknown>;
  /** Whether the lab is an installed app; absent if not tracked. */
  readonly installation?: Pick<Installation, 'state' | 'subscribe' | 'ask'>;
  /**
   * The program of the question that an experiment is, as a student would write it, or as a notebook; null where there
   * is none. Absent without a course.
   */
  readonly studentProgram?: (
    what: 'student' | 'notebook',
    shown: ShownExperiment,
  ) => Promise<{ readonly name: string; readonly text: string } | null>;
  /** The browser's database; null if it has none. */
  readonly store: Store | null;
}
