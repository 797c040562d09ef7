/** Runs a schedule: the optimiser's settings that it replaces, unit by unit. */
import type { ChoiceOf } from '../kinds/fields.ts';
import type { Course, Moved, Rates, SchedulePlan } from '../kinds/schedule.ts';
import { scheduleMeta, type ScheduleMetas } from '../registry/schedule.meta.ts';
import { schedulePlan } from '../registry/schedule.plan.ts';
import { linearNext, linearStart } from '../shared/schedule-rates.ts';

/** The rate climbs from `factor` times the optimiser's to all of it, within `epochs`. */
export interface Warmup {
  readonly epochs: number;
  readonly factor: number;
}

export type ScheduleSettings = ChoiceOf<ScheduleMetas> & { readonly warmup?: Warmup };

/** What of a trial a schedule depends on. */
export interface Scheduled {
  readonly schedule: ScheduleSettings;
  /** The optimiser's settings. */
  readonly optimizer: { readonly learningRate: number };
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

/** How a plan of any member is called: the casts are safe, because a plan gets its own settings and states back. */
type Plan = SchedulePlan<object, Moved>;

/** The course of a schedule's units; settings that are no numbers are not scheduled. */
export function courseOf({ schedule, optimizer, epochs, stepsPerEpoch }: Scheduled): Course {
  const numbers = Object.entries(optimizer).filter(([, value]) => typeof value === 'number');
  const perStep = scheduleMeta[schedule.name].traits.per === 'step';
  return {
    base: Object.fromEntries(numbers) as Course['base'],
    units: perStep ? epochs * stepsPerEpoch : epochs,
  };
}

/**
 * A warm-up is torch.optim.lr_scheduler.LinearLR up to its last epoch; then the schedule begins, as in SequentialLR.
 * A later epoch's rates may depend on the losses of those before, so they are known one epoch at a time.
 */
export class ScheduleRun {
  readonly #scheduled: Scheduled;
  readonly #course: Course;
  readonly #plan: Plan;
  #unit = 0;
  #moved: Moved;

  constructor(scheduled: Scheduled) {
    const { schedule } = scheduled;
    this.#scheduled = scheduled;
    this.#course = courseOf(scheduled);
    this.#plan = schedulePlan[schedule.name] as Plan;
    const { warmup } = schedule;
    this.#moved =
      warmup === undefined
        ? this.#plan.start(schedule, this.#course)
        : linearStart(lineOf(warmup), this.#course);
  }

  /** Of the first step of the coming epoch. */
  get rates(): Rates {
    return this.#moved.rates;
  }

  /** The rates of the coming epoch's steps, counted from 0; to be called once an epoch, before `epochEnd`. */
  epoch(): (step: number) => Rates {
    const { rates } = this;
    if (this.#perEpoch) return () => rates;
    const all = Array.from({ length: this.#scheduled.stepsPerEpoch }, () => {
      const own = this.rates;
      this.#next(NaN);
      return own;
    });
    return (step) => all[step]!;
  }

  /** Ends an epoch. @param loss that the schedule observes, if it observes one */
  epochEnd(loss: number): void {
    if (this.#perEpoch) this.#next(loss);
  }

  get #perEpoch(): boolean {
    return scheduleMeta[this.#scheduled.schedule.name].traits.per === 'epoch';
  }

  #next(loss: number): void {
    const { schedule } = this.#scheduled;
    const { warmup } = schedule;
    this.#unit += 1;
    const own = this.#unit - (warmup?.epochs ?? 0);
    if (warmup !== undefined && own < 0)
      this.#moved = linearNext(
        this.#moved as ReturnType<typeof linearStart>,
        lineOf(warmup),
        this.#course,
        this.#unit,
      );
    else if (own === 0) this.#moved = this.#plan.start(schedule, this.#course);
    else this.#moved = this.#plan.next(this.#moved, schedule, this.#course, own, loss);
  }
}

const lineOf = ({ epochs, factor }: Warmup) => ({ epochs, startFactor: factor, endFactor: 1 });
