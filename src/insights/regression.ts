/** Regression: one trial's errors in the target's unit, against predicting the mean, over the epochs and the batches. */
import { mainMetric, metricsOf, recordedMetrics } from '../catalog/lookup/metric.ts';
import { metricInsights } from '../catalog/registry/metric.insights.ts';
import { metricMeta, type MetricName } from '../catalog/registry/metric.meta.ts';
import { stepsPerEpoch } from '../document/parameters.ts';
import type { EpochRecord } from '../document/results.ts';
import type { TrialState } from '../lab/state.ts';
import { count, counted, percent, significant } from '../base/numbers.ts';
import { targetWords } from '../text/target.ts';
import { blockLength, mainMeasure, measureOf } from './measures.ts';
import { joined, times } from './prose.ts';
import type { Figure, Finding } from './types.ts';

const three = (value: number): string => significant(value, 3);

const error = mainMeasure('regression');
const training = mainMeasure('regression', 'train');

/** The main error of one epoch. */
interface EpochErrors {
  readonly epoch: number;
  readonly test: number;
  readonly train: number;
}

/** All findings on one trial of a regression; `which` is "with batch 16, ", or '' for the only trial. */
export function regressionFindings(trial: TrialState, which: string): Finding[] {
  const last = trial.epochs.at(-1);
  const records = trial.epochs.flatMap((record): EpochErrors[] => {
    const [test, train] = [error.read(record), training.read(record)];
    return test === null || train === null ? [] : [{ epoch: record.epoch, test, train }];
  });
  if (last === undefined || records.length === 0) return [];
  const make = maker(trial, which);
  return [
    ...errors(make, last),
    ...againstMean(make, trial, records.at(-1)!.test),
    ...remarks(make, last),
    ...(records.length < 2 ? [] : learningCurve(make, records)),
    ...noise(make, trial),
  ];
}

type Make = ReturnType<typeof maker>;

const maker = (trial: TrialState, which: string) => ({
  words: targetWords(trial.plan.trial.dataset),
  measure: (metric: MetricName) => measureOf('test', metric, trial.plan.trial.dataset),
  figure: (name: string, value: number, text: string): Figure => ({
    trials: [trial.plan.id],
    name,
    value,
    text,
  }),
  finding: (id: string, topic: Finding['topic'], text: string, restsOn: Figure[]): Finding => {
    const whole = which + (which === '' ? text : text.slice(0, 1).toLowerCase() + text.slice(1));
    return {
      id: `${id}:${trial.plan.id}`,
      topic,
      text: whole.slice(0, 1).toUpperCase() + whole.slice(1),
      restsOn,
    };
  },
});

/** All test metrics in one sentence. */
function errors({ figure, finding, words, measure }: Make, last: EpochRecord): Finding[] {
  const restsOn: Figure[] = [];
  let clauses = '';
  for (const metric of metricsOf('regression')) {
    const { read, name, write } = measure(metric);
    const value = read(last);
    if (value === null) continue;
    const own = figure(name, value, write(value));
    const insights = metricInsights[metric];
    const clause = insights?.clause(own.text, words) ?? `the ${name} is ${own.text}`;
    clauses += clauses === '' ? clause : `${insights?.follows === true ? ', ' : '; '}${clause}`;
    restsOn.push(own);
  }
  return [
    finding('errors', 'training', `After ${counted(last.epoch, 'epoch')}, ${clauses}.`, restsOn),
  ];
}

/** Against always predicting the mean; networks that are no better are among the troubles. */
function againstMean(
  { figure, finding, measure }: Make,
  { baseline }: TrialState,
  test: number,
): Finding[] {
  const ofMean = baseline === undefined ? null : error.read(baseline);
  if (baseline === undefined || ofMean === null || test >= ofMean) return [];
  const share = test / ofMean;
  const means = recordedMetrics('regression').flatMap((metric) => {
    const { read, name, write } = measure(metric);
    const value = read(baseline);
    if (value === null) return [];
    const text = write(value);
    return [{ text: `${name} ${text}`, figure: figure(`${name} of the mean`, value, text) }];
  });
  const { label } = metricMeta[mainMetric('regression')];
  const left = figure(`share of the mean’s ${label}`, share, percent(share, 0));
  return [
    finding(
      'beside-mean',
      'training',
      `The network’s squared error is ${left.text} of that of always predicting the mean of the training targets (${joined(means.map(({ text }) => text))}).`,
      [...means.map((mean) => mean.figure), left],
    ),
  ];
}

