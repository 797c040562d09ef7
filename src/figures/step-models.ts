/** The loss of every batch as lines: extremes that are never lost, and means that can be followed. */
import { latestIn, type Latest } from '../base/latest.ts';
import { LossBuckets, bucketX } from './charts/buckets.ts';
import type { ChartLine, ChartModel, Spread } from './charts/model.ts';
import type { XWindow } from './charts/window.ts';
import type { TrialState } from '../lab/state.ts';
import { count } from '../base/numbers.ts';
import { begunOf, meanOf, type TrialGroup } from './seeds.ts';

/** Enough for the widest chart, see LossBuckets. */
const batchPoints = 1200;

/** The buckets of all trials for the whole of their steps, or for one part. */
interface Part {
  readonly key: string;
  readonly buckets: Map<string, LossBuckets>;
  /** Of the trials that have no losses yet. */
  readonly empty: LossBuckets;
  /** The lines of a group, which most new losses do not change. */
  readonly lines: Map<string, Latest<ChartLine[]>>;
}

const partOf = (key: string, steps: number, before: number): Part => ({
  key,
  buckets: new Map(),
  empty: new LossBuckets(steps, batchPoints, before),
  lines: new Map(),
});

export class StepModels {
  #whole = partOf('', 1, 0);
  #near = partOf('', 1, 0);

  /** @param steps first and last step @param whole whether these are all; parts are kept apart */
  model([first, last]: XWindow, groups: readonly TrialGroup[], whole: boolean): ChartModel {
    const key = `${first} ${last}`;
    const part = whole ? this.#whole : this.#near;
    const steps = last - first + 1;
    const now = part.key === key ? part : partOf(key, steps, first - 1);
    if (whole) this.#whole = now;
    else this.#near = now;
    const lines = groups.map((each): ChartLine[] => {
      const known = latestIn(now.lines, each.group.id);
      const from = [each.together, ...each.trials.flatMap(lossesOf)];
      return known.of(from, () => {
        const filled = each.trials.map((trial) => take(now, trial, steps, first - 1));
        return each.together ? seedLines(each, filled) : trialLines(each, filled[0]!);
      });
    });
    const { window } = now.empty;
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

/** The losses, and how many they are: they are appended to in place. */
const lossesOf = ({ batchLosses }: TrialState): readonly unknown[] => [
  batchLosses,
  batchLosses.length,
];

function take(
  { buckets: known, empty }: Part,
  { plan, batchLosses, keptLosses }: TrialState,
  steps: number,
  before: number,
): LossBuckets {
  if (batchLosses.length === 0 && keptLosses === undefined) return empty;
  let buckets = known.get(plan.id);
  // A trial that began again has fewer losses than were seen; one whose losses left the memory has them drawn.
  const isAnother = keptLosses === undefined && (buckets?.seen ?? 0) > batchLosses.length;
  if (buckets === undefined || isAnother) {
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
  const begun = begunOf(seeds, ({ seen }) => seen > 0);
  const { values } = meanOf(begun.map(({ means }) => means));
  const line = { group: group.id, dashed: false, name: 'mean', sparse: true };
  return [{ ...line, values, spread: batchSpread(begun, seeds.length) }];
}

/** A bucket's two places both have its least and its greatest. */
export function batchSpread(seeds: readonly LossBuckets[], of = seeds.length): Spread {
  const { spread } = meanOf(
    seeds.map(({ values }) => values),
    of,
  );
  if ((seeds[0]?.size ?? 1) === 1) return spread;
  const pairs = (column: readonly (number | null)[], of: (a: number, b: number) => number) =>
    column.map((value, at) => {
      const other = column[at % 2 === 0 ? at + 1 : at - 1] ?? null;
      return value === null || other === null ? value : of(value, other);
    });
  return { ...spread, low: pairs(spread.low, Math.min), high: pairs(spread.high, Math.max) };
}
