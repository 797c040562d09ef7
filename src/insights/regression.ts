/** Regression: the errors of one trial as amounts of the target, beside the mean's, over the epochs and the batches. */
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

/** An epoch's main error on both parts. */
interface Course {
  readonly epoch: number;
  readonly test: number;
  readonly train: number;
}

/** All that is said of one trial of regression; `which` is "with batch 16, ", or '' for the only one. */
export function regressionFindings(trial: TrialState, which: string): Finding[] {
  const last = trial.epochs.at(-1);
  const records = trial.epochs.flatMap((record): Course[] => {
    const [test, train] = [error.read(record), training.read(record)];
    return test === null || train === null ? [] : [{ epoch: record.epoch, test, train }];
  });
  if (last === undefined || records.length === 0) return [];
  const make = maker(trial, which);
  return [
    ...errors(make, last),
    ...beside(make, trial, records.at(-1)!.test),
    ...remarks(make, last),
    ...(records.length < 2 ? [] : course(make, records)),
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

/** All metrics of the test part in one sentence. */
function errors({ figure, finding, words, measure }: Make, last: EpochRecord): Finding[] {
  const restsOn: Figure[] = [];
  let said = '';
  for (const metric of metricsOf('regression')) {
    const { read, name, write } = measure(metric);
    const value = read(last);
    if (value === null) continue;
    const own = figure(name, value, write(value));
    const insights = metricInsights[metric];
    const clause = insights?.clause(own.text, words) ?? `the ${name} is ${own.text}`;
    said += said === '' ? clause : `${insights?.follows === true ? ', ' : '; '}${clause}`;
    restsOn.push(own);
  }
  return [finding('errors', 'training', `After ${counted(last.epoch, 'epoch')} ${said}.`, restsOn)];
}

/** Against always predicting the mean; a network that is no better is named among the troubles. */
function beside(
  { figure, finding, measure }: Make,
  { baseline }: TrialState,
  test: number,
): Finding[] {
  const ofMean = baseline === undefined ? null : error.read(baseline);
  if (baseline === undefined || ofMean === null || test >= ofMean) return [];
  const part = test / ofMean;
  const means = recordedMetrics('regression').flatMap((metric) => {
    const { read, name, write } = measure(metric);
    const value = read(baseline);
    return value === null ? [] : [figure(`${name} of the mean`, value, write(value))];
  });
  const { label } = metricMeta[mainMetric('regression')];
  const left = figure(`part of the mean’s ${label}`, part, percent(part, 0));
  return [
    finding(
      'beside-mean',
      'training',
      `Always predicting the mean of the training values would give ${joined(means.map(({ text }) => text))}: the network leaves ${left.text} of that squared error.`,
      [...means, left],
    ),
  ];
}

/** What single metrics have to say of their values. */
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

/** Where the test error falls, and how far training and test errors are apart at the end. */
function course({ figure, finding, words }: Make, records: readonly Course[]): Finding[] {
  const [first, last] = [records[0]!, records.at(-1)!];
  const found: Finding[] = [];
  const best = records.reduce((least, each) => (each.test < least.test ? each : least));
  const [begin, least] = [
    figure(`${error.name}, epoch 1`, first.test, error.write(first.test)),
    figure(`least ${error.name}`, best.test, error.write(best.test)),
  ];
  if (best.test < first.test) {
    const goal = first.test - 0.9 * (first.test - best.test);
    const most = records.find(({ test }) => test <= goal) ?? best;
    const by = figure('epoch by which 90 % is done', most.epoch, `epoch ${count(most.epoch)}`);
    const quick = most.epoch === best.epoch ? '' : `, nine tenths of the way there by ${by.text}`;
    const where =
      best.epoch === last.epoch
        ? `in the last epoch, ${count(best.epoch)}`
        : `at epoch ${count(best.epoch)} of ${count(last.epoch)}`;
    found.push(
      finding(
        'course',
        'training',
        `The ${error.name} falls from ${begin.text} after the first epoch to its least, ${least.text}, ${where}${quick}.`,
        quick === '' ? [begin, least] : [begin, least, by],
      ),
    );
  } else {
    found.push(
      finding(
        'no-course',
        'training',
        `The ${error.name} never falls below ${begin.text}, what it was after the first epoch.`,
        [begin],
      ),
    );
  }
  const ratio = last.test / last.train;
  // 5 % apart is more than the last digits, and little enough to be called close.
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
        `At the end the ${error.name} is ${unit} the ${training.name} (${train.text}): the network fits the ${words.rows} that it was trained on better.`,
        [train, apart],
      ),
    );
  }
  return found;
}

/** How much single batches scatter around their mean at the end. */
function noise({ figure, finding }: Make, trial: TrialState): Finding[] {
  const { batchLosses, plan, epochs } = trial;
  const window = blockLength(epochs.length) * stepsPerEpoch(plan.trial);
  const last = batchLosses.slice(-window);
  // A spread of fewer batches says little.
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
  const batch = `one batch of ${count(plan.trial.batchSize)}`;
  // A tenth of the mean is where the noise of single batches begins to hide the course.
  const meaning =
    share >= 0.1 ? `${batch} says little about the whole` : `${batch} stands for the whole`;
  return [
    finding(
      'noise',
      'training',
      `The losses of the last ${counted(last.length, 'batch', 'batches')} scatter by ${scatter.text} of their mean, ${middle.text} (standard deviation): ${meaning}.`,
      [middle, scatter],
    ),
  ];
}