/** What the metrics themselves say about their values. */
function remarks({ figure, finding, words, measure }: Make, last: EpochRecord): Finding[] {
  const valueOf = (metric: MetricName) => measure(metric).read(last);
  return metricsOf('regression').flatMap((metric) => {
    const value = valueOf(metric);
    if (value === null) return [];
    const found = metricInsights[metric]?.remark?.(
      value,
      (other) => valueOf(other as MetricName),
      words,
    );
    if (found === undefined || found === null) return [];
    const { name, value: own, text } = found.figure;
    return [finding(found.id, 'training', found.text, [figure(name, own, text)])];
  });
}

/** How the test error falls over the epochs, and how far training and test error are apart at the end. */
function learningCurve(
  { figure, finding, words }: Make,
  records: readonly EpochErrors[],
): Finding[] {
  const [first, last] = [records[0]!, records.at(-1)!];
  const found: Finding[] = [];
  const best = records.reduce((least, each) => (each.test < least.test ? each : least));
  const [begin, lowest] = [
    figure(`${error.name}, epoch 1`, first.test, error.write(first.test)),
    figure(`lowest ${error.name}`, best.test, error.write(best.test)),
  ];
  if (best.test < first.test) {
    const goal = first.test - 0.9 * (first.test - best.test);
    const near = records.find(({ test }) => test <= goal) ?? best;
    const by = figure('epoch by which 90 % is done', near.epoch, `epoch ${count(near.epoch)}`);
    const early = near.epoch === best.epoch ? '' : `; 90 % of that drop is done by ${by.text}`;
    const where =
      best.epoch === last.epoch
        ? `in the last epoch (${count(best.epoch)})`
        : `at epoch ${count(best.epoch)} of ${count(last.epoch)}`;
    found.push(
      finding(
        'course',
        'training',
        `The ${error.name} falls from ${begin.text} after the first epoch to its minimum of ${lowest.text} ${where}${early}.`,
        early === '' ? [begin, lowest] : [begin, lowest, by],
      ),
    );
  } else {
    found.push(
      finding(
        'no-course',
        'training',
        `The ${error.name} does not improve after the first epoch: it never falls below the ${begin.text} reached there.`,
        [begin],
      ),
    );
  }
  const ratio = last.test / last.train;
  // A gap of less than 5 % counts as close.
  if (ratio > 1.05 && Number.isFinite(ratio)) {
    const [train, apart] = [
      figure(`${training.name} at the end`, last.train, training.write(last.train)),
      figure(
        `${error.name} ÷ ${training.name}`,
        ratio,
        ratio < 9.95 ? ratio.toFixed(2) : times(ratio),
      ),
    ];
    const unit = ratio < 9.95 ? `${apart.text} times` : apart.text;
    found.push(
      finding(
        'gap',
        'training',
        `The network fits the ${words.rows} it was trained on better than new ones: its final ${error.name} is ${unit} its ${training.name} (${train.text}).`,
        [train, apart],
      ),
    );
  }
  return found;
}

/** How much the losses of single batches vary at the end. */
function noise({ figure, finding }: Make, trial: TrialState): Finding[] {
  const { batchLosses, plan, epochs } = trial;
  const window = blockLength(epochs.length) * stepsPerEpoch(plan.trial);
  const last = batchLosses.subarray(-window);
  // With fewer batches, a standard deviation says little.
  if (last.length < 20) return [];
  let sum = 0;
  for (const loss of last) sum += loss;
  const mean = sum / last.length;
  let squares = 0;
  for (const loss of last) squares += (loss - mean) ** 2;
  const share = Math.sqrt(squares / (last.length - 1)) / mean;
  if (!Number.isFinite(share)) return [];
  const [middle, scatter] = [
    figure('mean loss of the last batches', mean, three(mean)),
    figure('their standard deviation ÷ mean', share, percent(share, 0)),
  ];
  // From a tenth of the mean on, the noise of single batches hides the trend.
  const meaning = share >= 0.1 ? 'says little about' : 'is representative of';
  return [
    finding(
      'noise',
      'training',
      `One batch of ${count(plan.trial.batchSize)} ${meaning} the training set: the standard deviation of the last ${counted(last.length, 'batch loss', 'batch losses')} is ${scatter.text} of their mean (${middle.text}).`,
      [middle, scatter],
    ),
  ];
}
