/** A metric: a number that rates a network on a part of its data. */
import type { MemberHelp } from './help.ts';
import type { Meta } from './members.ts';

/** The parts of a trial's data, in the order in which they are measured. */
export const partNames = ['train', 'test', 'validation'] as const;
export type PartName = (typeof partNames)[number];

export const tasks = ['classification', 'regression'] as const;
export type MetricTask = (typeof tasks)[number];

/** What every engine sums over the rows of a part. */
export interface Sums {
  /** Of the rows' losses: cross-entropies, or squared errors averaged over the outputs. */
  readonly loss: number;
  /** Rows whose largest output is the first largest at their class; 0 for regression. */
  readonly correct: number;
  /** Of the rows' absolute errors averaged over the outputs; 0 for classification. */
  readonly absolute: number;
}

/** Units and formatting of a regression's target. */
export interface TargetUnit {
  /** The unit of an error. */
  readonly unit: string;
  /** The unit of a squared error. */
  readonly squared: string;
  readonly amount: (value: number) => string;
  /** What a row is, in the plural. */
  readonly rows: string;
}

export interface MetricMeta extends Meta {
  readonly task: MetricTask;
  /**
   * `sums`: the mean of one of the engines' sums, measured on all parts after every epoch. `outputs`: computed from
   * the outputs, if the document asks for it. `record`: from other metrics of the same part. `classes`: from the class
   * counts at a trial's end, on the test part only. The last two are never stored.
   */
  readonly from: 'sums' | 'outputs' | 'record' | 'classes';
  /** For `sums`: which sum. */
  readonly sum?: keyof Sums;
  /** What it is, in a few words, if its label is not self-explanatory. */
  readonly meaning?: string;
  readonly better: 'high' | 'low';
  /** Formatted as a percentage, as an amount of the target, or with this many significant digits. */
  readonly written: 'percent' | 'amount' | number;
  /** Values closer to zero than this are written as 0. */
  readonly zeroBelow?: number;
  /** Whether training minimises it: one per task, first in every record. */
  readonly minimised?: true;
  /** Whether it is a proportion of a part's rows, with the sampling error of a proportion. */
  readonly shareOfRows?: true;
  /** Another metric that ranks trials in the same order; only that one marks the best. */
  readonly ranksAs?: string;
}

/** One class of the test part. */
export interface ClassFigure {
  readonly name: string;
  /** Test rows of this class. */
  readonly rows: number;
  /** Rows that were predicted as this class. */
  readonly predicted: number;
  /** Rows of this class that were predicted as it. */
  readonly found: number;
  /** found ÷ rows; null of a class without test rows. */
  readonly recall: number | null;
  /** found ÷ predicted; 0 where none were. */
  readonly precision: number;
  /** Harmonic mean of precision and recall, 2 found ÷ (rows + predicted); 0 where found is 0. */
  readonly f1: number;
}

/** How metrics of `record` and `classes` are computed; a function that does not apply is omitted. */
export interface MetricDerive {
  /** @param other a metric of the same part after the same epoch; null if it was not measured */
  readonly fromRecord?: (other: (name: string) => number | null) => number | null;
  /** @param classes all classes, in the order of their indices */
  readonly fromClasses?: (classes: readonly ClassFigure[]) => number;
}

/** How findings word a metric's value. */
export interface MetricInsights {
  /** For the test part: "the mean absolute error is $41,200". By default the label is used. */
  readonly clause: (text: string, target: TargetUnit) => string;
  /** Whether the clause continues the one before it, after a comma. */
  readonly follows?: boolean;
  /**
   * Something notable about it; null if there is nothing.
   * @param other another metric of the same part
   */
  readonly remark?: (
    value: number,
    other: (name: string) => number | null,
    target: TargetUnit,
  ) => MetricRemark | null;
}

/** A sentence based on one figure, whose text it contains. */
export interface MetricRemark {
  readonly id: string;
  readonly text: string;
  readonly figure: { readonly name: string; readonly value: number; readonly text: string };
}

/** A metric of `outputs`: started for each part, then given every row once, in float64. */
export interface MetricMeasure<State, Started = State> {
  readonly start: () => Started;
  /**
   * @param outputs of the network, [rows, outputs]; scores of the classes, or values
   * @param targets [rows], classes or values
   */
  readonly add: (state: State, outputs: ArrayLike<number>, targets: ArrayLike<number>) => void;
  /** Null if undefined for these rows; non-finite values are not recorded either. */
  readonly value: (state: State) => number | null;
}

/** The exported program's function for a metric of `outputs`. */
export interface MetricFunction {
  /** Its name in the program. */
  readonly name: string;
  /** Its definition, given `outputs` and `targets` of all rows in float64: returns a float, or None if undefined. */
  readonly code: string;
}

/**
 * How the program sums a metric of `sums`, given `x`, `y`, and `scores` (classification) or `error` (regression).
 */
export interface MetricSum {
  /** What it is, for the function's docstring. */
  readonly doc: string;
  /** The variable that accumulates it, and its initial value. */
  readonly variable: string;
  readonly start: string;
  /** What each batch adds. */
  readonly batch: string;
  /** A comment above that line, without "#". */
  readonly comment?: string;
}

/** A value that is marked in a figure. */
export interface Mark {
  readonly value: number;
  readonly label: string;
}

/** What is known about the trials in a figure. */
export interface ChartFacts {
  readonly target: TargetUnit;
  /** Rows of the data, in the plural: "images". */
  readonly rows: string;
  /** Whether amounts of the target have a unit that people know. */
  readonly hasUnit: boolean;
  /** The typical range of errors; null if unknown. */
  readonly usualErrors: readonly [number, number] | null;
  /** What guessing gives: the share of correct answers, and the loss; empty if unknown. */
  readonly chance: {
    readonly share: readonly Mark[];
    readonly loss: readonly Mark[];
    /** The typical range of losses: from a good one to that of guessing. */
    readonly usual: readonly [number, number] | null;
  };
}

/** How its curve over the epochs is drawn. */
export interface MetricChart {
  readonly title: string;
  /** The quantity, with its unit. */
  readonly yLabel: string;
  /** A fixed y range; by default it follows the data. */
  readonly yRange?: readonly [number, number];
  /** Without a fixed range: values that the axis always includes. */
  readonly yUsual?: readonly [number, number] | null;
  /** Linear for values of any sign; logarithmic (switchable) for positive ones. */
  readonly scale: 'linear' | 'log';
  /** Formats a value with its unit; four digits by default. */
  readonly format?: (value: number) => string;
  /** Without its unit; three digits by default. */
  readonly short?: (value: number) => string;
  /** As an axis label. */
  readonly tick?: (value: number) => string;
  readonly references?: readonly Mark[];
  /** What the chart will show, while it is empty. */
  readonly promise: string;
}

export interface MetricDraw {
  readonly chart: (facts: ChartFacts) => MetricChart;
}

export type MetricPython = MetricSum | MetricFunction;

export interface MetricParts {
  readonly meta: MetricMeta;
  /** Its explanation. */
  readonly help?: MemberHelp;
  readonly measure?: MetricMeasure<never, unknown>;
  readonly draw?: MetricDraw;
  readonly python?: MetricPython;
  readonly insights?: MetricInsights;
  readonly derive?: MetricDerive;
}
