/** Columns for the figures, from the trials of a run. */
import { LossBuckets, bucketX } from '../../charts/buckets.ts';
import type { ChartGroup, ChartLine, ChartModel } from '../../charts/model.ts';
import { trialStyle } from '../../charts/palette.ts';
import type { EpochRecord } from '../../experiment/results.ts';
import type { Axis } from '../../experiment/schema.ts';
import type { TrialState } from '../../run/state.ts';
import { trialLabel } from '../../words/words.ts';
import type { EpochFigure, Figure } from './specs.ts';

/** Enough for the widest chart; see LossBuckets. */
const batchPoints = 1200;

/** More lines than this say nothing; the table has them all. */
export const mostTrials = 60;

export class FigureModels {
  readonly #axes: readonly Axis[];
  readonly #buckets = new Map<string, LossBuckets>();
  readonly #cache = new Map<string, { key: string; model: ChartModel }>();

  constructor(axes: readonly Axis[]) {
    this.#axes = axes;
  }

  /** The same object as long as nothing that the figure shows has changed. */
  model(figure: Figure, trials: readonly TrialState[]): ChartModel {
    const shown = trials.slice(0, mostTrials);
    const key = shown.map((trial) => `${trial.status} ${amount(figure, trial)}`).join('|');
    const cached = this.#cache.get(figure.spec.id);
    if (cached?.key === key) return cached.model;
    const model = this.#build(figure, shown);
    this.#cache.set(figure.spec.id, { key, model });
    return model;
  }

  #build(figure: Figure, trials: readonly TrialState[]): ChartModel {
    const groups = trials.map((trial) => this.#group(trial));
    switch (figure.kind) {
      case 'epochs':
        return epochModel(figure, trials, groups);
      case 'layers':
        return layerModel(figure.spec.xRange[1], trials, groups);
      case 'steps':
        return this.#stepModel(figure.spec.xRange[1], trials, groups);
      default:
        return figure satisfies never;
    }
  }

  #group({ plan, status }: TrialState): ChartGroup {
    const group = {
      id: plan.id,
      label: trialLabel(plan.values),
      style: trialStyle(this.#axes, plan.values),
    };
    const stopped = status === 'diverged' || status === 'failed' || status === 'cancelled';
    return stopped ? { ...group, note: status } : group;
  }

  #stepModel(
    steps: number,
    trials: readonly TrialState[],
    groups: readonly ChartGroup[],
  ): ChartModel {
    const lines = trials.map((trial): ChartLine[] => {
      let buckets = this.#buckets.get(trial.plan.id);
      if (buckets === undefined || buckets.seen > trial.batchLosses.length) {
        buckets = new LossBuckets(steps, batchPoints);
        this.#buckets.set(trial.plan.id, buckets);
      }
      buckets.take(trial.batchLosses);
      const line = { group: trial.plan.id, dashed: false };
      return [
        { ...line, name: 'batch', faint: true, values: buckets.values },
        { ...line, name: 'mean', sparse: true, values: buckets.means },
      ];
    });
    // Means are drawn over all the noise.
    const [noise, means] = [lines.map(([each]) => each!), lines.map(([, mean]) => mean!)];
    return { x: bucketX(steps, batchPoints), groups, lines: [...noise, ...means] };
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

function epochModel(
  figure: EpochFigure,
  trials: readonly TrialState[],
  groups: readonly ChartGroup[],
): ChartModel {
  const count = figure.spec.xRange[1];
  const x = Array.from({ length: count }, (_, index) => index + 1);
  const column = (
    records: readonly EpochRecord[],
    read: (record: EpochRecord) => number | undefined,
  ) => {
    const values = new Array<number | null>(count).fill(null);
    for (const record of records) values[record.epoch - 1] = finite(read(record));
    return values;
  };
  const lines = trials.flatMap(({ plan, epochs }): ChartLine[] => [
    { group: plan.id, name: 'train', dashed: false, values: column(epochs, figure.train) },
    { group: plan.id, name: 'test', dashed: true, values: column(epochs, figure.test) },
    ...(plan.trial.dataset.validation === null
      ? []
      : [
          {
            group: plan.id,
            // In full it would not fit over its column of figures.
            name: 'valid.',
            dashed: true,
            dotted: true,
            values: column(epochs, figure.validation),
          },
        ]),
  ]);
  return { x, groups, lines };
}

function layerModel(
  depth: number,
  trials: readonly TrialState[],
  groups: readonly ChartGroup[],
): ChartModel {
  const x = Array.from({ length: depth }, (_, index) => index + 1);
  const lines = trials.map(({ plan, gradientNorms }): ChartLine => {
    const norms = gradientNorms?.activations ?? [];
    const values = x.map((_, layer) => finite(norms[layer]));
    return { group: plan.id, name: '', dashed: false, values };
  });
  return { x, groups, lines };
}
