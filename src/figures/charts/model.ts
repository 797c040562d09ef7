/** The input of a line chart: columns of numbers and how to read them, independent of any library. */
import type { SeriesStyle } from '../../catalog/kinds/series.ts';

/** All lines of one trial: one colour, one marker, one entry in the legend. */
export interface ChartGroup {
  readonly id: string;
  readonly label: string;
  readonly style: SeriesStyle;
  /** Said behind the label, "diverged" for instance. */
  readonly note?: string;
  /** Whether its loss became infinite or NaN: the scale then ignores it. */
  readonly diverged?: boolean;
}

/** The range around a line that is a mean over seeds. */
export interface Spread {
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  /** How many seeds have reached each x. */
  readonly counts: readonly number[];
  /** How many seeds there are. */
  readonly of: number;
}

export interface ChartLine {
  /** The id of its group. */
  readonly group: string;
  /** "train" or "test"; the same word has the same dash in a chart. */
  readonly name: string;
  readonly dashed: boolean;
  /** Dotted instead of dashed: a third kind of line. */
  readonly dotted?: boolean;
  /** Drawn thin and pale, behind the group's other line. */
  readonly faint?: boolean;
  /** Most values are null; the line connects the others. */
  readonly sparse?: boolean;
  /** One value for each x; null where there is none (yet). */
  readonly values: readonly (number | null)[];
  /** Where the line is a mean: from the minimum to the maximum, drawn as a band. */
  readonly spread?: Spread;
}

export interface ChartModel {
  /** Ascending. */
  readonly x: readonly number[];
  readonly groups: readonly ChartGroup[];
  readonly lines: readonly ChartLine[];
  /** Shown with the chart, "means over 40 steps" for instance. */
  readonly note?: string;
}

export interface Reference {
  readonly value: number;
  readonly label: string;
}

export type ScaleKind = 'linear' | 'log';

export interface ChartSpec {
  /** Stable name, for ids and file names. */
  readonly id: string;
  readonly title: string;
  /** What one x is: "epoch", "layer", "step". */
  readonly xLabel: string;
  /** The quantity, with its unit: "accuracy, %". */
  readonly yLabel: string;
  /** First and last x, known before any data so that the axis does not jump. */
  readonly xRange: readonly [number, number];
  /** A fixed range of y; left out, it follows the data. */
  readonly yRange?: readonly [number, number];
  /** Where `yRange` is not given: values that the axis always spans, so that it rarely changes. */
  readonly yUsual?: readonly [number, number];
  readonly scale: ScaleKind;
  /** Whether a person may switch between log and linear. */
  readonly switchable: boolean;
  /** Values that are exactly zero are drawn in a band of their own under a log axis. */
  readonly zeroBand: boolean;
  /** Markers at data points; off for thousands of points. */
  readonly markers: boolean;
  /** A value as text with its unit. */
  readonly format: (value: number) => string;
  /** A value as the legend writes it, without its unit. */
  readonly short: (value: number) => string;
  /** A value as the axis writes it, without superfluous digits. */
  readonly tick: (value: number) => string;
  readonly references: readonly Reference[];
  /** What will be plotted, for the empty chart. */
  readonly promise: string;
  /** Whether a high or a low last value is better; null where neither is. */
  readonly better: 'high' | 'low' | null;
}

/** Index of the last x at which any line of `lines` has a value, or -1. */
export function lastIndex(lines: readonly ChartLine[]): number {
  let last = -1;
  for (const { values } of lines) {
    for (let index = values.length - 1; index > last; index--) {
      if (values[index] !== null && values[index] !== undefined) last = index;
    }
  }
  return last;
}

/** `index`, or the last one before it at which the line has a value; -1 without any. */
function indexAt(line: ChartLine, index: number): number {
  for (let at = Math.min(index, line.values.length - 1); at >= 0; at--) {
    const value = line.values[at];
    if (value !== null && value !== undefined) return at;
  }
  return -1;
}

/** The value at `index`, or the last one before it. */
export const valueAt = (line: ChartLine, index: number): number | null =>
  line.values[indexAt(line, index)] ?? null;

/** The value shown at an index: for a sparse line, its last one up to there. */
export const readAt = (line: ChartLine, index: number): number | null =>
  line.sparse === true ? valueAt(line, index) : (line.values[index] ?? null);

export interface SpreadAt {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly of: number;
}

/** The range around `readAt`; null where the line is no mean or has no value. */
export function spreadAt(line: ChartLine, index: number): SpreadAt | null {
  const at = line.sparse === true ? indexAt(line, index) : index;
  const { spread } = line;
  const [low, high] = [spread?.low[at] ?? null, spread?.high[at] ?? null];
  if (spread === undefined || low === null || high === null) return null;
  return { low, high, count: spread.counts[at] ?? 0, of: spread.of };
}

/** The model without the groups that a person has hidden. */
export const withoutHidden = (model: ChartModel, hidden: ReadonlySet<string>): ChartModel =>
  hidden.size === 0
    ? model
    : {
        ...model,
        groups: model.groups.filter(({ id }) => !hidden.has(id)),
        lines: model.lines.filter(({ group }) => !hidden.has(group)),
      };

/** Every column of values that an axis has to show. */
export const columnsOf = (lines: readonly ChartLine[]): (readonly (number | null)[])[] =>
  lines.flatMap(({ values, spread }) =>
    spread === undefined ? [values] : [values, spread.low, spread.high],
  );

/** A group's most important line: test rather than train, the mean rather than every batch. */
export function mainLine(model: ChartModel, group: string): ChartLine | undefined {
  const lines = model.lines.filter((line) => line.group === group);
  return lines.find(({ name }) => name === 'test' || name === 'mean') ?? lines[0];
}
