/** A run for the report from a results document, of the command line for instance. */
import { expand } from '../../document/expand.ts';
import type { ResultsDocument } from '../../document/results.ts';
import { passportOf } from '../../lab/passport.ts';
import { waitingTrial } from '../../lab/reduce.ts';
import { trialStateOf } from '../../lab/results.ts';
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
  const rows = new Map(passport?.trials.map((row) => [row.id, row]));
  const trials = expansion.trials.map((plan) => {
    const result = found.get(plan.id);
    return result === undefined
      ? waitingTrial(plan)
      : trialStateOf(result, plan, rows.get(plan.id));
  });
  return {
    experiment,
    trials,
    environment,
    passport: passport ?? (await passportOf(experiment, trials, at)),
    texts: new Map(),
  };
}
