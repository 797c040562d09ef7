/** The order of models to choose from, and the choice of test images. */
import { figureIn, mainMetric } from '../../../catalog/lookup/metric.ts';
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import type { JudgedImages } from '../../../lab/judge/types.ts';
import { taskOf } from '../../../document/parameters.ts';
import { isComplete } from '../../../document/trial-status.ts';
import type { TrialState } from '../../../lab/state.ts';

/** Finished trials, the best first. */
export const bestFirst = (trials: readonly TrialState[]): readonly TrialState[] =>
  trials
    .filter((trial) => isComplete(trial) && trial.epochs.length > 0)
    .toSorted((a, b) => score(b) - score(a));

/** Longer lists are no help. */
export const maxOffered = 100;

/** The best `maxOffered` trials, and those of the given ids. */
export function offered(
  ready: readonly TrialState[],
  also: readonly (string | null | undefined)[],
): readonly TrialState[] {
  const best = ready.slice(0, maxOffered);
  return [...best, ...ready.slice(maxOffered).filter(({ plan }) => also.includes(plan.id))];
}

/** The trial's last main figure, signed so that higher is better. */
function score({ plan, epochs }: TrialState): number {
  const metric = mainMetric(taskOf(plan.trial.dataset));
  const value = figureIn(epochs.at(-1) ?? {}, 'test', metric);
  if (value === null) return -Infinity;
  return metricMeta[metric].better === 'high' ? value : -value;
}

/** A random test image, [784], and its description. */
export function randomImage({ pixels, truths, names }: JudgedImages) {
  const row = Math.floor(Math.random() * truths.length);
  const name = `${names[truths[row]!] ?? ''}, image ${row} of the test part`;
  return { pixels: pixels.slice(row * 784, (row + 1) * 784), name };
}
