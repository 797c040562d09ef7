/**
 * The y axis of a chart, with or without its outliers. What counts as an outlier: every value of a
 * trial that diverged, and every value farther than three interquartile ranges from the quartiles
 * of all others (Tukey's outer fences, "Exploratory Data Analysis", 1977), in the units of the
 * axis, where there are at least forty. They count only where the axis would span less than half as
 * much without them.
 */
import { columnsOf, type ChartLine, type ChartModel, type ChartSpec } from './model.ts';
import type { ScaleKind } from './model.ts';
import { extent, niceRange, toScale, type AxisRange } from './scale.ts';

const fences = 3;
const stretchedFrom = 2;
/** Quartiles of fewer values are not representative. */
const minSample = 40;
/** Of more values than this, quartiles are estimated from a sample of this size. */
const sampled = 20_000;

export interface YAxis {
  readonly range: AxisRange;
  /** Whether outliers stretch the axis, so that the page offers to leave them out. */
  readonly stretched: boolean;
}

export interface ShownChart {
  readonly spec: ChartSpec;
  /** Without hidden groups, and only what is visible. */
  readonly model: ChartModel;
  readonly kind: ScaleKind;
  /** Whether only a part of x is visible: then y follows that part. */
  readonly zoomed: boolean;
  /** Whether outliers are left out where they stretch the axis. */
  readonly leaveOut: boolean;
}

interface Extent {
  readonly min: number;
  readonly max: number;
  readonly zeros: boolean;
}

export function yAxisOf({ spec, model, kind, zoomed: close, leaveOut }: ShownChart): YAxis {
  if (spec.yRange !== undefined && kind === 'linear' && !close) {
    return {
      range: { min: spec.yRange[0], max: spec.yRange[1], zeroTop: null },
      stretched: false,
    };
  }
  const usual = spec.yUsual === undefined || close ? null : extent(kind, [spec.yUsual]);
  const nice = (found: Extent | null) =>
    niceRange(kind, together(usual, found), spec.zeroBand, close);
  const all = extent(kind, columnsOf(model.lines));
  const range = nice(all);
  const rest = usualExtent(kind, model);
  if (rest === null || all === null || (rest.min === all.min && rest.max === all.max)) {
    return { range, stretched: false };
  }
  // A band for zeros is there with and without outliers.
  const less = nice({ ...rest, zeros: all.zeros });
  const stretched = range.max - range.min > stretchedFrom * (less.max - less.min);
  return { range: stretched && leaveOut ? less : range, stretched };
}

function together(a: Extent | null, b: Extent | null): Extent | null {
  if (a === null || b === null) return a ?? b;
  return {
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    zeros: a.zeros || b.zeros,
  };
}

/** Smallest and largest value that is no outlier, in scale units; null without any. */
function usualExtent(kind: ScaleKind, model: ChartModel): Omit<Extent, 'zeros'> | null {
  const diverged = new Set(
    model.groups.filter((group) => group.diverged === true).map(({ id }) => id),
  );
  const calm = model.lines.filter(({ group }) => !diverged.has(group));
  const columns = columnsOf(calm.length === 0 ? model.lines : calm);
  const bounds = outerFences(kind, columns);
  if (bounds === null) return null;
  let [min, max] = [Infinity, -Infinity];
  for (const column of columns) {
    for (const value of column) {
      const at = toScale(kind, value);
      if (at === null || at < bounds.low || at > bounds.high) continue;
      if (at < min) min = at;
      if (at > max) max = at;
    }
  }
  return min > max ? null : { min, max };
}

function outerFences(
  kind: ScaleKind,
  columns: readonly (readonly (number | null)[])[],
): { low: number; high: number } | null {
  const total = columns.reduce((sum, { length }) => sum + length, 0);
  // Odd, so that it does not alias with pairs of extremes.
  const every = total <= sampled ? 1 : 2 * Math.ceil(total / sampled) + 1;
  const found: number[] = [];
  let next = 0;
  for (const column of columns) {
    for (const value of column) {
      if (next++ % every !== 0) continue;
      const at = toScale(kind, value);
      if (at !== null) found.push(at);
    }
  }
  if (found.length === 0) return null;
  if (found.length < minSample) return { low: -Infinity, high: Infinity };
  const sorted = Float64Array.from(found).sort();
  const quartile = (share: number) => sorted[Math.round((sorted.length - 1) * share)]!;
  const [low, high] = [quartile(0.25), quartile(0.75)];
  // Where half of all values are equal, quartiles do not tell how far others may lie.
  if (low === high) return { low: -Infinity, high: Infinity };
  return { low: low - fences * (high - low), high: high + fences * (high - low) };
}

export interface OutOfRange {
  readonly line: ChartLine;
  /** The value that is farthest out. */
  readonly value: number;
}

/** The lines that leave the axis, each with its farthest value. */
export function beyond(model: ChartModel, kind: ScaleKind, range: AxisRange): OutOfRange[] {
  return model.lines.flatMap((line) => {
    let [value, most] = [0, 0];
    for (const column of columnsOf([line])) {
      for (const each of column) {
        const at = toScale(kind, each);
        if (at === null) continue;
        const out = Math.max(at - range.max, (range.zeroTop ?? range.min) - at);
        // A value on the edge is inside.
        if (out > most && out > 1e-9 * (range.max - range.min)) [value, most] = [each!, out];
      }
    }
    return most > 0 ? [{ line, value }] : [];
  });
}
