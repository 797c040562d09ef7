/** Trials as a run leaves them. */
import { parseExperiment } from '../../src/document/parse.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { documents } from '../ui/pages/fixture/fake-lab.ts';
import { done } from '../ui/pages/fixture/states.ts';

export function planned(name = 'I1d') {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  return { experiment: parsed.experiment, trials: parsed.trials };
}

/** The same as an engine of before left them, whose revision nobody counted. */
export const finishedBefore = (name = 'I1d'): TrialState[] =>
  finished(name).map((trial) => ({
    ...trial,
    engine: { name: 'wasm', reason: 'for a test', device: 'SIMD' },
    batchLosses: trial.batchLosses.map((loss) => Math.fround(loss + 1)),
  }));

/** Trials that the lab's own engine finished; losses are float32, as an engine gives them. */
export function finished(name = 'I1d'): TrialState[] {
  return done(planned(name).trials).trials.map((trial) => ({
    ...trial,
    batchLosses: trial.batchLosses.map(Math.fround),
    engine: {
      name: 'wasm',
      reason: 'for a test',
      device: 'SIMD',
      revision: engineMeta.wasm.revision,
    },
  }));
}
