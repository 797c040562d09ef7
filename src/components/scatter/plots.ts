/** What the figures of a regression show: pairs of values, their residuals, and both in bins. */
import { histogram, type Histogram } from '../../explore/histogram.ts';

/** A test part with its predictions, [count] each, in $100,000. */
export interface Judged {
  readonly truths: readonly number[];
  readonly predicted: readonly number[];
  /** predicted − true. */
  readonly residuals: readonly number[];
}

export function judgedOf(predicted: ArrayLike<number>, truths: ArrayLike<number>): Judged {
  const known = Array.from(truths);
  const said = Array.from(predicted);
  const residuals = said.map((value, row) => value - (known[row] ?? NaN));
  return { truths: known, predicted: said, residuals };
}

/** The census gave no value above $500,001. */
export const isCapped = (value: number): boolean => value >= 5;

type Values = 'truths' | 'predicted' | 'residuals';

/** One value of every row against another. */
export interface Plot {
  readonly id: string;
  readonly title: string;
  readonly x: Values;
  readonly y: Values;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Of y; that of x is always `xRange`. */
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  /** Where a perfect prediction lies at both ends of x. */
  readonly perfect: readonly [number, number];
}

export const plots: readonly Plot[] = [
  {
    id: 'predicted-against-true',
    title: 'Predicted against true value',
    x: 'truths',
    y: 'predicted',
    xLabel: 'true value',
    yLabel: 'predicted value',
    range: [0, 6],
    ticks: [0, 2, 4, 6],
    perfect: [0, 6],
  },
  {
    id: 'residual-against-prediction',
    title: 'Residual against prediction',
    x: 'predicted',
    y: 'residuals',
    xLabel: 'predicted value',
    yLabel: 'residual',
    range: [-4, 4],
    ticks: [-4, -2, 0, 2, 4],
    perfect: [0, 0],
  },
];

export const xRange: readonly [number, number] = [0, 6];
export const xTicks: readonly number[] = [0, 2, 4, 6];

/** Of the plot, in the units of its SVG. */
export const box = { left: 34, right: 256, top: 10, bottom: 206, width: 262, height: 238 };

const placed = (value: number, [low, high]: readonly [number, number]): number =>
  (Math.max(low, Math.min(high, value)) - low) / (high - low);

/** What lies beyond an axis stands at its end. */
export const xAt = (value: number, range = xRange): number =>
  box.left + placed(value, range) * (box.right - box.left);
export const yAt = (value: number, range: readonly [number, number]): number =>
  box.bottom - placed(value, range) * (box.bottom - box.top);

/** A path with one dot for each row whose true value is capped, or for each other. */
export function dotsPath(data: Judged, plot: Plot, capped: boolean): string {
  const ys = data[plot.y];
  let path = '';
  data[plot.x].forEach((value, row) => {
    const other = ys[row] ?? NaN;
    if (isCapped(data.truths[row] ?? NaN) !== capped) return;
    if (!Number.isFinite(value) || !Number.isFinite(other)) return;
    path += `M${xAt(value).toFixed(1)} ${yAt(other, plot.range).toFixed(1)}h0`;
  });
  return path;
}

/** Residuals are counted in this many bins between −$300,000 and $300,000. */
const bins = 31;
export const residualRange: readonly [number, number] = [-3, 3];

export const residualBins = ({ residuals }: Judged): Histogram =>
  histogram(residuals, bins, ...residualRange);

/** The bars: what lies beyond the bins stands in the outermost. */
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
  readonly least: number;
  readonly greatest: number;
}

/** Width of a slice in $100,000. */
export const sliceWidth = 0.5;

/** Thousands of points in few rows: those of every slice of x together, in the order of x. */
export function slices(data: Judged, plot: Plot): Slice[] {
  const ys = data[plot.y];
  const found = new Map<number, { count: number; sum: number; least: number; greatest: number }>();
  data[plot.x].forEach((x, row) => {
    const y = ys[row] ?? NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    const at = Math.floor(x / sliceWidth);
    const slice = found.get(at) ?? { count: 0, sum: 0, least: Infinity, greatest: -Infinity };
    slice.count += 1;
    slice.sum += y;
    slice.least = Math.min(slice.least, y);
    slice.greatest = Math.max(slice.greatest, y);
    found.set(at, slice);
  });
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([at, { count, sum, least, greatest }]) => ({
      from: at * sliceWidth,
      to: (at + 1) * sliceWidth,
      count,
      mean: sum / count,
      least,
      greatest,
    }));
}
