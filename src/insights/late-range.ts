/** From which difference on one figure counts as better than another. */
import { trialCounts } from '../document/parameters.ts';
import type { TrialState } from '../lab/state.ts';
import { count } from '../base/numbers.ts';
import { blockLength, finalOf, type Measure } from './measures.ts';

const space = '\u00a0';

/** "1.6 percentage points": the difference of two shares. */
export const points = (difference: number): string =>
  `${(difference * 100).toFixed(1)}${space}percentage points`;

/** 95 % of the differences that come from sampling alone are within this many standard deviations. */
const usual = 1.96;

/**
 * How far apart two accuracies may be because of the choice of test rows alone: 1.96 standard deviations
 * of the difference of two binomial shares. Both use the same test rows, so the true margin is smaller.
 * Two right and two wrong rows are added to each (Agresti and Coull), so that shares of 0 and 1 also have
 * an error.
 */
export function samplingMargin(a: number, b: number, rows: number): number {
  return usual * Math.sqrt(variance(a, rows) + variance(b, rows));
}

/** Half the width of the 95 % interval of one share. */
export const samplingError = (share: number, rows: number): number =>
  usual * Math.sqrt(variance(share, rows));

function variance(share: number, rows: number): number {
  const cautious = (share * rows + 2) / (rows + 4);
  return (cautious * (1 - cautious)) / (rows + 4);
}

/**
 * How much a trial's figure varies from epoch to epoch at its end: the range over the last fifth of its
 * epochs, but at least 1 % of the figure, because a few epochs may happen to lie close together.
 */
export function lateRange({ epochs }: TrialState, { read }: Measure): number {
  const last = epochs
    .slice(-blockLength(epochs.length))
    .map(read)
    .filter((value) => value !== null);
  const end = last.at(-1) ?? 0;
  return Math.max(Math.max(...last) - Math.min(...last), 0.01 * Math.abs(end));
}

/** How far apart the final figures of two trials must be for one to be called better. */
export function margin(a: TrialState, b: TrialState, measure: Measure): number {
  if (!measure.shareOfRows) return Math.max(lateRange(a, measure), lateRange(b, measure));
  const [left, right] = [a, b].map(({ epochs }) => finalOf(epochs, measure) ?? 0.5);
  const rows = Math.min(trialCounts(a.plan.trial).test, trialCounts(b.plan.trial).test);
  return samplingMargin(left!, right!, rows);
}

/** Why figures within the margin are called level: what follows “they are”. */
export function marginReason(measure: Measure, trial: TrialState): string {
  if (!measure.shareOfRows) return 'within its epoch-to-epoch variation';
  return `within the sampling error of ${count(trialCounts(trial.plan.trial).test)} test rows`;
}
