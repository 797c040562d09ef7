/** What the axes of predictions and residuals reach over. */

export interface Frame {
  /** Of true and predicted values. */
  readonly values: readonly [number, number];
  readonly ticks: readonly number[];
  /** The axis of residuals goes from minus this to this. */
  readonly residual: number;
  readonly residualTicks: readonly number[];
  /** The same of their histogram. */
  readonly spread: number;
  /** Width of the slices of the tables. */
  readonly slice: number;
  /** A prediction this near is counted. */
  readonly near: number;
  /** True values from here on were cut off. */
  readonly cap: number;
}

/** In $100,000; the census gave no value above $500,001. */
const houses: Frame = {
  values: [0, 6],
  ticks: [0, 2, 4, 6],
  residual: 4,
  residualTicks: [-4, -2, 0, 2, 4],
  spread: 3,
  slice: 0.5,
  near: 0.5,
  cap: 5,
};

/** Parts of anything smaller are too near to zero to be told apart. */
const smallest = 1e-300;

/** Whether rounding leaves no room between the ends. */
const narrow = (low: number, high: number): boolean =>
  high - low <= Math.max(smallest, 1e-12 * Math.max(Math.abs(low), Math.abs(high)));

/**
 * House values have axes of their own, the same for every network. Other targets are drawn over the
 * range of their true values, and residuals up to the one that 99 of 100 do not exceed.
 */
export function frameOf(
  truths: readonly number[],
  residuals: readonly number[],
  areHouses: boolean,
): Frame {
  if (areHouses) return houses;
  let [low, high] = [Infinity, -Infinity];
  for (const value of truths) [low, high] = [Math.min(low, value), Math.max(high, value)];
  // Before there are any rows.
  if (low > high) [low, high] = [0, 1];
  if (narrow(low, high)) [low, high] = [low - 1, high + 1];
  const sizes = Float64Array.from(residuals, Math.abs).sort();
  const most = sizes[Math.ceil(0.99 * sizes.length) - 1] ?? 0;
  const reach = most > smallest && Number.isFinite(most) ? most : (high - low) / 10;
  return {
    values: [low, high],
    ticks: [low, (low + high) / 2, high],
    residual: reach,
    residualTicks: [-reach, 0, reach],
    spread: reach,
    slice: (high - low) / 12,
    near: (high - low) / 10,
    cap: Infinity,
  };
}
