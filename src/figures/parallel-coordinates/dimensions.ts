/** The axes of parallel coordinates: what was varied, and the figures. Pure. */
import type { Axis } from '../../document/schema.ts';
import type { TrialState } from '../../lab/state.ts';
import type { Column } from '../../text/columns.ts';
import { plain, significant } from '../../base/numbers.ts';
import { gridAxis, type GridAxis } from '../heatmap/grid.ts';
import { logFrom } from '../heatmap/scale.ts';
import { canonicalJson } from '../../document/hash.ts';
import { isComplete } from '../../document/trial-status.ts';

export interface Tick {
  /** 0 (bottom) … 1 (top) */
  readonly at: number;
  readonly label: string;
}

export interface Dimension {
  readonly key: string;
  readonly name: string;
  /** Whether the scale is logarithmic. */
  readonly log: boolean;
  /** For names, which are numbered by their index in `stops`; null for numbers. */
  readonly stops: readonly string[] | null;
  readonly ticks: readonly Tick[];
  /** The trial's value: a number, or a name's index; null if it has none (yet). */
  readonly read: (trial: TrialState) => number | null;
  /** 0 (bottom) … 1 (top); values outside are clamped. */
  readonly place: (value: number) => number;
  /** The value at a place. */
  readonly value: (place: number) => number;
  /** The end at which a trial without a finite value is marked, because it diverged: the worse one; null for none. */
  readonly edge: (trial: TrialState) => 0 | 1 | null;
  readonly write: (value: number) => string;
}

/** Labels that fit on an axis. */
const maxLabels = 9;

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** Values at evenly spaced places, interpolated linearly between them. Both directions are monotone. */
export function evenScale(stops: readonly number[]): Pick<Dimension, 'place' | 'value'> {
  const last = stops.length - 1;
  return {
    place: (value) => {
      if (last === 0) return 0.5;
      const above = stops.findIndex((stop) => stop >= value);
      if (above === 0) return 0;
      if (above === -1) return 1;
      const [low, high] = [stops[above - 1]!, stops[above]!];
      return clamp((above - 1 + (value - low) / (high - low)) / last);
    },
    value: (place) => {
      const at = clamp(place) * last;
      const below = Math.min(Math.floor(at), Math.max(0, last - 1));
      const [low, high] = [stops[below]!, stops[below + 1] ?? stops[below]!];
      return low + (high - low) * (at - below);
    },
  };
}

function thinned(ticks: readonly Tick[]): Tick[] {
  const every = Math.ceil(ticks.length / maxLabels);
  return ticks.filter((_, index) => index % every === 0 || index === ticks.length - 1);
}

/** Thousands of trials are read; most values are numbers and texts. */
const keyOf = (value: unknown): unknown =>
  typeof value === 'object' ? canonicalJson(value) : value;

function settingDimension({ path, name, heads }: GridAxis): Dimension {
  const numeric = heads.every(({ value }) => typeof value === 'number');
  // Numbers ascend; names stay in the experiment's order, the first on top.
  const ordered = numeric
    ? heads.toSorted((a, b) => Number(a.value) - Number(b.value))
    : heads.toReversed();
  const stops = ordered.map(({ value }, index) => (numeric ? Number(value) : index));
  const places = new Map(ordered.map(({ value }, index) => [keyOf(value), stops[index]!]));
  const { place, value } = evenScale(stops);
  const labels = ordered.map(({ label }) => label);
  return {
    key: path,
    name,
    log: false,
    stops: numeric ? null : labels,
    ticks: thinned(labels.map((label, index) => ({ label, at: place(stops[index]!) }))),
    read: ({ plan }) => places.get(keyOf(plan.values[path])) ?? null,
    place,
    value,
    edge: () => null,
    write: (at) => (numeric ? plain(Number(at.toPrecision(4))) : (labels[Math.round(at)] ?? '')),
  };
}

function figureDimension(column: Column, trials: readonly TrialState[]): Dimension {
  const read = (trial: TrialState): number | null => {
    const value = isComplete(trial) ? column.read(trial) : null;
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  const values = trials.flatMap((trial) => read(trial) ?? []);
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const log = low > 0 && high / low >= logFrom;
  const [to, back] = log ? [Math.log, Math.exp] : [Number, Number];
  const [from, span] = [to(low), to(high) - to(low)];
  const write = column.write ?? ((value: number) => significant(value, 3));
  const value = (place: number): number =>
    span > 0 ? Math.min(high, Math.max(low, back(from + place * span))) : low;
  const places = [
    [0, 0.25, 0.5, 0.75, 1],
    [0, 0.5, 1],
    [0, 1],
  ];
  // Close values may have equal labels; then fewer are shown.
  const apart = places.find(
    (ats) => new Set(ats.map((at) => write(value(at)))).size === ats.length,
  );
  const shown = values.length === 0 ? [] : span > 0 ? (apart ?? [0, 1]) : [0.5];
  return {
    key: column.key,
    name: column.head,
    log,
    stops: null,
    ticks: shown.map((at) => ({ at, label: write(value(at)) })),
    read,
    place: (found) => (span > 0 ? clamp((to(Math.max(found, low)) - from) / span) : 0.5),
    value,
    edge: (trial) => {
      if (column.better === null || read(trial) !== null) return null;
      const broken = isComplete(trial) && typeof column.read(trial) === 'number';
      if (trial.status !== 'diverged' && !broken) return null;
      return column.better === 'low' ? 1 : 0;
    },
    write,
  };
}

/** Varied settings in the document's order, then the figures that can be ranked, then the time. */
export function dimensionsOf(
  trials: readonly TrialState[],
  axes: readonly Axis[],
  metrics: readonly Column[],
): Dimension[] {
  const settings = axes.map(gridAxis).filter(({ heads }) => heads.length > 1);
  const figures = metrics.filter(({ better, key }) => better !== null || key === 'seconds');
  return [
    ...settings.map(settingDimension),
    ...figures.map((column) => figureDimension(column, trials)),
  ];
}

/** Bounds by a dimension's key, inclusive; null is no bound. */
export type Limits = ReadonlyMap<
  string,
  { readonly low: number | null; readonly high: number | null }
>;

/** Whether a trial lies within all limits. One without a limited value does not. */
export function within(
  trial: TrialState,
  dimensions: readonly Dimension[],
  limits: Limits,
): boolean {
  return dimensions.every((dimension) => {
    const limit = limits.get(dimension.key);
    if (limit === undefined || (limit.low === null && limit.high === null)) return true;
    const value = dimension.read(trial);
    if (value === null) return false;
    // A bound set by pointer is rounded.
    const room = 1e-9 * Math.max(1, Math.abs(value));
    return value >= (limit.low ?? -Infinity) - room && value <= (limit.high ?? Infinity) + room;
  });
}
