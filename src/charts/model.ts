/** What a line chart is given: columns of numbers, and how to read them. No library in sight. */
import type { SeriesStyle } from './palette.ts';

/** All lines of one trial: one colour, one marker, one entry in the legend. */
export interface ChartGroup {
  readonly id: string;
  readonly label: string;
  readonly style: SeriesStyle;
  /** Said behind the label, "diverged" for instance. */
  readonly note?: string;
}

export interface ChartLine {
  /** The id of its group. */
  readonly group: string;
  /** "train" or "test"; the same word has the same dash in a chart. */
  readonly name: string;
  readonly dashed: boolean;
  /** Dotted instead: a third kind of line. */
  readonly dotted?: boolean;
  /** Drawn thin and pale, behind the group's other line. */
  readonly faint?: boolean;
  /** Has a value only here and there; the line goes from one to the next. */
  readonly sparse?: boolean;
  /** One value for each x; null where there is none (yet). */
  readonly values: readonly (number | null)[];
}

export interface ChartModel {
  /** Ascending. */
  readonly x: readonly number[];
  readonly groups: readonly ChartGroup[];
  readonly lines: readonly ChartLine[];
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
  /** From first to last x, known before any data so that nothing jumps. */
  readonly xRange: readonly [number, number];
  /** A fixed range of y; left out, it follows the data. */
  readonly yRange?: readonly [number, number];
  /** Where `yRange` is not given: values that the axis always spans, so that it seldom changes. */
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
  /** A value as the axis writes it, no digit more than needed. */
  readonly tick: (value: number) => string;
  readonly references: readonly Reference[];
  /** What will be seen here, for the empty chart. */
  readonly promise: string;
  /** Whether a large or a small last value is the better one; null where neither is. */
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

/** The value at `index`, or the last one before it. */
export function valueAt(line: ChartLine, index: number): number | null {
  for (let at = Math.min(index, line.values.length - 1); at >= 0; at--) {
    const value = line.values[at];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

/** What is read at an index: a sparse line's value is the last one that it has. */
export const readAt = (line: ChartLine, index: number): number | null =>
  line.sparse === true ? valueAt(line, index) : (line.values[index] ?? null);

/** The line of a group that counts: test before train, the mean before every batch. */
export function mainLine(model: ChartModel, group: string): ChartLine | undefined {
  const lines = model.lines.filter((line) => line.group === group);
  return lines.find(({ name }) => name === 'test' || name === 'mean') ?? lines[0];
}
