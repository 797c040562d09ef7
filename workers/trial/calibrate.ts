/** Chooses between two engines: the GPU if it gives the same results as WebAssembly, faster. */
import { trialData } from '../../src/data/prepare-trial.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import type { Trial } from '../../src/document/schema.ts';
import { throwIfAborted } from '../../src/base/errors.ts';
import type { Engine } from '../engine/types.ts';
import { compareSamples } from './agree.ts';
import { sampleSteps, type StepSample } from './sample-steps.ts';

export interface Calibrated {
  /** The engine to train on; its reason says why. */
  readonly engine: Engine;
  /** How the GPU's results are wrong; null if they are not. */
  readonly fault: string | null;
}

/**
 * Runs the same few steps on both. If the GPU fails or differs, the CPU trains the trial. Throws LabError `aborted`,
 * and what opening a session on the CPU throws.
 */
export async function calibrate(
  trial: Trial,
  dataset: Dataset,
  gpu: Engine,
  processor: Engine,
  signal?: AbortSignal,
): Promise<Calibrated> {
  throwIfAborted(signal);
  const data = trialData(dataset, trial.dataset, trial.seed);
  let theirs: StepSample;
  try {
    theirs = await sampleSteps(trial, data, gpu, { signal });
  } catch (error) {
    throwIfAborted(signal);
    const why = error instanceof Error ? error.message : String(error);
    return because(processor, `the GPU failed at a trial step (${why})`);
  }
  const { testRows } = theirs;
  const ours = await sampleSteps(trial, data, processor, { signal, testRows });
  const agreement = compareSamples(theirs, ours);
  switch (agreement.kind) {
    case 'wrong': {
      const fault = `the GPU computes wrong results: ${agreement.how}`;
      return { ...because(processor, fault), fault };
    }
    case 'parts':
      return because(processor, `the GPU’s results differ from WebAssembly’s: ${agreement.how}`);
    case 'unclear':
      return because(processor, 'the first steps diverge, so the GPU could not be checked');
    case 'agrees':
      break;
    default:
      agreement satisfies never;
  }
  const times = `a step takes ${shown(theirs.stepTime)} on the GPU and ${shown(ours.stepTime)} on the processor`;
  return because(theirs.stepTime < ours.stepTime ? gpu : processor, times);
}

const shown = (milliseconds: number): string => `${milliseconds.toPrecision(2)} ms`;

const because = (engine: Engine, reason: string): Calibrated => ({
  engine: { ...engine, info: { ...engine.info, reason } },
  fault: null,
});
