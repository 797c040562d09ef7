/** The first steps of a trial, measured without training it. */
import { assert } from 'chai';
import { LabError } from '../../src/base/errors.ts';
import { loadDataset } from '../../src/data/load.ts';
import { measuredSteps } from '../../src/protocol/inspection.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { trialLayerSizes } from '../../src/document/parameters.ts';
import { firstSteps } from '../../workers/trial/first-steps.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { collect, trialOf } from './trials.ts';
import { layersIn } from '../support/short-form.ts';

const trial = (more: object = {}) =>
  trialOf({
    dataset: { name: 'fashion-synthetic', trainSize: 960, testSize: 100 },
    model: { depth: 3, width: 12, activation: 'relu' },
    init: { name: 'xavier-uniform' },
    optimizer: { name: 'sgd', learningRate: 0.01 },
    batchSize: 96,
    epochs: 1,
    measure: { gradientNorms: true },
    ...more,
  });

describe('the first steps of a trial', () => {
  const loading = loadDataset('fashion-synthetic', {
    baseUrl: 'https://lab.example/',
    shared: false,
  });
  const starting = startOwnEngine();
  const measured = async (more: object = {}) =>
    firstSteps(trial(more), await loading, await starting);

  it('are those that the trial itself trains', async () => {
    const { events } = await collect(runTrial(trial(), await loading, await starting));
    const { loss, norms, steps, updates } = await measured();
    const own = events.find((event) => event.type === 'gradient-norms');
    assert.deepEqual([own?.loss, own?.activations], [loss, norms]);
    // An epoch has exactly as many steps: what they moved in all is at most the sum of the steps.
    assert.equal(steps, measuredSteps);
    const model = events.find((event) => event.type === 'model');
    const before = initParameters(trialLayerSizes(trial()), trial().init, new Generator(433));
    const moved = (after: LayerParameters, at: number): number =>
      Math.sqrt(
        after.weight.reduce((sum, x, index) => sum + (x - before[at]!.weight[index]!) ** 2, 0) /
          after.weight.length,
      );
    layersIn(model!.parameters).forEach((layer, at) => {
      assert.isAtMost(moved(layer, at), steps * updates[at]! * 1.0001);
      assert.isAtLeast(moved(layer, at), updates[at]!);
    });
  });

  it('scale with the gradient under SGD, and with the rate alone under Adam', async () => {
    const sgd = await measured();
    const fast = await measured({ optimizer: { name: 'sgd', learningRate: 0.02 } });
    const adam = await measured({ optimizer: { name: 'adam', learningRate: 0.01 } });
    sgd.updates.forEach((update, at) => {
      assert.closeTo(fast.updates[at]! / update, 2, 0.2);
      assert.isAbove(adam.updates[at]!, 0.001);
      assert.isBelow(adam.updates[at]!, 0.012);
    });
  });

  it('are fewer in a short epoch, and end before the loss is no longer finite', async () => {
    const short = await measured({ batchSize: 400 });
    assert.equal(short.steps, 3);
    const wild = await measured({
      init: { name: 'uniform', d: 100 },
      optimizer: { name: 'sgd', learningRate: 10 },
    });
    assert.isBelow(wild.steps, measuredSteps);
    assert.isTrue(wild.steps > 0 ? wild.updates.every(Number.isFinite) : true);
  });

  it('stop when they are told to', async () => {
    const controller = new AbortController();
    const looking = firstSteps(trial(), await loading, await starting, controller.signal);
    controller.abort();
    const error: unknown = await looking.catch((reason: unknown) => reason);
    assert.isTrue(error instanceof LabError && error.code === 'aborted');
  });
});
