/** A schedule: how the learning rate, or another number of the optimiser, changes while a trial trains. */
import type { Check, Fields } from './fields.ts';
import type { MemberHelp } from './help.ts';
import type { Meta } from './members.ts';

export interface ScheduleMeta extends Meta {
  readonly fields: Fields;
  readonly check?: Check;
  readonly traits: {
    /** The unit after which it moves the rates: its plan counts in these. */
    readonly per: 'epoch' | 'step';
    /** Whether it changes nothing, so that a document need not name it. */
    readonly isConstant?: true;
    /** Whether it follows the loss: the validation part’s, or the training part’s if no rows are held out. */
    readonly observes?: true;
  };
}

/** Settings of the optimiser that a schedule replaces, by key: `learningRate`, perhaps `momentum` or `beta1`. */
export type Rates = Readonly<Record<string, number>>;

/** The trial that a schedule moves through. */
export interface Course {
  /** The optimiser’s settings as the document has them; without a setting `momentum`, it has none. */
  readonly base: Rates & { readonly learningRate: number };
  /** Units of the whole trial: epochs or steps, whichever it counts in. */
  readonly units: number;
}

/** What a schedule knows between two units; all of it follows from the settings and the epochs’ figures. */
export interface Moved {
  readonly rates: Rates;
}

/** In float64, with the operations of torch.optim.lr_scheduler in its order: most multiply the rate before. */
export interface SchedulePlan<Settings = never, State extends Moved = never> {
  /** For the first unit. */
  readonly start: (settings: Settings, course: Course) => Moved;
  /**
   * For unit `unit`, counted from 0, so at least 1.
   * @param before of the unit before it
   * @param loss observed after that unit; NaN for a schedule that observes none
   */
  readonly next: (
    before: State,
    settings: Settings,
    course: Course,
    unit: number,
    loss: number,
  ) => Moved;
}

export interface SchedulePython<Settings = never> {
  /** In torch.optim.lr_scheduler. */
  readonly className: string;
  /** Its arguments besides the optimiser, under PyTorch’s names. */
  readonly arguments: (settings: Settings, course: Course) => Readonly<Record<string, unknown>>;
}

export interface ScheduleParts {
  readonly meta: ScheduleMeta;
  /** Its explanation. */
  readonly help?: MemberHelp;
  readonly plan: SchedulePlan;
  readonly python: SchedulePython;
}
