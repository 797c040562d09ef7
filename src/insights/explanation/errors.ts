/** A regression's two losses and its curve: why they end where they do. */
import { isRecorded, mainMetric, metricsOf } from '../../catalog/lookup/metric.ts';
import { metricMeta } from '../../catalog/registry/metric.meta.ts';
import { count, counted, percent } from '../../base/numbers.ts';
import { stepsPerEpoch } from '../../document/parameters.ts';
import type { TrialState } from '../../lab/state.ts';
import { blocksOf } from '../diagnosis.ts';
import { blockLength, finalOf, mainMeasure, measureOf } from '../measures.ts';
import { times } from '../prose.ts';
import type { Evidence, Statement } from './types.ts';
import { figure, two } from './words.ts';

const test = mainMeasure('regression');
const train = mainMeasure('regression', 'train');

/** Root mean square ÷ mean size of normally distributed errors: √(π/2). */
const normal = Math.sqrt(Math.PI / 2);
/** Heavier tails than those of a normal distribution, from a tenth more on. */
const heavy = 1.1 * normal;
/** Fewer batch losses say little about their scatter. */
const minBatches = 20;
/** Batches of an epoch average out where the scatter of its means is at most so much of theirs. */
const averaged = 1 / 3;

/** What one trial's figures show; for several trials, comparisons say more. */
export function errorStatements({ subjects }: Evidence): Statement[] {
  const trials = subjects.flatMap((subject) => subject.trials);
  const [trial] = trials;
  if (trial === undefined || trials.length > 1) return [];
  return [
    ...outcome(trial),
    ...earlyDrop(trial),
    ...closerFit(trial),
    ...tails(trial),
    ...batchNoise(trial),
  ];
}

const ids = ({ plan }: TrialState): string[] => [plan.id];

/** The error, and how far below that of the mean. */
function outcome(trial: TrialState): Statement[] {
  const end = finalOf(trial.epochs, test);
  const mean = trial.baseline === undefined ? null : test.read(trial.baseline);
  if (end === null || mean === null || mean === 0) return [];
  const own = figure(ids(trial), `${test.name} at the end`, end, test.write(end));
  const share = figure(
    ids(trial),
    'share of the error of the mean',
    end / mean,
    percent(end / mean, 0),
  );
  const than = end < mean ? `${share.text} of` : 'no better than';
  return [
    {
      id: 'outcome',
      text: `After ${counted(trial.epochs.length, 'epoch')} the ${test.name} is ${own.text}, ${than} that of always predicting the training mean.`,
      restsOn: end < mean ? [own, share] : [own],
      rank: 0,
    },
  ];
}

/** Most of the drop comes early. */
function earlyDrop(trial: TrialState): Statement[] {
  const values = trial.epochs.map((record) => test.read(record) ?? Number.NaN);
  const [first, best] = [values[0], Math.min(...values)];
  if (first === undefined || !(best < first) || values.length < 10) return [];
  const near = values.findIndex((value) => value <= first - 0.9 * (first - best)) + 1;
  // In the first third, or it is no early drop.
  if (near === 0 || near > values.length / 3) return [];
  const epoch = figure(ids(trial), 'epoch by which 90 % of the drop is done', near, count(near));
  return [
    {
      id: 'early-drop',
      text: `The loss falls steeply and then flattens: 90 % of the drop after the first epoch is done by epoch ${epoch.text}.`,
      restsOn: [epoch],
      rank: 2,
    },
  ];
}

