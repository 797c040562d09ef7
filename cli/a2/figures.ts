/** A trial's figures in one line, for a progress display. */
import { isClassificationEpoch, type EpochRecord } from '../../src/experiment/results.ts';
import type { RunState, TrialState } from '../../src/run/state.ts';
import { duration, percent, significant } from '../../src/words/format.ts';
import { datasetText, leftText, stateText } from '../../src/words/run.ts';
import { targetWords } from '../../src/words/target.ts';
import { trialLabel } from '../../src/words/words.ts';

export const labelOf = ({ plan }: TrialState): string => trialLabel(plan.values);

/** An error in the unit of what is predicted: dollars of house values, a bare number of any other column. */
const firstText = ({ plan }: TrialState, record: EpochRecord): string =>
  isClassificationEpoch(record)
    ? `test accuracy ${percent(record.testAccuracy)}`
    : `test MAE ${targetWords(plan.trial.dataset).amount(record.testMae)}`;

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

/** All figures of one of the trial's epochs. */
export function epochText(trial: TrialState, record: EpochRecord): string {
  const second = isClassificationEpoch(record)
    ? `test loss ${significant(record.testLoss)}`
    : `test MSE ${significant(record.testMse)}`;
  return [firstText(trial, record), second, ...validationText(record)].join(', ');
}

/** "epoch 2/5 · 3.1 s · test accuracy 67.7 %": what matters least may be cut off. */
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

/** The run as a whole, with the time that is left. */
export function totalText(state: RunState): string {
  // Here a dataset comes from the disk: what was not there was downloaded before the run.
  if (state.status === 'preparing' && state.dataset?.phase === 'download') {
    return datasetText({ ...state.dataset, phase: 'cache' });
  }
  return [stateText(state), leftText(state)].filter((text) => text !== '').join(' · ');
}
