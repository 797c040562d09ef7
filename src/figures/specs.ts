/** Which figures an experiment has, and how each is read. */
import { percent, significant } from '../words/format.ts';
import { targetWords } from '../words/target.ts';
import type { ChartSpec, Reference } from '../charts/model.ts';
import { taskOf, trialSteps, usualErrorsOf, viewOf } from '../experiment/parameters.ts';
import type { ClassCounts, EpochRecord } from '../experiment/results.ts';
import type { Trial } from '../experiment/schema.ts';
import { trimmedEnd } from '../experiment/trim.ts';
import { chanceOf } from '../run/class-figures.ts';

/** A figure over the epochs reads these two fields of every record. */
export interface EpochFigure {
  readonly kind: 'epochs';
  readonly spec: ChartSpec;
  readonly train: (record: EpochRecord) => number | undefined;
  readonly test: (record: EpochRecord) => number | undefined;
  /** Of trials that hold rows back. */
  readonly validation: (record: EpochRecord) => number | undefined;
}

export interface StepFigure {
  readonly kind: 'steps';
  readonly spec: ChartSpec;
}

export interface LayerFigure {
  readonly kind: 'layers';
  readonly spec: ChartSpec;
}

export type Figure = EpochFigure | StepFigure | LayerFigure;

const field =
  (name: string) =>
  (record: EpochRecord): number | undefined => {
    const value: unknown = Reflect.get(record, name);
    return typeof value === 'number' ? value : undefined;
  };

const number = (value: number): string => significant(value, 4);
const three = (value: number): string => significant(value, 3);
/** Digits enough for an axis that is looked at closely, without zeros at the end: "0.5". */
const tick = (value: number): string => withoutZeros(significant(value, 6));

function withoutZeros(text: string): string {
  const [mantissa = '', power] = text.split('×');
  const short = mantissa.includes('.') ? trimmedEnd(trimmedEnd(mantissa, '0'), '.') : mantissa;
  return power === undefined ? short : `${short}×${power}`;
}

/**
 * The figures of these trials, the most telling first.
 * @param classes what was counted of each trial's classes, as far as that is known
 */
export function figuresOf(
  trials: readonly Trial[],
  classes: readonly (ClassCounts | undefined)[] = [],
): Figure[] {
  const [first] = trials;
  if (first === undefined) return [];
  const epochs = Math.max(...trials.map((trial) => trial.epochs));
  const figures: Figure[] = [];
  if (trials.some((trial) => trial.measure.gradientNorms)) figures.push(gradientFigure(trials));
  if (epochs === 0) return figures;
  const guess = guessing(trials, classes);
  const [main, ...others] =
    taskOf(first.dataset) === 'classification'
      ? classification(epochs, first, guess)
      : regression(epochs, first);
  if (main !== undefined) figures.push(main);
  if (trials.some((trial) => trial.measure.batchLosses)) {
    figures.push(batchFigure(first, trials, guess));
  }
  return [...figures, ...others];
}

const epochBase = (epochs: number) =>
  ({
    xLabel: 'epoch',
    xRange: [1, epochs],
    zeroBand: false,
    markers: true,
    references: [],
  }) as const;

/** What guessing gives: the share that is right and the loss, as lines; none where it is not known. */
interface Guess {
  readonly accuracy: readonly Reference[];
  readonly loss: readonly Reference[];
  /** Where losses mostly lie: from a good one to what guessing gives. */
  readonly usual: readonly [number, number] | null;
}

/** Of several splits of a table, whose shares differ a little, the mean with the span. */
function guessing(trials: readonly Trial[], classes: readonly (ClassCounts | undefined)[]): Guess {
  const found = trials.flatMap((trial, at) => chanceOf(trial, classes[at]) ?? []);
  const [first] = found;
  if (first === undefined) return { accuracy: [], loss: [], usual: null };
  const short = (value: number) => percent(value).replace('.0', '');
  const line = (values: readonly number[], write: (value: number) => string): Reference => {
    const value = values.reduce((sum, each) => sum + each, 0) / values.length;
    const ends = [Math.min(...values), Math.max(...values)].map(write);
    const text = ends[0] === ends[1] ? ends[0] : ends.join(' to ');
    return { value: ends[0] === ends[1] ? values[0]! : value, label: `chance, ${text}` };
  };
  const even = found.every(({ equal }) => equal);
  const loss = line(
    found.map((each) => each.loss),
    three,
  );
  return {
    accuracy: [
      line(
        found.map(({ share }) => share),
        short,
      ),
    ],
    loss: [even ? { ...loss, label: `chance, ln ${first.classes}` } : loss],
    usual: even && first.classes === 10 ? [0.5, 2.4] : [loss.value / 5, loss.value * 1.05],
  };
}

