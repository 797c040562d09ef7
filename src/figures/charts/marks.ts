/** Which points of a line have a marker, and where a line leaves the axis. Pixels in, indices out. */

import type { ChartLine, ChartSpec, ScaleKind } from './model.ts';
import { toScale, type AxisRange } from './scale.ts';

/** CSS pixels between points from which on each has its marker; of closer ones, one every `sparse` pixels has. */
const roomy = 20;
const sparse = 96;
/** CSS pixels between the arrowheads of a line that leaves the axis, at least. */
const apart = 40;

/**
 * @param lefts each point's distance from the plot's left edge in CSS pixels; null without a value
 * @param width of the plot @param points of x @param order the line's place among all, so that lines
 * which run close have their markers at different places
 */
export function markerIndices(
  lefts: readonly (number | null)[],
  width: number,
  points: number,
  order: number,
): number[] {
  const every = width / Math.max(1, points - 1) < roomy ? sparse : 0;
  let last = every === 0 ? -Infinity : -((order * 0.37) % 1) * every;
  const found: number[] = [];
  lefts.forEach((left, index) => {
    if (left === null) return;
    const isEnd = (lefts[index + 1] ?? null) === null;
    if (!isEnd && left - last < every) return;
    last = left;
    found.push(index);
  });
  return found;
}

/** A line's place among all, for `markerIndices`. @param group the index of its group */
export const markerOrder = ({ dashed }: ChartLine, group: number): number =>
  group + (dashed ? 0.5 : 0);

/** The indices of points that are not beyond the axis, where they have an arrowhead at its edge instead. */
export const onAxis = (
  indices: readonly number[],
  places: readonly (number | null)[],
  { min, max }: Pick<AxisRange, 'min' | 'max'>,
): number[] =>
  indices.filter((index) => {
    const at = places[index] ?? null;
    return at !== null && at >= min && at <= max;
  });

/** Chance level and the like: those that are on the axis, in scale units. */
export const levels = (
  { references }: Pick<ChartSpec, 'references'>,
  kind: ScaleKind,
  { min, max }: Pick<AxisRange, 'min' | 'max'>,
): { readonly at: number; readonly label: string }[] =>
  references.flatMap(({ value, label }) => {
    const at = toScale(kind, value);
    return at === null || at < min || at > max ? [] : [{ at, label }];
  });

export interface AxisExit {
  readonly index: number;
  readonly side: 'top' | 'bottom';
}

/**
 * Points beyond the axis, thinned out.
 * @param places in scale units; null without a value
 */
export function axisExits(
  places: readonly (number | null)[],
  lefts: readonly (number | null)[],
  { min, max }: { readonly min: number; readonly max: number },
): AxisExit[] {
  const found: AxisExit[] = [];
  const edge = 1e-9 * (max - min);
  const last = { top: -Infinity, bottom: -Infinity };
  places.forEach((at, index) => {
    const left = lefts[index] ?? null;
    if (at === null || left === null || (at <= max + edge && at >= min - edge)) return;
    const side = at > max ? 'top' : 'bottom';
    if (left - last[side] < apart) return;
    last[side] = left;
    found.push({ index, side });
  });
  return found;
}

/** Bands may overlap, and lines lie over all of them. */
export const bandAlpha = 0.13;

/** The indices of each unbroken piece of a band. */
export function bandRuns({ spread, sparse }: ChartLine): number[][] {
  const found: number[][] = [];
  let open = false;
  spread?.low.forEach((low, index) => {
    if (low === null || (spread.high[index] ?? null) === null) {
      open &&= sparse === true;
      return;
    }
    if (open) found.at(-1)!.push(index);
    else found.push([index]);
    open = true;
  });
  return found;
}
