/** What the figures of a regression show: pairs of values, their residuals, and both in bins. */
import { histogram, type Histogram } from '../../base/statistics/histogram.ts';
import { plain, significant } from '../../base/numbers.ts';
import type { TargetWords } from '../../text/target.ts';
import type { Frame } from '../../catalog/kinds/dataset.ts';
import { frameOf } from './frame.ts';

/** A test part with its predictions, [count] each, in the target's unit. */
export interface Judged {
  readonly truths: readonly number[];
  readonly predicted: readonly number[];
  /** predicted − true. */
  readonly residuals: readonly number[];
  /** The axis ranges. */
  readonly frame: Frame;
  /** How the target is named and formatted. */
  readonly words: TargetWords;
}

export function judgedOf(
  predicted: ArrayLike<number>,
  truths: ArrayLike<number>,
  words: TargetWords,
): Judged {
  const known = Array.from(truths);
  const said = Array.from(predicted);
  const residuals = said.map((value, row) => value - (known[row] ?? NaN));
  const frame = words.frame ?? frameOf(known, residuals);
  return { truths: known, predicted: said, residuals, frame, words };
}

/** Whether a true value is at the dataset's cap. */
export const isCapped = ({ words }: Judged, value: number): boolean =>
  words.cap !== null && value >= words.cap.from;

type Values = 'truths' | 'predicted' | 'residuals';

/** One value of every row against another. */
export interface Plot {
  readonly id: string;
  readonly title: string;
  readonly x: Values;
  readonly y: Values;
  readonly xLabel: string;
  readonly yLabel: string;
  /** The range of y; that of x is the frame's. */
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  /** Where a perfect prediction lies at both ends of x. */
  readonly perfect: readonly [number, number];
}

export const plotsOf = ({ frame: { values, ticks, residual, residualTicks } }: Judged): Plot[] => [
  {
    id: 'predicted-against-true',
    title: 'Predicted against true value',
    x: 'truths',
    y: 'predicted',
    xLabel: 'true value',
    yLabel: 'predicted value',
    range: values,
    ticks,
    perfect: values,
  },
  {
    id: 'residual-against-prediction',
    title: 'Residual against prediction',
    x: 'predicted',
    y: 'residuals',
    xLabel: 'predicted value',
    yLabel: 'residual',
    range: [-residual, residual],
    ticks: residualTicks,
    perfect: [0, 0],
  },
];

/** Of the plot, in the units of its SVG. */
export const box = { left: 34, right: 256, top: 10, bottom: 206, width: 262, height: 238 };

const placed = (value: number, [low, high]: readonly [number, number]): number =>
  (Math.max(low, Math.min(high, value)) - low) / (high - low);

/** Values beyond an axis are clamped to its end. */
export const xAt = (value: number, range: readonly [number, number]): number =>
  box.left + placed(value, range) * (box.right - box.left);
export const yAt = (value: number, range: readonly [number, number]): number =>
  box.bottom - placed(value, range) * (box.bottom - box.top);

/** A path with one dot for each row whose true value is capped, or for each other. */
export function dotsPath(data: Judged, plot: Plot, capped: boolean): string {
  const ys = data[plot.y];
  let path = '';
  data[plot.x].forEach((value, row) => {
    const other = ys[row] ?? NaN;
    if (isCapped(data, data.truths[row] ?? NaN) !== capped) return;
    if (!Number.isFinite(value) || !Number.isFinite(other)) return;
    path += `M${xAt(value, data.frame.values).toFixed(1)} ${yAt(other, plot.range).toFixed(1)}h0`;
  });
  return path;
}

/** Residuals are counted in this many bins. */
const bins = 31;

export const residualBins = ({ residuals, frame: { spread } }: Judged): Histogram =>
  histogram(residuals, bins, -spread, spread);

/** The bars: values beyond the bins are counted in the outermost. */
export const barCounts = ({ counts, below, above }: Histogram): number[] =>
  counts.map(
    (value, bin) => value + (bin === 0 ? below : 0) + (bin === counts.length - 1 ? above : 0),
  );

export interface Slice {
  /** x from … to, `to` left out. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of y. */
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

const furthest = 1e12;

/** Thousands of points in few rows: one per slice of x, in ascending order. */
export function slices(data: Judged, plot: Plot): Slice[] {
  const ys = data[plot.y];
  const width = data.frame.slice;
  const found = new Map<number, { count: number; sum: number; min: number; max: number }>();
  data[plot.x].forEach((x, row) => {
    const y = ys[row] ?? NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    // Further slices could not be distinguished; the outermost hold everything beyond.
    const at = Math.max(-furthest, Math.min(furthest, Math.floor(x / width)));
    const slice = found.get(at) ?? { count: 0, sum: 0, min: Infinity, max: -Infinity };
    slice.count += 1;
    slice.sum += y;
    slice.min = Math.min(slice.min, y);
    slice.max = Math.max(slice.max, y);
    found.set(at, slice);
  });
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([at, { count, sum, min, max }]) => ({
      from: at * width,
      to: (at + 1) * width,
      count,
      mean: sum / count,
      min,
      max,
    }));
}

/** Short tick labels: integers as they are, others to three digits. */
export const tickText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1000 ? plain(value) : significant(value, 3);
