/** The lines as they are drawn. Pure. */
import type { TrialState } from '../../lab/state.ts';
import { within, type Dimension, type Limits } from './dimensions.ts';
import { isComplete } from '../../document/trial-status.ts';

export type Point = readonly [x: number, y: number];

export interface Line {
  readonly id: string;
  /** From left to right; a trial without figures has points at its settings only. */
  readonly points: readonly Point[];
  /** Those of its points that stand beyond an axis's end, for values that are not finite. */
  readonly edges: readonly Point[];
  readonly classes: string;
  readonly series: number;
  /** Overrides the series' colour. */
  readonly fill: string | null;
  /** Whether it is within the limits and can be clicked. */
  readonly inside: boolean;
  readonly set: boolean;
}

export interface Look {
  readonly limits: Limits;
  readonly highlighted: string | null;
  readonly colour: (trial: TrialState) => { readonly series: number; readonly fill: string | null };
  readonly x: (index: number) => number;
  readonly y: (place: number) => number;
}

/** How far beyond an axis's end a value that is not finite is marked, in pixels. */
const beyond = 8;

/** In drawing order: the lines that matter come last, on top. */
export function linesOf(
  trials: readonly TrialState[],
  dimensions: readonly Dimension[],
  { limits, highlighted, colour, x, y }: Look,
): Line[] {
  const known = trials.some(({ plan }) => plan.id === highlighted);
  const lines = trials.map((trial): Line => {
    const { id } = trial.plan;
    const inside = within(trial, dimensions, limits);
    const set = known && id === highlighted;
    const classes = [
      'line',
      isComplete(trial) ? '' : 'pending',
      inside ? '' : 'out',
      known && !set ? 'pale' : '',
      set ? 'set-off' : '',
    ];
    const edges: Point[] = [];
    const points = dimensions.flatMap((dimension, index): Point[] => {
      const value = dimension.read(trial);
      if (value !== null) return [[x(index), y(dimension.place(value))]];
      const end = dimension.edge(trial);
      if (end === null) return [];
      const point: Point = [x(index), y(end) + (end === 1 ? -beyond : beyond)];
      edges.push(point);
      return [point];
    });
    return {
      id,
      points,
      edges,
      classes: classes.filter((name) => name !== '').join(' '),
      ...colour(trial),
      inside,
      set,
    };
  });
  return lines.toSorted(
    (a, b) => Number(a.set) - Number(b.set) || Number(a.inside) - Number(b.inside),
  );
}

export const pathOf = (points: readonly Point[]): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** A small cross at each point. */
export const crossesOf = (points: readonly Point[]): string =>
  points.map(([x, y]) => `M${(x - 3.5).toFixed(1)} ${(y - 3.5).toFixed(1)}l7 7m0-7l-7 7`).join('');

export interface Bundle extends Omit<Line, 'id' | 'points' | 'edges'> {
  d: string;
  crosses: string;
}

/** Lines that look the same, as one path each: thousands of elements would be slow. */
export function bundles(lines: readonly Line[]): Bundle[] {
  const found = new Map<string, Bundle>();
  for (const { points, edges, classes, series, fill, inside, set } of lines) {
    const key = `${classes} ${fill ?? series}`;
    const bundle = found.get(key) ?? { d: '', crosses: '', classes, series, fill, inside, set };
    bundle.d += pathOf(points);
    bundle.crosses += crossesOf(edges);
    found.set(key, bundle);
  }
  return [...found.values()];
}

/**
 * The line within the limits nearest above or below a point; null if there is none.
 * @param most how far it may be, in the points' units
 */
export function nearest(
  lines: readonly Line[],
  x: number,
  y: number,
  most = Infinity,
): Line | null {
  let best: Line | null = null;
  let minDistance = most;
  for (const line of lines) {
    if (!line.inside) continue;
    const at = line.points.findIndex(([right]) => right >= x);
    const [left, right] = [line.points[Math.max(0, at - 1)], line.points[at]];
    if (left === undefined || right === undefined) continue;
    const share = right[0] === left[0] ? 0 : (x - left[0]) / (right[0] - left[0]);
    const distance = Math.abs(left[1] + (right[1] - left[1]) * share - y);
    if (distance > minDistance) continue;
    minDistance = distance;
    best = line;
  }
  return best;
}