function classification(epochs: number, first: Trial, guess: Guess): EpochFigure[] {
  return [
    {
      kind: 'epochs',
      train: field('trainAccuracy'),
      test: field('testAccuracy'),
      validation: field('validationAccuracy'),
      spec: {
        ...epochBase(epochs),
        id: 'accuracy',
        title: 'Accuracy',
        yLabel: 'classified correctly, %',
        yRange: [0, 1],
        scale: 'linear',
        switchable: false,
        format: (value) => percent(value),
        short: (value) => (value * 100).toFixed(1),
        tick: (value) => String(Number((value * 100).toPrecision(6))),
        references: guess.accuracy,
        promise: 'Training and test accuracy after every epoch, one colour for each trial',
        better: 'high',
      },
    },
    {
      kind: 'epochs',
      train: field('trainLoss'),
      test: field('testLoss'),
      validation: field('validationLoss'),
      spec: {
        ...epochBase(epochs),
        id: 'loss',
        title: 'Loss after each epoch',
        yLabel: 'mean cross-entropy',
        ...(guess.usual === null ? {} : { yUsual: guess.usual }),
        scale: 'log',
        switchable: true,
        format: number,
        short: three,
        tick,
        references: guess.loss,
        promise: `Mean cross-entropy over all training and all test ${viewOf(first.dataset) === 'images' ? 'images' : 'rows'} after every epoch`,
        better: 'low',
      },
    },
  ];
}

function regression(epochs: number, { dataset }: Trial): EpochFigure[] {
  const words = targetWords(dataset);
  const errors = usualErrorsOf(dataset);
  const usual = errors === null ? {} : { yUsual: errors.epochs };
  return [
    {
      kind: 'epochs',
      train: field('trainMse'),
      test: field('testMse'),
      validation: field('validationMse'),
      spec: {
        ...epochBase(epochs),
        id: 'mse',
        title: 'Mean squared error',
        yLabel: `MSE, ${words.squared}`,
        ...usual,
        scale: 'log',
        switchable: true,
        format: (value) => `${number(value)} (RMSE ${words.amount(Math.sqrt(value))})`,
        short: three,
        tick,
        promise: `Mean squared error on the training and test ${words.rows} after every epoch`,
        better: 'low',
      },
    },
    {
      kind: 'epochs',
      train: field('trainMae'),
      test: field('testMae'),
      validation: field('validationMae'),
      spec: {
        ...epochBase(epochs),
        id: 'mae',
        title: 'Mean absolute error',
        yLabel: `MAE, ${words.unit}`,
        ...usual,
        scale: 'log',
        switchable: true,
        format: (value) =>
          words.inUnits ? `${number(value)} (${words.amount(value)})` : number(value),
        short: three,
        tick,
        promise: `Mean absolute error on the training and test ${words.rows} after every epoch`,
        better: 'low',
      },
    },
  ];
}

function batchFigure(first: Trial, trials: readonly Trial[], guess: Guess): StepFigure {
  const squared = taskOf(first.dataset) === 'regression';
  const usual = squared ? (usualErrorsOf(first.dataset)?.steps ?? null) : guess.usual;
  return {
    kind: 'steps',
    spec: {
      id: 'batch-loss',
      title: 'Loss of every batch',
      xLabel: 'step',
      ...(usual === null ? {} : { yUsual: usual }),
      yLabel: squared
        ? `MSE of the batch, ${targetWords(first.dataset).squared}`
        : 'cross-entropy of the batch',
      xRange: [1, Math.max(1, ...trials.map(trialSteps))],
      scale: 'log',
      switchable: true,
      zeroBand: false,
      markers: false,
      format: number,
      short: three,
      tick,
      references: guess.loss,
      promise:
        'The loss of each batch before its step; the first points come within a second or two',
      better: 'low',
    },
  };
}

function gradientFigure(trials: readonly Trial[]): LayerFigure {
  const depth = Math.max(1, ...trials.map((trial) => trial.model.depth));
  return {
    kind: 'layers',
    spec: {
      id: 'gradient-norms',
      title: 'Gradient norm at each layer',
      xLabel: 'hidden layer',
      yLabel: '‖∂L/∂a‖ of the first batch',
      xRange: [1, depth],
      scale: 'log',
      switchable: false,
      zeroBand: true,
      markers: true,
      format: three,
      short: three,
      tick,
      references: [],
      promise:
        'The norm of the loss’s gradient at the output of every hidden layer, before training',
      better: null,
    },
  };
}
