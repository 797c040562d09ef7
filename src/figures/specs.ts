/** Which figures an experiment has, and how each is read. */
import type { ChartFacts, Mark, MetricChart, PartName } from '../catalog/kinds/metric.ts';
import { figureIn, measuredMetrics } from '../catalog/lookup/metric.ts';
import { lossMeta } from '../catalog/registry/loss.meta.ts';
import { metricDraw } from '../catalog/registry/metric.draw.ts';
import { metricMeta, type MetricName } from '../catalog/registry/metric.meta.ts';
import { percent, significant } from '../base/numbers.ts';
import { targetWords } from '../text/target.ts';
import { capital } from '../text/labels.ts';
import type { ChartSpec } from './charts/model.ts';
import { askedBy } from '../document/asked.ts';
import { activationOps } from '../catalog/lookup/network.ts';
import { isList } from '../document/network-form.ts';
import {
  lossOf,
  planOf,
  taskOf,
  trialSteps,
  usualErrorsOf,
  viewOf,
} from '../document/parameters.ts';
import type { ClassCounts, EpochRecord } from '../document/results.ts';
import type { Trial } from '../document/schema.ts';
import { trimmedEnd } from '../base/trim.ts';
import { chanceOf } from '../lab/class-figures.ts';

/** A figure over the epochs reads these two fields of every record. */
export interface EpochFigure {
  readonly kind: 'epochs';
  readonly spec: ChartSpec;
  readonly train: (record: EpochRecord) => number | undefined;
  readonly test: (record: EpochRecord) => number | undefined;
  /** Of trials that hold rows back. */
  readonly validation: (record: EpochRecord) => number | undefined;
  /** Whether it is of no part of the data: `train` reads it. */
  readonly isSingle?: true;
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
  const facts = factsOf(first, guess);
  const measured = measuredMetrics(taskOf(first.dataset), askedBy(...trials));
  const [main, ...others] = measured.map((name) => metricFigure(name, epochs, facts));
  if (main !== undefined) figures.push(main);
  if (trials.some((trial) => trial.measure.batchLosses)) {
    figures.push(batchFigure(first, trials, facts));
  }
  if (trials.some(({ schedule }) => schedule !== undefined)) others.unshift(rateFigure(epochs));
  return [...figures, ...others];
}

type Guess = ChartFacts['chance'];

/** Of several splits of a table, whose shares differ a little, the mean with the span. */
function guessing(trials: readonly Trial[], classes: readonly (ClassCounts | undefined)[]): Guess {
  const found = trials.flatMap((trial, at) => chanceOf(trial, classes[at]) ?? []);
  const [first] = found;
  if (first === undefined) return { share: [], loss: [], usual: null };
  const short = (value: number) => percent(value).replace('.0', '');
  const line = (values: readonly number[], write: (value: number) => string): Mark => {
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
    share: [
      line(
        found.map(({ share }) => share),
        short,
      ),
    ],
    loss: [even ? { ...loss, label: `chance, ln ${first.classes}` } : loss],
    usual: even && first.classes === 10 ? [0.5, 2.4] : [loss.value / 5, loss.value * 1.05],
  };
}

function factsOf({ dataset }: Trial, chance: Guess): ChartFacts {
  const target = targetWords(dataset);
  return {
    target,
    rows: viewOf(dataset) === 'images' ? 'images' : 'rows',
    hasUnit: target.inUnits,
    usualErrors: usualErrorsOf(dataset)?.epochs ?? null,
    chance,
  };
}

/** A metric's course over the epochs. */
function metricFigure(name: MetricName, epochs: number, facts: ChartFacts): EpochFigure {
  const { label, better } = metricMeta[name];
  const { yUsual, ...chart }: MetricChart = metricDraw[name]?.chart(facts) ?? {
    title: capital(label),
    yLabel: label,
    scale: 'linear',
    promise: `${capital(label)} on the training and test ${facts.rows} after every epoch`,
  };
  const read = (part: PartName) => (record: EpochRecord) =>
    figureIn(record, part, name) ?? undefined;
  return {
    kind: 'epochs',
    train: read('train'),
    test: read('test'),
    validation: read('validation'),
    spec: {
      id: name,
      xLabel: 'epoch',
      xRange: [1, epochs],
      zeroBand: false,
      markers: true,
      references: [],
      switchable: chart.scale === 'log',
      format: number,
      short: three,
      tick,
      ...(yUsual === undefined || yUsual === null ? {} : { yUsual }),
      ...chart,
      better,
    },
  };
}

/** The learning rate over the epochs, where a schedule changes it. */
function rateFigure(epochs: number): EpochFigure {
  const read = ({ learningRate }: EpochRecord) => learningRate;
  return {
    kind: 'epochs',
    train: read,
    test: read,
    validation: read,
    isSingle: true,
    spec: {
      id: 'learning-rate',
      title: 'Learning rate',
      xLabel: 'epoch',
      yLabel: 'learning rate',
      xRange: [1, epochs],
      scale: 'log',
      switchable: true,
      zeroBand: false,
      markers: true,
      references: [],
      format: number,
      short: three,
      tick,
      promise: 'The rate of each epoch’s first step',
      better: null,
    },
  };
}

function batchFigure(first: Trial, trials: readonly Trial[], facts: ChartFacts): StepFigure {
  const { label, targets, unit } = lossMeta[lossOf(first)];
  const usual =
    targets === 'value' ? (usualErrorsOf(first.dataset)?.steps ?? null) : facts.chance.usual;
  return {
    kind: 'steps',
    spec: {
      id: 'batch-loss',
      title: 'Loss of every batch',
      xLabel: 'step',
      ...(usual === null ? {} : { yUsual: usual }),
      yLabel: `${label} of the batch${unit === undefined ? '' : `, ${facts.target[unit]}`}`,
      xRange: [1, Math.max(1, ...trials.map(trialSteps))],
      scale: 'log',
      switchable: true,
      zeroBand: false,
      markers: false,
      format: number,
      short: three,
      tick,
      references: facts.chance.loss,
      promise:
        'The loss of each batch before its step; the first points come within a second or two',
      better: 'low',
    },
  };
}

/** Places at which gradients are measured: the outputs of activations. */
const measuredOutputs = (trial: Trial): number =>
  isList(trial.model) ? activationOps(planOf(trial)).length : trial.model.depth;

function gradientFigure(trials: readonly Trial[]): LayerFigure {
  const depth = Math.max(1, ...trials.map(measuredOutputs));
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
