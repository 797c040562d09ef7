/** Finished trials and trials under way, with values drawn from a seed. */
import { stepsPerEpoch, trialLayerSizes } from '../../../src/document/parameters.ts';
import { canonicalTrial } from '../../../src/document/canonical-trial.ts';
import { contentHash } from '../../../src/document/hash.ts';
import type { TrialDocument } from '../../../src/document/schema.ts';
import { keyOfTrial, memberRevisions, type KeyParts } from '../../../src/formats/artefact/key.ts';
import { weightsHash } from '../../../src/formats/model/weights-hash.ts';
import { divergenceError } from '../../../src/formats/results/divergence.ts';
import type { RecordedTrial } from '../../../src/formats/results/trial.ts';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import type { Checkpoint } from '../../../src/protocol/checkpoint.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import type { LayerParameters } from '../../../src/torch/layers.ts';
import { trialOf } from '../../workers/trials.ts';

export const checksum = 'c'.repeat(64);
export const engine = { name: 'wasm', reason: 'drawn', revision: 2 } as const;
const engineText = 'wasm (revision 2)';

/** A trial of 3 epochs with 4 steps each. */
export function planOf(seed: number, more: Partial<TrialDocument> = {}): PlannedTrial {
  const trial = trialOf({
    dataset: { name: 'housing-synthetic', trainSize: 16, testSize: 8 },
    model: { depth: 1, width: 3, activation: 'relu' },
    optimizer: { name: 'adam', learningRate: 0.01 },
    batchSize: 4,
    epochs: 3,
    seed,
    ...more,
  });
  return { id: contentHash(canonicalTrial(trial)), trial, values: {} };
}

export const partsOf = ({ id, trial }: PlannedTrial): KeyParts => ({
  id,
  engine: engineText,
  members: memberRevisions(trial),
  datasets: { [trial.dataset.name]: checksum },
});

export const keyOf = ({ id, trial }: PlannedTrial): string =>
  keyOfTrial(id, trial, engineText, checksum);

/** Numbers in −0.5 … 0.5. */
export function numbersOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

export function parametersOf({ trial }: PlannedTrial, number: () => number): LayerParameters[] {
  const sizes = trialLayerSizes(trial);
  return sizes.slice(1).map((outputs, at) => ({
    inputs: sizes[at]!,
    outputs,
    weight: Float32Array.from({ length: sizes[at]! * outputs }, number),
    bias: Float32Array.from({ length: outputs }, number),
  }));
}

export function modelOf(plan: PlannedTrial, trainedAt = 5): TrainedModel {
  const number = numbersOf(plan.trial.seed + 1);
  return {
    id: plan.id,
    trial: plan.trial,
    parameters: parametersOf(plan, number),
    statistics: {
      mean: Float64Array.from({ length: 8 }, number),
      deviation: Float64Array.from({ length: 8 }, () => number() + 0.5),
    },
    engine: 'wasm',
    trainedAt,
  };
}

const lossesOf = ({ trial }: PlannedTrial, count: number): Float32Array => {
  const number = numbersOf(trial.seed + 2);
  const losses = Float32Array.from({ length: count }, () => number());
  return trial.measure.batchLosses ? losses : new Float32Array();
};

const epochsOf = ({ trial }: PlannedTrial, count: number): RecordedTrial['epochs'] => {
  const number = numbersOf(trial.seed + 3);
  return Array.from({ length: count }, (_, at) => ({
    epoch: at + 1,
    trainMse: number() + 1,
    trainMae: number() + 1,
    testMse: number() + 1,
    testMae: number() + 1,
  }));
};

const runningAt = (plan: PlannedTrial, epoch: number, step: number): RecordedTrial => ({
  plan,
  status: 'running',
  epochs: epochsOf(plan, epoch),
  batchLosses: lossesOf(plan, epoch * stepsPerEpoch(plan.trial) + step),
  gradientNorms: null,
  baseline: { testMse: 1.5, testMae: 1 },
  targets: { mean: 2, deviation: 0.5 },
  engine,
  seconds: epoch + 0.25,
  error: null,
});

/** A trial that is done. */
export async function finishedOf(plan: PlannedTrial): Promise<RecordedTrial> {
  return {
    ...runningAt(plan, plan.trial.epochs, 0),
    status: 'done',
    deadUnits: { shares: [1 / 3], rows: 16 },
    gradientNorms: { loss: 0.25, activations: [Infinity] },
    weights: await weightsHash(modelOf(plan)),
  };
}

export function divergedOf(plan: PlannedTrial): RecordedTrial {
  const divergence = { step: 6, loss: NaN };
  return {
    ...runningAt(plan, 1, 2),
    status: 'diverged',
    error: divergenceError(divergence),
    divergence,
  };
}

export interface UnderWayTrial {
  readonly checkpoint: Checkpoint;
  readonly trial: RecordedTrial;
}

export function underWayOf(plan: PlannedTrial, epoch: number, step = 0): UnderWayTrial {
  const trial = runningAt(plan, epoch, step);
  const number = numbersOf(plan.trial.seed + 100 * epoch + step);
  return {
    trial,
    checkpoint: {
      engine,
      epoch,
      step,
      seconds: trial.seconds,
      session: {
        parameters: parametersOf(plan, number),
        steps: epoch * stepsPerEpoch(plan.trial) + step,
        buffers: { exp_avg: parametersOf(plan, number), exp_avg_sq: parametersOf(plan, number) },
      },
      generators: {
        loader: {
          words: Uint32Array.from({ length: 624 }, () => (number() + 0.5) * 2 ** 32),
          position: epoch,
          cachedNormal: epoch === 1 ? 0.125 : null,
        },
      },
    },
  };
}
