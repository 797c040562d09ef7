/** Columns for the figures, from the trials of a run. */
import { Latest, latestIn } from '../base/latest.ts';
import type { ChartLine, ChartModel } from './charts/model.ts';
import type { XWindow } from './charts/window.ts';
import type { EpochRecord } from '../document/results.ts';
import type { Axis } from '../document/schema.ts';
import type { TrialState } from '../lab/state.ts';
import {
  begunOf,
  groupMembers,
  groupOf,
  hasSeedAxis,
  meanOf,
  type BadgeOf,
  type TrialGroup,
} from './seeds.ts';
import type { EpochFigure, Figure } from './specs.ts';
import { StepModels } from './step-models.ts';

/** More lines than this cannot be told apart; the table has them all. */
export const maxGroups = 60;

/** Which groups are shown where there are more than `maxGroups`. */
export interface Choice {
  /** Higher is shown first; null shows groups in their order. */
  readonly rank: ((trials: readonly TrialState[]) => number) | null;
  /** A trial whose group is shown in any case. */
  readonly also: string | null;
}

const inOrder: Choice = { rank: null, also: null };

export class FigureModels {
  readonly #axes: readonly Axis[];
  readonly #badgeOf: BadgeOf;
  readonly #steps = new StepModels();
  readonly #members = new Latest<readonly (readonly number[])[]>();
  readonly #chosen = new Latest<TrialGroup[]>();
  readonly #groups = new Map<string, Latest<TrialGroup>>();
  readonly #models = new Map<string, Latest<ChartModel>>();
  readonly #lines = new Map<string, Latest<ChartLine[]>>();

  /** @param badgeOf is said beside a trial's name; omitted: nothing is */
  constructor(axes: readonly Axis[], badgeOf: BadgeOf = () => undefined) {
    this.#axes = axes;
    this.#badgeOf = badgeOf;
  }

  /** How many groups there are, of which at most `maxGroups` are shown. */
  count(trials: readonly TrialState[], together: boolean): number {
    return this.#membersOf(trials, together).length;
  }

  /** Indices of trials; they depend on the plans only. */
  #membersOf(trials: readonly TrialState[], together: boolean): readonly (readonly number[])[] {
    const plans = trials.map(({ plan }) => plan);
    return this.#members.of([together, ...plans], () => {
      const indexed = plans.map((plan, index) => ({ plan, index }));
      return groupMembers(indexed, this.#axes, together).map((each) =>
        each.map(({ index }) => index),
      );
    });
  }

  /** All figures of a snapshot show the same groups. */
  #shown(trials: readonly TrialState[], together: boolean, choice: Choice): TrialGroup[] {
    const { rank, also } = choice;
    return this.#chosen.of([trials, together, rank, also], () =>
      this.#choose(trials, together, choice),
    );
  }

  #choose(trials: readonly TrialState[], together: boolean, choice: Choice): TrialGroup[] {
    const all = this.#membersOf(trials, together).map((each) => each.map((at) => trials[at]!));
    return chosen(all, choice).map((members) => {
      const { group } = latestIn(this.#groups, `${String(together)} ${members[0]!.plan.id}`).of(
        members.flatMap(({ status, epochs }) => [status, epochs]),
        () => groupOf(members, this.#axes, together, this.#badgeOf),
      );
      return { group, trials: members, together: together && hasSeedAxis(this.#axes) };
    });
  }

  /**
   * The same object as long as nothing that the figure shows has changed.
   * @param together whether trials that differ in their seed only are one line
   * @param window a part of x; only figures over the steps have more points there
   */
  model(
    figure: Figure,
    trials: readonly TrialState[],
    together = false,
    window: XWindow | null = null,
    choice: Choice = inOrder,
  ): ChartModel {
    const part = window === null ? 'whole' : 'part';
    const groups = this.#shown(trials, together, choice);
    const from = groups.flatMap((each) => [
      each.group.id,
      each.together,
      ...each.trials.flatMap((trial) => [trial.status, ...drawnOf(figure, trial)]),
    ]);
    return latestIn(this.#models, `${figure.spec.id} ${part}`).of([String(window), ...from], () =>
      this.#build(figure, groups, window),
    );
  }

  #epochs(figure: EpochFigure, groups: readonly TrialGroup[]): ChartModel {
    const { id, xRange } = figure.spec;
    const count = xRange[1];
    const lines = groups.flatMap((each) =>
      latestIn(this.#lines, `${id} ${each.group.id}`).of(
        [count, ...each.trials.map(({ epochs }) => epochs)],
        () => epochLines(figure, each, count),
      ),
    );
    return withNote({
      x: Array.from({ length: count }, (_, index) => index + 1),
      groups: groups.map(({ group }) => group),
      lines,
    });
  }

  #build(figure: Figure, groups: readonly TrialGroup[], window: XWindow | null): ChartModel {
    switch (figure.kind) {
      case 'epochs':
        return this.#epochs(figure, groups);
      case 'layers':
        return layerModel(figure.spec.xRange[1], groups);
      case 'steps':
        return this.#steps.model(window ?? figure.spec.xRange, groups, window === null);
      default:
        return figure satisfies never;
    }
  }
}

