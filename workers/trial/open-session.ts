/** Opens a session for a network in the short form. */
import { requireShortForm } from '../../src/document/network-form.ts';
import { layerSizes, lossOf } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import type { SessionState } from '../../src/protocol/checkpoint.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine, Session } from '../engine/types.ts';

/** The optimiser's settings for the first step. @param rows of the training part */
export const optimizerOf = async (trial: Trial, rows: number): Promise<Trial['optimizer']> =>
  trial.schedule === undefined
    ? trial.optimizer
    : (await import('./scheduled.ts')).firstOptimizer(trial, rows);

/**
 * A session for a network in the short form that starts where PyTorch would (steps 1 to 3 of protocol.md), or goes on
 * from a state.
 */
export async function openSession(
  trial: Trial,
  data: TrialData,
  engine: Engine,
  resume?: SessionState,
): Promise<Session> {
  const model = requireShortForm(trial.model, 'train');
  const sizes = layerSizes(data.inputs, model, data.outputs);
  return engine.open({
    sizes,
    activation: model.activation,
    loss: lossOf(trial),
    ...(trial.clip && { clip: clipOf(trial.clip) }),
    ...(trial.loss && {
      criterion: (await import('./criterion.ts')).criterionOf(trial.loss, data),
    }),
    parameters: resume?.parameters ?? initParameters(sizes, trial.init, new Generator(trial.seed)),
    optimizer: await optimizerOf(trial, data.train.count),
    train: data.train,
    test: data.test,
    ...(data.validation === undefined ? {} : { validation: data.validation }),
    ...(resume && { resume }),
  });
}

/** The schema leaves one of the two. */
const clipOf = ({ norm, value }: NonNullable<Trial['clip']>) =>
  norm === undefined || norm === null
    ? ({ by: 'value', limit: value! } as const)
    : ({ by: 'norm', limit: norm } as const);
