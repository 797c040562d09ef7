/** Hand-made trials whose figures are known, for the findings' tests. */
import type { PlannedTrial } from '../../src/document/expand.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import type { Experiment } from '../../src/document/schema.ts';
import { findingsOf } from '../../src/insights/findings.ts';
import type { Finding } from '../../src/insights/types.ts';
import { waitingTrial } from '../../src/lab/reduce.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { document } from '../document/documents.ts';

export interface Planned {
  readonly experiment: Experiment;
  readonly plans: readonly PlannedTrial[];
}

export function planned(changes: object = {}, trial: object = {}): Planned {
  const parsed = parseExperiment(document(changes, trial));
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('\n'));
  return { experiment: parsed.experiment, plans: parsed.trials };
}

export const housing = {
  dataset: { name: 'california-housing' },
  model: { depth: 2, width: 64 },
  optimizer: { name: 'adam', learningRate: 0.001 },
  batchSize: 32,
};

export const done = (plan: PlannedTrial, changes: Partial<TrialState> = {}): TrialState => ({
  ...waitingTrial(plan),
  status: 'done',
  ...changes,
});

/** Test accuracies an epoch; the losses fall with them, and training is `gap` better. */
export const accuracies = (values: readonly number[], gap = 0): EpochRecord[] =>
  values.map((value, index) => ({
    epoch: index + 1,
    trainLoss: value <= 0.11 ? Math.log(10) : 2.3 * (1 - value),
    trainAccuracy: value + gap,
    testLoss: value <= 0.11 ? Math.log(10) : 2.4 * (1 - value),
    testAccuracy: value,
  }));

export const errors = (
  tests: readonly number[],
  trains: readonly number[] = tests,
): EpochRecord[] =>
  tests.map((testMse, index) => ({
    epoch: index + 1,
    trainMse: trains[index] ?? testMse,
    trainMae: Math.sqrt(trains[index] ?? testMse) * 0.8,
    testMse,
    testMae: Math.sqrt(testMse) * 0.8,
  }));

/** No-break spaces become spaces, so that tests can be read. */
export const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

export const find = (findings: readonly Finding[], id: string): Finding | undefined =>
  findings.find((finding) => finding.id === id || finding.id.startsWith(`${id}:`));

export const said = (
  { experiment }: Planned,
  trials: readonly TrialState[],
  id: string,
): string | undefined => {
  const found = find(findingsOf(experiment, trials), id);
  return found === undefined ? undefined : spaced(found.text);
};
