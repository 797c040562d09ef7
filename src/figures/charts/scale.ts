/**
 * Ranges and ticks. A log axis is a linear axis over log₁₀ of the values: zeros have no logarithm
 * and are drawn in a band below the lowest decade instead of being clamped to a small number.
 */
import type { ScaleKind } from './model.ts';

export interface AxisRange {
  /** In scale units: values, or their log₁₀. */
  readonly min: number;
  readonly max: number;
  /** Upper edge of the band for zeros, in scale units; null where there is none. */
  readonly zeroTop: number | null;
}

/** A value in scale units; null for what a log axis cannot show. */
export function toScale(kind: ScaleKind, value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  if (kind === 'linear') return value;
  return value > 0 ? Math.log10(value) : null;
}

/** What the x axis spans; a single x is centred. */
export const spanOf = ([first, last]: readonly [number, number]): [number, number] =>
  first === last ? [first - 0.5, last + 0.5] : [first, last];

/** Where a value is drawn, in scale units: a zero in its band; null for what cannot be drawn. */
export function positionOf(
  kind: ScaleKind,
  { zeroTop, min }: AxisRange,
  value: number | null | undefined,
): number | null {
  const at = toScale(kind, value);
  if (at !== null) return at;
  return value === 0 && zeroTop !== null ? (zeroTop + min) / 2 : null;
}

/** Minimum and maximum of the values that the scale can show, in scale units. */
export function extent(
  kind: ScaleKind,
  columns: Iterable<readonly (number | null)[]>,
): { min: number; max: number; zeros: boolean } | null {
  let min = Infinity;
  let max = -Infinity;
  let zeros = false;
  for (const column of columns) {
    for (const value of column) {
      zeros ||= value === 0;
      const at = toScale(kind, value);
      if (at === null) continue;
      if (at < min) min = at;
      if (at > max) max = at;
    }
  }
  if (min > max) return zeros ? { min: 0, max: 0, zeros } : null;
  return { min, max, zeros };
}

const steps = [1, 2, 5, 10];

/** The smallest of 1, 2, 5 × 10ⁿ that is at least `min`. */
export function niceStep(min: number): number {
  // Powers of ten below this are no longer exact, and dividing by them is no longer finite.
  if (!(min > 1e-300) || !Number.isFinite(min)) return 1;
  const power = 10 ** Math.floor(Math.log10(min));
  // Rounding may leave min / power a little over a step that it equals.
  const step = steps.find((each) => each * power >= min * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Multiples of a nice step from min to max, about `wanted` of them. */
export function linearTicks(min: number, max: number, wanted: number): number[] {
  const step = niceStep((max - min) / Math.max(1, wanted));
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
}

/** Whole numbers from min to max, about `wanted`, both ends kept where they fit. */
export function integerTicks(min: number, max: number, wanted: number): number[] {
  const step = Math.max(1, niceStep((max - min) / Math.max(1, wanted)));
  const multiples = linearTicks(min, max, (max - min) / step).filter(Number.isInteger);
  const low = Math.ceil(min);
  const close = multiples[0];
  if (close === low) return multiples;
  // Ticks at 1, 20, 40, 60 read better than an axis that starts without a label.
  return close === undefined || close - low >= step / 2
    ? [low, ...multiples]
    : [low, ...multiples.slice(1)];
}

/** Log₁₀ positions of ticks: whole decades, or 1-2-5 within a span of up to two decades. */
export function logTicks(min: number, max: number, wanted: number): number[] {
  if (max - min > 2) {
    const step = Math.max(1, Math.ceil((max - min) / Math.max(1, wanted)));
    const first = Math.ceil(min / step - 1e-9) * step;
    const ticks: number[] = [];
    for (let tick = first; tick <= max + 1e-9; tick += step) ticks.push(tick);
    return ticks;
  }
  const within = [1, 2, 5].map(Math.log10);
  const ticks: number[] = [];
  for (let decade = Math.floor(min); decade <= Math.ceil(max); decade++) {
    for (const part of within) {
      const tick = decade + part;
      if (tick >= min - 1e-9 && tick <= max + 1e-9) ticks.push(tick);
    }
  }
  if (ticks.length > 1) return ticks;
  // So short a span is nearly linear and may hold no 1-2-5 step.
  return linearTicks(10 ** min, 10 ** max, wanted).map(Math.log10);
}

const zeroBandShare = 0.11;

/**
 * The axis for data between `min` and `max` (scale units); `null` is an axis before any data.
 * @param close whether the chart is zoomed: then the axis need not start at zero
 */
export function niceRange(
  kind: ScaleKind,
  found: { min: number; max: number; zeros: boolean } | null,
  withZeroBand: boolean,
  close = false,
): AxisRange {
  if (close && found !== null) {
    const near = closeRange(kind, found);
    if (near !== null) return near;
  }
  if (kind === 'linear') {
    const top = found === null || found.max <= 0 ? 1 : found.max;
    const bottom = found === null ? 0 : Math.min(0, found.min);
    const step = niceStep((top - bottom) / 5);
    return {
      min: Math.floor(bottom / step) * step,
      max: Math.ceil(top / step) * step,
      zeroTop: null,
    };
  }
  const { min, max } = found === null ? { min: -6, max: 0 } : logBounds(found.min, found.max);
  if (!withZeroBand || found?.zeros !== true) return { min, max, zeroTop: null };
  return { min: min - ((max - min) * zeroBandShare) / (1 - zeroBandShare), max, zeroTop: min };
}

/** Just around the data; null where a log axis spans so much that its usual range fits as well. */
function closeRange(
  kind: ScaleKind,
  { min, max, zeros }: { min: number; max: number; zeros: boolean },
): AxisRange | null {
  if (kind === 'log') {
    if (zeros || max - min > 0.7) return null;
    // A constant value still gets an axis around it.
    const edge = Math.max((max - min) * 0.08, 0.01);
    return { min: min - edge, max: max + edge, zeroTop: null };
  }
  const step = niceStep((max - min) / 5 || Math.abs(max) / 10 || 1);
  const [low, high] = [Math.floor(min / step) * step, Math.ceil(max / step) * step];
  return { min: low, max: high > low ? high : low + step, zeroTop: null };
}

/** 1-2-5 steps around a short span, whole decades around a long one. */
function logBounds(min: number, max: number): { min: number; max: number } {
  if (max - min > 2) return { min: Math.floor(min + 1e-9), max: Math.ceil(max - 1e-9) };
  const grid: number[] = [];
  for (let decade = Math.floor(min) - 1; decade <= Math.ceil(max) + 1; decade++) {
    for (const part of [1, 2, 5]) grid.push(decade + Math.log10(part));
  }
  const below = grid.findLast((tick) => tick <= min + 1e-9) ?? min;
  const above = grid.find((tick) => tick >= max - 1e-9 && tick > below + 1e-9) ?? max;
  return { min: below, max: above };
}