/** Late training lowers the training error only: it fits what is particular to the training rows. */
function closerFit(trial: TrialState): Statement[] {
  const blocks = blocksOf(trial);
  const [before, last] = [blocks.at(-3), blocks.at(-1)];
  const [own, other] = [finalOf(trial.epochs, test), finalOf(trial.epochs, train)];
  if (before === undefined || last === undefined || own === null || other === null) return [];
  const falls = [before.train - last.train, before.test - last.test] as const;
  const [fitted, carried] = [falls[0] / before.train, falls[1] / before.test];
  if (fitted < 0.01 || carried > fitted / 2 || own <= 1.05 * other) return [];
  const trained = figure(ids(trial), 'late fall of the training loss', fitted, percent(fitted));
  const tested = figure(
    ids(trial),
    'late fall of the test loss',
    carried,
    percent(Math.abs(carried)),
  );
  const ratio = figure(ids(trial), 'test ÷ training MSE at the end', own / other, two(own / other));
  const moves = carried >= 0 ? `only ${tested.text}` : `rises by ${tested.text}`;
  return [
    {
      id: 'closer-fit',
      text: `Late training fits the training rows more than the pattern behind them: over the last ${count(last.to - before.to)} epochs the training loss falls by ${trained.text}, the test loss ${carried >= 0 ? `by ${moves}` : moves}, and the test error ends at ${ratio.text} times the training error.`,
      restsOn: [trained, tested, ratio],
      rank: 1,
    },
  ];
}

/** A few large errors dominate the squared loss. */
function tails(trial: TrialState): Statement[] {
  const last = trial.epochs.at(-1);
  const { dataset } = trial.plan.trial;
  const squared = finalOf(trial.epochs, test);
  const [name] = metricsOf('regression').filter(
    (each) => each !== mainMetric('regression') && isRecorded(each) && !metricMeta[each].minimised,
  );
  const mean = name === undefined ? undefined : measureOf('test', name, dataset);
  const value = last === undefined ? null : (mean?.read(last) ?? null);
  if (mean === undefined || squared === null || value === null || value === 0) return [];
  const ratio = Math.sqrt(squared) / value;
  if (!(ratio >= heavy)) return [];
  const own = figure(ids(trial), 'root of the test MSE ÷ test MAE', ratio, two(ratio));
  const size = figure(ids(trial), mean.name, value, mean.write(value));
  return [
    {
      id: 'heavy-tails',
      text: `A few large errors dominate the squared loss: its root is ${own.text} times the ${mean.name} of ${size.text}, where normally distributed errors would give ${two(normal)}; the absolute error says more about a typical one.`,
      restsOn: [own, size],
      rank: 1,
    },
  ];
}

/** Single batches scatter because they are small samples, where their epochs' means do not. */
function batchNoise(trial: TrialState): Statement[] {
  const steps = stepsPerEpoch(trial.plan.trial);
  const epochs = blockLength(trial.epochs.length);
  const last = trial.batchLosses.subarray(-epochs * steps);
  if (last.length < minBatches || last.length < epochs * steps || epochs < 5) return [];
  const means = Array.from({ length: epochs }, (_, at) =>
    meanOf(last.subarray(at * steps, (at + 1) * steps)),
  );
  const mean = meanOf(last);
  const [single, whole] = [deviationOf(last, mean) / mean, deviationOf(means, mean) / mean];
  if (!(single >= 0.1) || !(whole <= averaged * single)) return [];
  const scatter = figure(
    ids(trial),
    'scatter of batch losses ÷ their mean',
    single,
    percent(single, 0),
  );
  const rest = figure(ids(trial), 'scatter of epoch means ÷ their mean', whole, percent(whole));
  const rows = count(trial.plan.trial.batchSize);
  return [
    {
      id: 'batch-noise',
      text: `The curve of the batches is noisy because ${rows} rows are a small sample: single losses scatter by ${scatter.text} of their mean, the means over the ${count(steps)} batches of an epoch by only ${rest.text} (${times(single / whole)} less).`,
      restsOn: [scatter, rest],
      rank: 2,
    },
  ];
}

const meanOf = (values: Iterable<number>): number => {
  let [sum, count] = [0, 0];
  for (const value of values) {
    sum += value;
    count += 1;
  }
  return sum / count;
};

const deviationOf = (values: Iterable<number>, mean: number): number => {
  let [squares, count] = [0, 0];
  for (const value of values) {
    squares += (value - mean) ** 2;
    count += 1;
  }
  return Math.sqrt(squares / (count - 1));
};
