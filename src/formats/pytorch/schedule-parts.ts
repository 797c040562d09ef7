/** The program's schedules: only what its trials use, nothing where none has one. */
import type { ScheduleMeta, SchedulePython } from '../../catalog/kinds/schedule.ts';
import { courseOf, type ScheduleSettings } from '../../catalog/lookup/schedule.ts';
import { scheduleMeta } from '../../catalog/registry/schedule.meta.ts';
import { schedulePython } from '../../catalog/registry/schedule.python.ts';
import { observedKey } from '../../document/observed.ts';
import { stepsPerEpoch } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';

/** A trial's schedule in the program's settings; null if it has none. */
export function scheduleArguments(trial: Trial): Readonly<Record<string, unknown>> | null {
  const { schedule, optimizer, epochs } = trial;
  if (schedule === undefined) return null;
  // The cast is safe: a member's part takes the settings of the same member's fields.
  const python = schedulePython[schedule.name] as SchedulePython<ScheduleSettings>;
  const course = courseOf({ schedule, optimizer, epochs, stepsPerEpoch: stepsPerEpoch(trial) });
  return {
    name: schedule.name,
    ...python.arguments(schedule, course),
    ...(schedule.warmup === undefined ? {} : { warmup: schedule.warmup }),
  };
}

export interface SchedulePieces {
  /** Functions before the training. */
  readonly code: string;
  /** Names in settings of schedules that move at every step. */
  readonly perStep: readonly string[];
  /** A Python expression of the loss that some of them follow; null if none does. */
  readonly observed: string | null;
}

const afterWarmup = `class PlateauAfterWarmup:
    """LinearLR for some epochs, then ReduceLROnPlateau, which SequentialLR does not take."""

    def __init__(self, optimizer, warmup, **arguments):
        self.optimizer, self.left = optimizer, warmup["epochs"]
        schedulers = torch.optim.lr_scheduler
        self.first = schedulers.LinearLR(optimizer, warmup["factor"], total_iters=self.left)
        self.then = schedulers.ReduceLROnPlateau(optimizer, **arguments)

    def step(self, loss):
        self.left -= 1
        if self.left < 0:
            self.then.step(loss)
            return
        self.first.step()
        if self.left == 0:
            for group in self.optimizer.param_groups:
                group["lr"] = group["initial_lr"]`;

/** Null if no trial has a schedule. */
export function schedulePieces(trials: readonly Trial[]): SchedulePieces | null {
  const used = trials.flatMap((trial) =>
    trial.schedule === undefined ? [] : [{ trial, schedule: trial.schedule }],
  );
  const [first] = used;
  if (first === undefined) return null;
  const names = [...new Set(used.map(({ schedule }) => schedule.name))];
  const traitsOf = (name: (typeof names)[number]): ScheduleMeta['traits'] =>
    scheduleMeta[name].traits;
  const observing = names.filter((name) => traitsOf(name).observes === true);
  const warmed = used.filter(({ schedule }) => schedule.warmup !== undefined);
  const afterFirst = warmed.filter(({ schedule }) => observing.includes(schedule.name));
  const table = names.map(
    (name) => `    "${name}": torch.optim.lr_scheduler.${schedulePython[name].className},`,
  );
  const own =
    afterFirst.length === 0
      ? ''
      : `    if make is torch.optim.lr_scheduler.ReduceLROnPlateau:
        return PlateauAfterWarmup(optimizer, warmup, **arguments)
`;
  const sequence =
    afterFirst.length === warmed.length
      ? ''
      : `    epochs = warmup["epochs"]
    first = torch.optim.lr_scheduler.LinearLR(optimizer, warmup["factor"], total_iters=epochs)
    both = [first, make(optimizer, **arguments)]
    return torch.optim.lr_scheduler.SequentialLR(optimizer, both, milestones=[epochs])
`;
  const make = `def make_schedule(settings, optimizer):
    """What moves the learning rate; None if it stays the same."""
    if settings["schedule"] is None:
        return None
    arguments = dict(settings["schedule"])
${
  warmed.length === 0
    ? `    make = SCHEDULES[arguments.pop("name")]
    return make(optimizer, **arguments)`
    : `    make, warmup = SCHEDULES[arguments.pop("name")], arguments.pop("warmup", None)
    if warmup is None:
        return make(optimizer, **arguments)
    # The rate climbs to the optimiser's own first; then the schedule begins.
${own}${sequence}`.trimEnd()
}`;
  return {
    code: [
      `SCHEDULES = {\n${table.join('\n')}\n}`,
      ...(afterFirst.length === 0 ? [] : [afterWarmup]),
      make,
    ].join('\n\n\n'),
    perStep: names.filter((name) => traitsOf(name).per === 'step'),
    observed: observing.length === 0 ? null : observedLoss(first.trial, trials),
  };
}

/** Rows may be held out in some of the trials only. */
function observedLoss({ dataset }: Trial, trials: readonly Trial[]): string {
  const own = `record["${observedKey({ ...dataset, validation: null })}"]`;
  const validates = trials.some((trial) => trial.dataset.validation !== null);
  return validates ? `record.get("${observedKey({ ...dataset, validation: 1 })}", ${own})` : own;
}

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** A condition that a trial's schedule is one of these. */
const isOne = (names: readonly string[]): string =>
  `settings["schedule"] is not None and settings["schedule"]["name"] in (${listed(names)},)`;

/** Lines of `train` before its loop. */
export const scheduleLines = ({ perStep }: SchedulePieces): string =>
  `    schedule = make_schedule(settings, optimizer)
${perStep.length === 0 ? '' : `    per_step = schedule if ${isOne(perStep)} else None\n`}`;

/** Lines of `train` at the end of an epoch. */
export function epochEndLines(
  { perStep, observed }: SchedulePieces,
  all: readonly Trial[],
): string {
  const isEpochs = perStep.length === 0 ? 'schedule is not None' : 'schedule is not per_step';
  if (observed === null)
    return `        if ${isEpochs}:
            schedule.step()
`;
  const following = [
    ...new Set(
      all.flatMap(({ schedule }) =>
        schedule !== undefined && scheduleMeta[schedule.name].traits.observes === true
          ? [schedule.name]
          : [],
      ),
    ),
  ];
  return `        if ${isOne(following)}:
            schedule.step(${observed})
        elif ${isEpochs}:
            schedule.step()
`;
}
