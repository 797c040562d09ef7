/** Columns for the figures, from the trials of a run. */
import type { ChartLine, ChartModel } from './charts/model.ts';
import type { XWindow } from './charts/window.ts';
import type { EpochRecord } from '../document/results.ts';
import type { Axis } from '../document/schema.ts';
import type { TrialState } from '../lab/state.ts';
import { meanOf, trialGroups, type TrialGroup } from './seeds.ts';
import type { EpochFigure, Figure } from './specs.ts';
import { StepModels } from './step-models.ts';

/** More lines than this cannot be told apart; the table has them all. */
export const maxGroups = 60;

export class FigureModels {
  readonly #axes: readonly Axis[];
  readonly #steps = new StepModels();
  readonly #cache = new Map<string, { key: string; model: ChartModel }>();

  constructor(axes: readonly Axis[]) {
    this.#axes = axes;
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
  ): ChartModel {
    const part = window === null ? 'whole' : 'part';
    const what = trials.map((trial) => `${trial.status} ${amount(figure, trial)}`).join('|');
    const key = `${together} ${String(window)} ${what}`;
    const cached = this.#cache.get(`${figure.spec.id} ${part}`);
    if (cached?.key === key) return cached.model;
    const groups = trialGroups(trials, this.#axes, together).slice(0, maxGroups);
    const model = this.#build(figure, groups, window);
    this.#cache.set(`${figure.spec.id} ${part}`, { key, model });
    return model;
  }

  #build(figure: Figure, groups: readonly TrialGroup[], window: XWindow | null): ChartModel {
    switch (figure.kind) {
      case 'epochs':
        return epochModel(figure, groups);
      case 'layers':
        return layerModel(figure.spec.xRange[1], groups);
      case 'steps':
        return this.#steps.model(window ?? figure.spec.xRange, groups, window === null);
      default:
        return figure satisfies never;
    }
  }
}

function amount(figure: Figure, trial: TrialState): number {
  switch (figure.kind) {
    case 'epochs':
      return trial.epochs.length;
    case 'steps':
      return trial.batchLosses.length;
    case 'layers':
      return trial.gradientNorms === null ? 0 : 1;
    default:
      return figure satisfies never;
  }
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

/** A group's values: the one trial's, or the mean over its seeds. */
function valuesOf(
  { trials, together }: TrialGroup,
  column: (trial: TrialState) => (number | null)[],
): Pick<ChartLine, 'values' | 'spread'> {
  const columns = trials.map(column);
  return together ? meanOf(columns) : { values: columns[0] ?? [] };
}

function epochModel(figure: EpochFigure, groups: readonly TrialGroup[]): ChartModel {
  const count = figure.spec.xRange[1];
  const x = Array.from({ length: count }, (_, index) => index + 1);
  const column =
    (read: (record: EpochRecord) => number | undefined) =>
    ({ epochs }: TrialState) => {
      const values = new Array<number | null>(count).fill(null);
      for (const record of epochs) values[record.epoch - 1] = finite(read(record));
      return values;
    };
  const lines = groups.flatMap((each): ChartLine[] => {
    const group = each.group.id;
    return [
      { group, name: 'train', dashed: false, ...valuesOf(each, column(figure.train)) },
      { group, name: 'test', dashed: true, ...valuesOf(each, column(figure.test)) },
      ...(each.trials.every(({ plan }) => plan.trial.dataset.validation === null)
        ? []
        : [
            {
              group,
              // In full it would not fit over its column of figures.
              name: 'valid.',
              dashed: true,
              dotted: true,
              ...valuesOf(each, column(figure.validation)),
            },
          ]),
    ];
  });
  return withNote({ x, groups: groups.map(({ group }) => group), lines });
}

function layerModel(depth: number, groups: readonly TrialGroup[]): ChartModel {
  const x = Array.from({ length: depth }, (_, index) => index + 1);
  const lines = groups.map((each): ChartLine => {
    const column = ({ gradientNorms }: TrialState) =>
      x.map((_, layer) => finite(gradientNorms?.activations[layer]));
    return { group: each.group.id, name: '', dashed: false, ...valuesOf(each, column) };
  });
  return withNote({ x, groups: groups.map(({ group }) => group), lines });
}

function withNote(model: ChartModel): ChartModel {
  const seeds = model.lines.some(({ spread }) => spread !== undefined);
  return seeds
    ? { ...model, note: 'Lines are means over seeds; bands span the minimum to the maximum' }
    : model;
}
