/** A trial's figures in one line, for a progress display. */
import { isClassificationEpoch, type EpochRecord } from '../../src/experiment/results.ts';
import type { RunState, TrialState } from '../../src/run/state.ts';
import { dollars, duration, percent, significant } from '../../src/words/format.ts';
import { datasetText, leftText, stateText } from '../../src/words/run.ts';
import { trialLabel } from '../../src/words/words.ts';

export const labelOf = ({ plan }: TrialState): string => trialLabel(plan.values);

const firstText = (record: EpochRecord): string =>
  isClassificationEpoch(record)
    ? `test accuracy ${percent(record.testAccuracy)}`
    : `test MAE ${dollars(record.testMae)}`;

/** What a trial that holds rows back is chosen by. */
function validationText(record: EpochRecord): string[] {
  if (isClassificationEpoch(record)) {
    const { validationAccuracy } = record;
    return validationAccuracy === undefined
      ? []
      : [`validation accuracy ${percent(validationAccuracy)}`];
  }
  const { validationMse } = record;
  return validationMse === undefined ? [] : [`validation MSE ${significant(validationMse)}`];
}

export function epochText(record: EpochRecord): string {
  const second = isClassificationEpoch(record)
    ? `test loss ${significant(record.testLoss)}`
    : `test MSE ${significant(record.testMse)}`;
  return [firstText(record), second, ...validationText(record)].join(', ');
}

/** "epoch 2/5 · 3.1 s · test accuracy 67.7 %": what matters least may be cut off. */
export function trialText(trial: TrialState): string {
  const { epochs } = trial.plan.trial;
  const record = trial.epochs.at(-1);
  const parts = [
    ...(epochs === 0 ? [] : [`epoch ${Math.min(trial.epochs.length + 1, epochs)}/${epochs}`]),
    duration(trial.seconds),
    ...(record === undefined ? [] : [firstText(record)]),
  ];
  return parts.join(' · ');
}

/** The run as a whole, with the time that is left. */
export function totalText(state: RunState): string {
  // Here a dataset comes from the disk: what was not there was downloaded before the run.
  if (state.status === 'preparing' && state.dataset?.phase === 'download') {
    return datasetText({ ...state.dataset, phase: 'cache' });
  }
  return [stateText(state), leftText(state)].filter((text) => text !== '').join(' · ');
}
