/** A run's passport: which trials, on what, and hashes of all that they computed. */
import { contentHash } from '../document/hash.ts';
import type { Passport } from '../document/results.ts';
import type { Experiment } from '../document/schema.ts';
import { hashOfHashes, lossesHash } from './losses-hash.ts';
import { engineText, trialResult } from './results.ts';
import { figuresSeal } from './seals.ts';
import type { TrialState } from './state.ts';

/**
 * Without the seal over the whole document, which `withRecord` puts on. Of the trials that have results; the others are left out.
 * @param at when the run began, in ms since 1970
 */
export async function passportOf(
  experiment: Experiment,
  trials: readonly TrialState[],
  at: number,
): Promise<Passport> {
  const finished = trials.filter(({ status }) => status === 'done' || status === 'diverged');
  const rows: Passport['trials'][number][] = [];
  for (const trial of finished) {
    const { plan, engine, batchLosses } = trial;
    rows.push({
      id: plan.id,
      engine: engineText(trial),
      ...(engine?.device === undefined ? {} : { device: engine.device }),
      steps: batchLosses.length,
      losses: await lossesHash(batchLosses),
      ...(trial.weights === undefined ? {} : { weights: trial.weights }),
      figures: await figuresSeal(trialResult(trial), trial.weights),
    });
  }
  return {
    experiment: contentHash({ trial: experiment.trial, axes: experiment.axes }),
    date: new Date(at).toISOString(),
    trials: rows,
    losses: await hashOfHashes(rows.map(({ losses }) => losses)),
  };
}
