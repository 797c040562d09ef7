/** The explanation of a run: one paragraph of what happened and why, from measured figures. */
import { isFinished, isComplete } from '../../document/trial-status.ts';
import { taskOf } from '../../document/parameters.ts';
import type { Experiment } from '../../document/schema.ts';
import { startKey, type MeasuredStart } from '../../lab/starts/measured.ts';
import type { TrialState } from '../../lab/state.ts';
import { mainMeasure } from '../measures.ts';
import { subjectsOf, type Subject } from '../subjects.ts';
import { depthStatement } from './depth.ts';
import { networkOf, type Network } from './networks.ts';
import { optimiserStatements } from './optimisers.ts';
import { errorStatements } from './errors.ts';
import { gapStatement, outcomeStatement } from './outcome.ts';
import { rateStatements } from './rates.ts';
import { signalStatements } from './signal.ts';
import type { Evidence, Statement } from './types.ts';
import { words } from './words.ts';

/** A paragraph that is read, not skimmed. */
export const maxWords = 180;

/**
 * The sentences that these figures support, in reading order, of at most `maxWords` words in all; [] while no trained trial
 * has finished.
 * @param starts the untrained networks, as far as they were measured; mechanisms that need them are left out otherwise
 */
export function explain(
  experiment: Experiment,
  trials: readonly TrialState[],
  starts: readonly MeasuredStart[] = [],
): readonly Statement[] {
  const trained = trials.filter((trial) => isFinished(trial) && trial.plan.trial.epochs > 0);
  const [first] = trained;
  if (first === undefined) return [];
  const task = taskOf(first.plan.trial.dataset);
  const known = new Map(starts.map((start) => [startKey(start.trial), networkOf(start)]));
  const evidence: Evidence = {
    experiment,
    trials: trained,
    subjects: subjectsOf(trained.filter((trial) => isComplete(trial) && trial.epochs.length > 0)),
    measure: mainMeasure(task),
    starts,
    networkOf: (subject) => firstKnown(subject, known),
  };
  return shortened([
    ...outcomeStatement(evidence),
    ...(task === 'regression' ? [...errorStatements(evidence), ...rateStatements(evidence)] : []),
    ...signalOrOptimiser(evidence),
    ...(task === 'classification' ? gapStatement(evidence) : []),
  ]);
}

const firstKnown = (
  { trials }: Subject,
  known: ReadonlyMap<string, Network | null>,
): Network | null =>
  trials.map(({ plan }) => known.get(startKey(plan.trial)) ?? null).find((each) => each !== null) ??
  null;

const signalOrOptimiser = (evidence: Evidence): Statement[] => {
  const optimisers = optimiserStatements(evidence);
  const varied = evidence.experiment.axes.some(({ path }) => /^(?:init|model)(?:\.|$)/.test(path));
  return varied
    ? [...signalStatements(evidence), ...depthStatement(evidence), ...optimisers]
    : optimisers;
};

/** Leaves out the least important sentences until the rest is short enough. */
function shortened(statements: readonly Statement[]): readonly Statement[] {
  let kept = statements;
  while (words(paragraph(kept)) > maxWords) {
    const rank = Math.max(...kept.map((each) => each.rank));
    const at = kept.findLastIndex((each) => each.rank === rank);
    kept = kept.filter((_, index) => index !== at);
  }
  return kept;
}

/** The sentences as one paragraph. */
export const paragraph = (statements: readonly Statement[]): string =>
  statements.map(({ text }) => text).join(' ');
