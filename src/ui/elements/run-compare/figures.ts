/** The best and the last figures of runs, next to each other. */
import type { MetricName } from '../../../catalog/registry/metric.meta.ts';
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import { figureIn } from '../../../catalog/lookup/metric.ts';
import type { PartName } from '../../../catalog/kinds/metric.ts';
import { isComplete } from '../../../document/trial-status.ts';
import type { TrialState } from '../../../lab/state.ts';
import { columnsOf } from '../../../text/columns.ts';

/** A figure of one run, as text. */
export interface RunFigure {
  /** Of its trials after their last epochs, the best. */
  readonly last: string;
  /** Of all epochs of all its trials, the best, with its epoch. */
  readonly best: string;
  /** Whether no other run has a better `last`. */
  readonly isBest: boolean;
}

export interface ComparedFigure {
  /** "Test accuracy". */
  readonly head: string;
  /** By run; null where it has none. */
  readonly runs: readonly (RunFigure | null)[];
}

interface Extreme {
  readonly value: number;
  readonly epoch: number;
}

/** @param runs the trials of each, all of one task and scale */
export function comparedFigures(runs: readonly (readonly TrialState[])[]): ComparedFigure[] {
  return columnsOf(runs.flat(), []).flatMap(({ head, of, write }) => {
    if (of === undefined || write === undefined) return [];
    const found = runs.map((trials) => figuresOf(trials.filter(isComplete), of));
    if (found.every((each) => each === null)) return [];
    const isBetter = better(of.metric);
    const winner = found
      .flatMap((each) => each?.last.value ?? [])
      .reduce<number | null>((a, b) => (a === null || isBetter(b, a) ? b : a), null);
    const decides = of.part !== 'train';
    return [
      {
        head,
        runs: found.map((each) =>
          each === null
            ? null
            : {
                last: write(each.last.value),
                best: `${write(each.best.value)}, epoch ${each.best.epoch}`,
                isBest: decides && each.last.value === winner,
              },
        ),
      },
    ];
  });
}

const better = (metric: MetricName): ((a: number, b: number) => boolean) =>
  metricMeta[metric].better === 'high' ? (a, b) => a > b : (a, b) => a < b;

function figuresOf(
  trials: readonly TrialState[],
  { part, metric }: { readonly part: PartName; readonly metric: MetricName },
): { readonly last: Extreme; readonly best: Extreme } | null {
  const isBetter = better(metric);
  let [last, best]: [Extreme | null, Extreme | null] = [null, null];
  for (const { epochs } of trials) {
    for (const [at, record] of epochs.entries()) {
      const value = figureIn(record, part, metric);
      if (value === null || Number.isNaN(value)) continue;
      const here = { value, epoch: record.epoch };
      if (best === null || isBetter(value, best.value)) best = here;
      const isLast = at === epochs.length - 1;
      if (isLast && (last === null || isBetter(value, last.value))) last = here;
    }
  }
  return last === null || best === null ? null : { last, best };
}