/** What a figure draws of a trial. Losses are appended to in place, the rest is replaced. */
function drawnOf(figure: Figure, trial: TrialState): readonly unknown[] {
  switch (figure.kind) {
    case 'epochs':
      return [trial.epochs];
    case 'steps':
      return [trial.batchLosses, trial.batchLosses.length];
    case 'layers':
      return [trial.gradientNorms];
    default:
      return figure satisfies never;
  }
}

/** At most `maxGroups` of all groups, in the order of the choice. */
function chosen(
  groups: readonly (readonly TrialState[])[],
  { rank, also }: Choice,
): readonly (readonly TrialState[])[] {
  if (groups.length <= maxGroups) return groups;
  const ordered =
    rank === null
      ? groups
      : groups
          .map((trials) => ({ trials, rank: rank(trials) }))
          .toSorted((a, b) => b.rank - a.rank)
          .map(({ trials }) => trials);
  const shown = ordered.slice(0, maxGroups);
  const has = (trials: readonly TrialState[]) => trials.some(({ plan }) => plan.id === also);
  const wanted = also === null || shown.some(has) ? undefined : groups.find(has);
  return wanted === undefined ? shown : [...shown.slice(0, -1), wanted];
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

/** A group's values: the one trial's, or the mean over its seeds. @param has whether a trial has values yet */
function valuesOf(
  { trials, together }: TrialGroup,
  has: (trial: TrialState) => boolean,
  column: (trial: TrialState) => (number | null)[],
): Pick<ChartLine, 'values' | 'spread'> {
  if (!together) return { values: column(trials[0]!) };
  return meanOf(begunOf(trials, has).map(column), trials.length);
}

/** Of one group over the epochs. @param count of epochs */
function epochLines(figure: EpochFigure, each: TrialGroup, count: number): ChartLine[] {
  const column =
    (read: (record: EpochRecord) => number | undefined) =>
    ({ epochs }: TrialState) => {
      const values = new Array<number | null>(count).fill(null);
      for (const record of epochs) values[record.epoch - 1] = finite(read(record));
      return values;
    };
  const group = each.group.id;
  const validates = each.trials.some(({ plan }) => plan.trial.dataset.validation !== null);
  const line = (name: string, read: (record: EpochRecord) => number | undefined): ChartLine => ({
    group,
    name,
    dashed: name !== 'train' && name !== '',
    ...valuesOf(each, ({ epochs }) => epochs.length > 0, column(read)),
  });
  if (figure.isSingle) return [line('', figure.train)];
  return [
    line('train', figure.train),
    line('test', figure.test),
    // In full it would not fit over its column of figures.
    ...(validates ? [{ ...line('valid.', figure.validation), dotted: true }] : []),
  ];
}

function layerModel(depth: number, groups: readonly TrialGroup[]): ChartModel {
  const x = Array.from({ length: depth }, (_, index) => index + 1);
  const has = ({ gradientNorms }: TrialState) => gradientNorms !== null;
  const lines = groups.map((each): ChartLine => {
    const column = ({ gradientNorms }: TrialState) =>
      x.map((_, layer) => finite(gradientNorms?.activations[layer]));
    return { group: each.group.id, name: '', dashed: false, ...valuesOf(each, has, column) };
  });
  return withNote({ x, groups: groups.map(({ group }) => group), lines });
}

function withNote(model: ChartModel): ChartModel {
  const seeds = model.lines.some(({ spread }) => spread !== undefined);
  return seeds
    ? { ...model, note: 'Lines are means over seeds; bands span the minimum to the maximum' }
    : model;
}
