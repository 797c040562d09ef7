/** Opens a session for a network that is a list of layers. Loaded only by trials that have one. */
import { initTensors } from '../../src/catalog/lookup/init-network.ts';
import { drawsInSteps } from '../../src/catalog/lookup/network.ts';
import { lossOf, planOf } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import { LabError } from '../../src/base/errors.ts';
import type { ListState } from '../../src/protocol/checkpoint.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine } from '../engine/types.ts';
import type { NetworkSession } from './open-network.ts';
import { optimizerOf } from './open-session.ts';

/** Throws LabError `engine-unavailable` where the engine lacks lists. */
export function requireLists(engine: Engine): NonNullable<Engine['openList']> {
  if (engine.openList !== undefined) return engine.openList;
  const message = `the engine ${engine.info.name} does not train lists of layers: choose another one, or "auto"`;
  throw new LabError('engine-unavailable', message);
}

/** Throws LabError `engine-unavailable` where the engine lacks lists or one of the layers. */
export async function openList(
  trial: Trial,
  data: TrialData,
  engine: Engine,
  resume?: ListState,
): Promise<NetworkSession> {
  const open = requireLists(engine);
  const plan = planOf(trial);
  // The global generator: it has made the network when steps begin to draw from it.
  const generator = new Generator(trial.seed);
  const tensors = initTensors(plan, trial.init, generator);
  const session = await open({
    plan,
    tensors,
    ...(drawsInSteps(plan) ? { draws: generator.state() } : {}),
    loss: lossOf(trial),
    ...(trial.loss && {
      criterion: (await import('./criterion.ts')).criterionOf(trial.loss, data),
    }),
    optimizer: await optimizerOf(trial, data.train.count),
    train: data.train,
    test: data.test,
    ...(data.validation === undefined ? {} : { validation: data.validation }),
    ...(resume && { resume }),
  });
  return {
    get evaluationRows() {
      return session.evaluationRows;
    },
    train: (rows, batchSize, ratesAt) => session.train(rows, batchSize, ratesAt),
    finishStep: () => session.finishStep(),
    evaluate: (part, from, to, outputs) => session.evaluate(part, from, to, outputs),
    activationGradients: (rows, pause) => session.activationGradients(rows, pause),
    parameters: () => session.tensors(),
    state: () => session.state(),
    close: () => session.close(),
  };
}
