/** Means and variances of channels over a batch and its places, in float64. */
import type { Shape } from '../kinds/layer.ts';

export interface ChannelStatistics {
  readonly mean: Float64Array;
  /** Divided by the number of values. */
  readonly variance: Float64Array;
  /** Values of one channel. */
  readonly count: number;
}

/** Numbers of a channel in one row. */
export const placesOf = ([, ...places]: Shape): number =>
  places.reduce((product, each) => product * each, 1);

/** @param x [rows, channels, …] */
export function channelStatistics(x: Float64Array, rows: number, shape: Shape): ChannelStatistics {
  const [channels = 0] = shape;
  const places = placesOf(shape);
  const count = rows * places;
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  const each = (visit: (value: number, channel: number) => void) => {
    x.forEach((value, at) => visit(value, Math.floor(at / places) % channels));
  };
  each((value, channel) => (mean[channel]! += value / count));
  each((value, channel) => (variance[channel]! += (value - mean[channel]!) ** 2 / count));
  return { mean, variance, count };
}
