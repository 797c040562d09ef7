/** What the axes of predictions and residuals reach over. */
import type { Frame } from '../../catalog/kinds/dataset.ts';

/** Fractions of smaller values would underflow to zero. */
const smallest = 1e-300;

/** Whether rounding makes the ends coincide. */
const narrow = (low: number, high: number): boolean =>
  high - low <= Math.max(smallest, 1e-12 * Math.max(Math.abs(low), Math.abs(high)));

/** The range of the true values, and residuals up to their 99th percentile. */
export function frameOf(truths: readonly number[], residuals: readonly number[]): Frame {
  let [low, high] = [Infinity, -Infinity];
  for (const value of truths) [low, high] = [Math.min(low, value), Math.max(high, value)];
  // There are no rows yet.
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
