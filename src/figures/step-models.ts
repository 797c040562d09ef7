/** The loss of every batch as lines: extremes that are never lost, and means that can be followed. */
import { LossBuckets, bucketX } from './charts/buckets.ts';
import type { ChartLine, ChartModel, Spread } from './charts/model.ts';
import type { XWindow } from './charts/window.ts';
import type { TrialState } from '../lab/state.ts';
import { count } from '../base/numbers.ts';
import { meanOf, type TrialGroup } from './seeds.ts';

/** Enough for the widest chart, see LossBuckets. */
const batchPoints = 1200;

/** The buckets of all trials for the whole of their steps, or for one part. */
interface Part {
  readonly key: string;
  readonly buckets: Map<string, LossBuckets>;
}

export class StepModels {
  #whole: Part = { key: '', buckets: new Map() };
  #near: Part = { key: '', buckets: new Map() };

  /** @param steps first and last step @param whole whether these are all; parts are kept apart */
  model([first, last]: XWindow, groups: readonly TrialGroup[], whole: boolean): ChartModel {
    const key = `${first} ${last}`;
    const part = whole ? this.#whole : this.#near;
    const now = part.key === key ? part : { key, buckets: new Map<string, LossBuckets>() };
    if (whole) this.#whole = now;
    else this.#near = now;
    const steps = last - first + 1;
    const lines = groups.map((each): ChartLine[] => {
      const filled = each.trials.map((trial) => take(now.buckets, trial, steps, first - 1));
      return each.together ? seedLines(each, filled) : trialLines(each, filled[0]!);
    });
    const window = [...now.buckets.values()][0]?.window ?? 1;
    const seeds = groups.some(({ together }) => together);
    return {
      x: bucketX(steps, batchPoints, first - 1),
      groups: groups.map(({ group }) => group),
      // Means are drawn over all the noise.
      lines: [0, 1].flatMap((layer) => lines.flatMap((each) => each.at(layer) ?? [])),
      ...noteOf(window, seeds),
    };
  }
}

function noteOf(window: number, seeds: boolean): Pick<ChartModel, 'note'> {
  const over = window > 1 ? `over ${count(window)} batches` : '';
  const overSeeds = seeds ? 'over seeds' : '';
  const both = [over, overSeeds].filter((text) => text !== '').join(' and ');
  if (both === '') return {};
  const band = seeds ? '; bands cover every batch of every seed' : '';
  return { note: `Means ${both}${band}` };
}

function take(
  known: Map<string, LossBuckets>,
  { plan, batchLosses }: TrialState,
  steps: number,
  before: number,
): LossBuckets {
  let buckets = known.get(plan.id);
  // A trial that began again has fewer losses than were seen.
  if (buckets === undefined || buckets.seen > batchLosses.length) {
    buckets = new LossBuckets(steps, batchPoints, before);
    known.set(plan.id, buckets);
  }
  buckets.take(batchLosses);
  return buckets;
}

function trialLines({ group }: TrialGroup, { values, means }: LossBuckets): ChartLine[] {
  const line = { group: group.id, dashed: false };
  return [
    { ...line, name: 'batch', faint: true, values },
    { ...line, name: 'mean', sparse: true, values: means },
  ];
}

/** One mean, and around it the extremes of all batches of all seeds. */
function seedLines({ group }: TrialGroup, seeds: readonly LossBuckets[]): ChartLine[] {
  const { values } = meanOf(seeds.map(({ means }) => means));
  const line = { group: group.id, dashed: false, name: 'mean', sparse: true };
  return [{ ...line, values, spread: batchSpread(seeds) }];
}

/** A bucket's two places both have its least and its greatest. */
export function batchSpread(seeds: readonly LossBuckets[]): Spread {
  const { spread } = meanOf(seeds.map(({ values }) => values));
  if ((seeds[0]?.size ?? 1) === 1) return spread;
  const pairs = (column: readonly (number | null)[], of: (a: number, b: number) => number) =>
    column.map((value, at) => {
      const other = column[at % 2 === 0 ? at + 1 : at - 1] ?? null;
      return value === null || other === null ? value : of(value, other);
    });
  return { ...spread, low: pairs(spread.low, Math.min), high: pairs(spread.high, Math.max) };
}
