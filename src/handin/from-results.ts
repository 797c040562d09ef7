/** A run for the report from a results document, of the command line for instance. */
import { expand } from '../experiment/expand.ts';
import type { ResultsDocument, TrialResult } from '../experiment/results.ts';
import type { PlannedTrial } from '../experiment/expand.ts';
import { passportOf } from '../run/passport.ts';
import { waitingTrial } from '../run/reduce.ts';
import { engineOfRecord } from '../run/results.ts';
import type { TrialState } from '../run/state.ts';
import type { HandInRun } from './types.ts';

/**
 * Trials that the document lacks wait. Throws RangeError where its experiment cannot be read.
 * @param document as the lab wrote it; one from elsewhere is to be checked before
 * @param at when the run began, in ms since 1970, for documents without a passport
 */
export async function runFromResults(document: ResultsDocument, at: number): Promise<HandInRun> {
  const { experiment, environment, passport, trials: results } = document;
  const expansion = expand(experiment);
  if (!expansion.ok) {
    throw new RangeError(
      `Cannot read the results of ${experiment.name}: ${expansion.issues[0]?.message ?? ''}`,
    );
  }
  const found = new Map(results.map((result) => [result.id, result]));
  const trials = expansion.trials.map((plan) => stateFrom(plan, found.get(plan.id)));
  return {
    experiment,
    trials,
    environment,
    passport: passport ?? (await passportOf(experiment, trials, at)),
    texts: new Map(),
  };
}

function stateFrom(plan: PlannedTrial, result: TrialResult | undefined): TrialState {
  const waiting = waitingTrial(plan);
  if (result === undefined) return waiting;
  const losses = result.batchLosses ?? [];
  return {
    ...waiting,
    status: result.status,
    epochs: result.epochs,
    batchLosses: losses,
    gradientNorms: result.gradientNorms ?? null,
    ...(result.deadUnits === undefined ? {} : { deadUnits: result.deadUnits }),
    ...(result.baseline === undefined ? {} : { baseline: result.baseline }),
    engine: engineOfRecord(result.engine),
    seconds: result.seconds,
    error: result.error ?? null,
    stepsDone: result.status === 'done' ? waiting.stepsTotal : losses.length,
  };
}
