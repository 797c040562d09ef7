/** A metric: a number by which a network is judged on a part of its data. */
import type { Meta } from './members.ts';

/** The parts of a trial's data, in the order in which they are measured. */
export const partNames = ['train', 'test', 'validation'] as const;
export type PartName = (typeof partNames)[number];

export const tasks = ['classification', 'regression'] as const;
export type MetricTask = (typeof tasks)[number];

/** What every engine adds up over the rows of a part. */
export interface Sums {
  /** Of the rows' losses: cross-entropies, or squared errors averaged over the outputs. */
  readonly loss: number;
  /** Rows whose largest output is the first largest at their class; 0 for regression. */
  readonly correct: number;
  /** Of the rows' absolute errors averaged over the outputs; 0 for classification. */
  readonly absolute: number;
}

/** What amounts of a regression's target are called, and how they are written. */
export interface TargetUnit {
  /** The unit of an error. */
  readonly unit: string;
  /** The unit of a squared error. */
  readonly squared: string;
  readonly amount: (value: number) => string;
  /** What it is predicted for, in the plural. */
  readonly rows: string;
}

export interface MetricMeta extends Meta {
  readonly task: MetricTask;
  /**
   * `sums`: the mean of one of the engines' sums, measured of all parts after every epoch. `outputs`: computed
   * from the outputs, where the document asks for it. `record`: from other metrics of the same part. `classes`:
   * from the classes as they are counted at a trial's end, of the test part alone. The last two are never stored.
   */
  readonly from: 'sums' | 'outputs' | 'record' | 'classes';
  /** Of `sums`: which. */
  readonly sum?: keyof Sums;
  /** What it is, in a few words, where its label does not say it. */
  readonly meaning?: string;
  readonly better: 'high' | 'low';
  /** As a share of 100, as an amount of the target, or with so many significant digits. */
  readonly written: 'percent' | 'amount' | number;
  /** Values closer to zero than this are written as 0. */
  readonly zeroBelow?: number;
  /** Whether training makes it as small as it can: one of each task, named first in every record. */
  readonly minimised?: true;
  /** Whether it is the share of a part's rows of which something is true, with the sampling error of one. */
  readonly shareOfRows?: true;
  /** Another metric by which trials come in the same order: only that one marks the best. */
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

/** Of what `record` and `classes` are computed from; the part for which there is nothing is left out. */
export interface MetricDerive {
  /** @param other a metric of the same part after the same epoch; null where it was not measured */
  readonly fromRecord?: (other: (name: string) => number | null) => number | null;
  /** @param classes all classes, in the order of their indices */
  readonly fromClasses?: (classes: readonly ClassFigure[]) => number;
}

/** What is said of a value where a trial's figures are told in sentences. */
export interface MetricInsights {
  /** Of the test part: "the mean absolute error is $41,200". Left out, it is named by its label. */
  readonly clause: (text: string, target: TargetUnit) => string;
  /** Whether the clause says more of the one before it, and so follows a comma. */
  readonly follows?: boolean;
  /**
   * Something remarkable of it; null where there is nothing.
   * @param other another metric of the same part
   */
  readonly remark?: (
    value: number,
    other: (name: string) => number | null,
    target: TargetUnit,
  ) => MetricRemark | null;
}

/** A sentence that rests on one figure, whose text stands in it. */
export interface MetricRemark {
  readonly id: string;
  readonly text: string;
  readonly figure: { readonly name: string; readonly value: number; readonly text: string };
}

/** A metric of `outputs`: started for each part, given all rows once, in float64. */
export interface MetricMeasure<State, Started = State> {
  readonly start: () => Started;
  /**
   * @param outputs of the network, [rows, outputs]; scores of the classes, or values
   * @param targets [rows], classes or values
   */
  readonly add: (state: State, outputs: ArrayLike<number>, targets: ArrayLike<number>) => void;
  /** Null where it is not defined for these rows; what is not finite is not recorded either. */
  readonly value: (state: State) => number | null;
}

/** The program's function of a metric of `outputs`. */
export interface MetricFunction {
  /** Its name in the program. */
  readonly name: string;
  /** Its definition, of `outputs` and `targets` of all rows in float64: a float, or None where it is not defined. */
  readonly code: string;
}

/**
 * How the program adds up a metric of `sums`: with `x`, `y`, `scores` of a classification and `error` of a
 * regression at hand.
 */
export interface MetricSum {
  /** What it is, as the function's description has it. */
  readonly doc: string;
  /** The variable that it is added up in, and what that starts with. */
  readonly variable: string;
  readonly start: string;
  /** What a batch adds. */
  readonly batch: string;
  /** Said above that, without the sign of a comment. */
  readonly comment?: string;
}

/** A value that is marked in a figure. */
export interface Mark {
  readonly value: number;
  readonly label: string;
}

/** What is known of the trials of a figure. */
export interface ChartFacts {
  readonly target: TargetUnit;
  /** Rows of the data, in the plural: "images". */
  readonly rows: string;
  /** Whether amounts of the target have a unit that people know. */
  readonly hasUnit: boolean;
  /** Where errors mostly lie; null where that is not known. */
  readonly usualErrors: readonly [number, number] | null;
  /** What guessing gives: the share that is right, and the loss; empty where that is not known. */
  readonly chance: {
    readonly share: readonly Mark[];
    readonly loss: readonly Mark[];
    /** Where losses mostly lie: from a good one to what guessing gives. */
    readonly usual: readonly [number, number] | null;
  };
}

/** How its course over the epochs is drawn. */
export interface MetricChart {
  readonly title: string;
  /** The quantity, with its unit. */
  readonly yLabel: string;
  /** A fixed range of y; left out, it follows the data. */
  readonly yRange?: readonly [number, number];
  /** Where there is no fixed range: values that the axis always spans. */
  readonly yUsual?: readonly [number, number] | null;
  /** Linear where its values may be anything; logarithmic, to be switched, where they are positive. */
  readonly scale: 'linear' | 'log';
  /** A value with its unit; with four digits where left out. */
  readonly format?: (value: number) => string;
  /** Without its unit; with three digits where left out. */
  readonly short?: (value: number) => string;
  /** As the axis writes it. */
  readonly tick?: (value: number) => string;
  readonly references?: readonly Mark[];
  /** What will be seen, for the empty chart. */
  readonly promise: string;
}

export interface MetricDraw {
  readonly chart: (facts: ChartFacts) => MetricChart;
}

export type MetricPython = MetricSum | MetricFunction;

export interface MetricParts {
  readonly meta: MetricMeta;
  readonly measure?: MetricMeasure<never, unknown>;
  readonly draw?: MetricDraw;
  readonly python?: MetricPython;
  readonly insights?: MetricInsights;
  readonly derive?: MetricDerive;
}
