/** A run's provenance record (`passport` in documents): its trials, engines, and hashes of all results. */
import { yieldToEventLoop } from '../../base/event-loop.ts';
import { contentHash } from '../../document/hash.ts';
import { isFinished } from '../../document/trial-status.ts';
import type { ProvenanceRecord } from './document.ts';
import type { Experiment } from '../../document/schema.ts';
import { hashLossesOnce, type HashLosses } from './hash-once.ts';
import { hashOfHashes } from './losses-hash.ts';
import { figuresSeal } from './seals.ts';
import { engineText, trialResult, type RecordedTrial } from './trial.ts';

/**
 * Covers the trials that have results; without the seal over the whole document, which `withRecord` adds.
 * @param at when the run began, in ms since 1970
 */
export async function provenanceRecordOf(
  experiment: Experiment,
  trials: readonly RecordedTrial[],
  at: number,
  hash: HashLosses = hashLossesOnce(),
): Promise<ProvenanceRecord> {
  const rows: ProvenanceRecord['trials'][number][] = [];
  for (const trial of trials.filter(isFinished)) {
    await yieldToEventLoop();
    const { plan, engine, batchLosses } = trial;
    rows.push({
      id: plan.id,
      engine: engineText(trial),
      ...(engine?.device === undefined ? {} : { device: engine.device }),
      steps: batchLosses.length,
      losses: await hash(batchLosses),
      ...(trial.weights === undefined ? {} : { weights: trial.weights }),
      figures: await figuresSeal(trialResult(trial), trial.weights, hash),
    });
  }
  return {
    experiment: contentHash({ trial: experiment.trial, axes: experiment.axes }),
    date: new Date(at).toISOString(),
    trials: rows,
    losses: await hashOfHashes(rows.map(({ losses }) => losses)),
  };
}
