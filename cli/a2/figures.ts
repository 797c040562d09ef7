/** A trial's figures in one line, for a progress display. */
import type { PartName } from '../../src/catalog/kinds/metric.ts';
import { isRecorded, mainMetric, metricsOf } from '../../src/catalog/lookup/metric.ts';
import { metricMeta, type MetricName } from '../../src/catalog/registry/metric.meta.ts';
import { taskOf } from '../../src/document/parameters.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import { measureOf } from '../../src/insights/measures.ts';
import type { RunState, TrialState } from '../../src/lab/state.ts';
import { duration } from '../../src/base/numbers.ts';
import { datasetText, leftText, stateText } from '../../src/text/run.ts';
import { trialLabel } from '../../src/text/labels.ts';

export const labelOf = ({ plan }: TrialState): string => trialLabel(plan.values);

/** "test MSE 0.2588"; [] where a record has none. */
function figureText({ plan }: TrialState, record: EpochRecord, part: PartName, metric: MetricName) {
  const { name, read, write } = measureOf(part, metric, plan.trial.dataset);
  const value = read(record);
  return value === null ? [] : [`${name} ${write(value)}`];
}

/** The most readable metric first: a share, or an error in the target's unit. */
function inOrder({ plan }: TrialState): readonly MetricName[] {
  const names = metricsOf(taskOf(plan.trial.dataset)).filter(isRecorded);
  const first = names.find((name) => typeof metricMeta[name].written === 'string');
  return first === undefined ? names : [first, ...names.filter((name) => name !== first)];
}

const firstText = (trial: TrialState, record: EpochRecord): string =>
  inOrder(trial)
    .slice(0, 1)
    .flatMap((metric) => figureText(trial, record, 'test', metric))
    .join('');

/** All figures of an epoch: of the test part, and the validation metric by which a trial with held-out rows is selected. */
export function epochText(trial: TrialState, record: EpochRecord): string {
  const main = mainMetric(taskOf(trial.plan.trial.dataset));
  return [
    ...inOrder(trial).flatMap((metric) => figureText(trial, record, 'test', metric)),
    ...figureText(trial, record, 'validation', main),
  ].join(', ');
}

/** "epoch 2/5 · 3.1 s · test accuracy 67.7 %": least important last, because the end may be cut off. */
export function trialText(trial: TrialState): string {
  const { epochs } = trial.plan.trial;
  const record = trial.epochs.at(-1);
  const parts = [
    ...(epochs === 0 ? [] : [`epoch ${Math.min(trial.epochs.length + 1, epochs)}/${epochs}`]),
    duration(trial.seconds),
    ...(record === undefined ? [] : [firstText(trial, record)]),
  ];
  return parts.join(' · ');
}

/** The state of the whole run, with the time left. */
export function totalText(state: RunState): string {
  // Here the dataset is on the disk: missing files were downloaded before the run.
  if (state.status === 'preparing' && state.dataset?.phase === 'download') {
    return datasetText({ ...state.dataset, phase: 'cache' });
  }
  return [stateText(state), leftText(state)].filter((text) => text !== '').join(' · ');
}
