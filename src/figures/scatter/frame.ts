/** What the axes of predictions and residuals reach over. */
import type { Frame } from '../../catalog/kinds/dataset.ts';

/** Parts of anything smaller are too near to zero to be told apart. */
const smallest = 1e-300;

/** Whether rounding leaves no room between the ends. */
const narrow = (low: number, high: number): boolean =>
  high - low <= Math.max(smallest, 1e-12 * Math.max(Math.abs(low), Math.abs(high)));

/** Over the range of the true values, and for residuals up to the one that 99 of 100 do not exceed. */
export function frameOf(truths: readonly number[], residuals: readonly number[]): Frame {
  let [low, high] = [Infinity, -Infinity];
  for (const value of truths) [low, high] = [Math.min(low, value), Math.max(high, value)];
  // Before there are any rows.
  if (low > high) [low, high] = [0, 1];
  if (narrow(low, high)) [low, high] = [low - 1, high + 1];
  const sizes = Float64Array.from(residuals, Math.abs).sort();
  const quantile = sizes[Math.ceil(0.99 * sizes.length) - 1] ?? 0;
  const reach = quantile > smallest && Number.isFinite(quantile) ? quantile : (high - low) / 10;
  return {
    values: [low, high],
    ticks: [low, (low + high) / 2, high],
    residual: reach,
    residualTicks: [-reach, 0, reach],
    spread: reach,
    slice: (high - low) / 12,
    near: (high - low) / 10,
  };
}
