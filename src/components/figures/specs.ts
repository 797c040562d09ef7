/** Which figures an experiment has, and how each is read. */
import { dollars, percent, significant } from '../../words/format.ts';
import type { ChartSpec } from '../../charts/model.ts';
import { taskOf, trialSteps } from '../../experiment/parameters.ts';
import type { EpochRecord } from '../../experiment/results.ts';
import type { Trial } from '../../experiment/schema.ts';

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
const tick = (value: number): string =>
  significant(value, 6)
    .replace(/(\.\d*?)0+(?=×|$)/, '$1')
    .replace(/\.(?=×|$)/, '');

/** The figures of these trials, the most telling first. */
export function figuresOf(trials: readonly Trial[]): Figure[] {
  const [first] = trials;
  if (first === undefined) return [];
  const epochs = Math.max(...trials.map((trial) => trial.epochs));
  const figures: Figure[] = [];
  if (trials.some((trial) => trial.measure.gradientNorms)) figures.push(gradientFigure(trials));
  if (epochs === 0) return figures;
  const perEpoch = taskOf(first.dataset.name) === 'classification' ? classification : regression;
  const [main, ...others] = perEpoch(epochs);
  if (main !== undefined) figures.push(main);
  if (trials.some((trial) => trial.measure.batchLosses)) figures.push(batchFigure(first, trials));
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

function classification(epochs: number): EpochFigure[] {
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
        references: [{ value: 0.1, label: 'chance, 10 %' }],
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
        yUsual: [0.5, 2.4],
        scale: 'log',
        switchable: true,
        format: number,
        short: three,
        tick,
        references: [{ value: Math.log(10), label: 'chance, ln 10' }],
        promise: 'Mean cross-entropy over all training and all test images after every epoch',
        better: 'low',
      },
    },
  ];
}

function regression(epochs: number): EpochFigure[] {
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
        yLabel: 'MSE, ($100,000)²',
        yUsual: [0.2, 1],
        scale: 'log',
        switchable: true,
        format: (value) => `${number(value)} (RMSE ${dollars(Math.sqrt(value))})`,
        short: three,
        tick,
        promise: 'Mean squared error on the training and test districts after every epoch',
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
        yLabel: 'MAE, $100,000',
        yUsual: [0.2, 1],
        scale: 'log',
        switchable: true,
        format: (value) => `${number(value)} (${dollars(value)})`,
        short: three,
        tick,
        promise: 'Mean absolute error on the training and test districts after every epoch',
        better: 'low',
      },
    },
  ];
}

function batchFigure(first: Trial, trials: readonly Trial[]): StepFigure {
  const squared = taskOf(first.dataset.name) === 'regression';
  return {
    kind: 'steps',
    spec: {
      id: 'batch-loss',
      title: 'Loss of every batch',
      xLabel: 'step',
      yUsual: squared ? [0.2, 2] : [0.5, 2.4],
      yLabel: squared ? 'MSE of the batch, ($100,000)²' : 'cross-entropy of the batch',
      xRange: [1, Math.max(1, ...trials.map(trialSteps))],
      scale: 'log',
      switchable: true,
      zeroBand: false,
      markers: false,
      format: number,
      short: three,
      tick,
      references: squared ? [] : [{ value: Math.log(10), label: 'chance, ln 10' }],
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
