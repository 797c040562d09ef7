/** Lists of layers on tfjs: PyTorch's losses, float64's gradients, and the state that goes on to the bit. */
import { assert } from 'chai';
import { parse } from 'valibot';
import { initTensors } from '../../src/catalog/lookup/init-network.ts';
import type { LayerElement } from '../../src/catalog/lookup/network.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import { optimizerSchema } from '../../src/document/schema.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import type { ListOptions } from '../../workers/engine/types.ts';
import golden from '../golden/trajectories-layers.json' with { type: 'json' };
import { conv, dropout, flatten, linear, norm, planned, pool, relu, trainedList } from './lists.ts';
import { codeOf } from './networks.ts';
import { dataset, hasRealDatasets } from './support.ts';

const max = pool('max-pool2d', 2);
const same = { padding: 1 };
const nets = {
  dropout: {
    layers: [linear(64), relu, dropout(0.5), linear(32), relu, dropout(0.2)],
    optimizer: { name: 'sgd', learningRate: 0.1 },
    steps: 188,
  },
  'batch-norm-deep': {
    layers: new Array<LayerElement[]>(8).fill([linear(16), norm, relu]).flat(),
    optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.9 },
    steps: 55,
  },
  cnn: {
    layers: [
      ...[conv(8, 3, same), relu, max, conv(16, 3, same), relu, max, flatten],
      ...[linear(64), relu, dropout(0.25)],
    ],
    optimizer: { name: 'adam', learningRate: 0.001 },
    // A step takes seconds in plain JavaScript.
    steps: 4,
  },
} as const;

async function optionsOf(name: keyof typeof nets): Promise<ListOptions> {
  const { seed } = golden.meta;
  const data = trialData(
    await dataset('fashion-mnist'),
    { name: 'fashion-mnist', trainSize: 12_000, testSize: null },
    seed,
  );
  const plan = planned(nets[name].layers, [1, 28, 28], 784, 10);
  const generator = new Generator(seed);
  const tensors = initTensors(plan, { name: 'torch-default' }, generator);
  return {
    ...{ plan, tensors, draws: generator.state(), loss: 'cross-entropy' },
    optimizer: parse(optimizerSchema, nets[name].optimizer),
    ...{ train: data.train, test: data.test },
  };
}

describe('Lists of layers on tfjs', () => {
  for (const name of Object.keys(nets) as (keyof typeof nets)[]) {
    it(`${name}: has PyTorch’s losses, and goes on from its state to the bit`, async function () {
      if (!(await hasRealDatasets())) return this.skip();
      const { batch, batch_losses: wanted } = golden.nets[name];
      const { steps } = nets[name];
      const options = await optionsOf(name);
      const engine = await chooseEngine('tfjs-cpu', {});
      const session = await engine.openList!(options);
      const loader = explicitOrder(options.train.count, new Generator(golden.meta.seed));
      const order = loader.nextEpoch().subarray(0, steps * batch);
      const half = Math.floor(steps / 2) * batch;
      const losses = await trainedList(session, order.subarray(0, half), batch);
      const state = await session.state();
      // Looking changes nothing.
      const { norms } = await session.activationGradients(order.subarray(0, batch));
      assert.lengthOf(norms, options.plan.ops.filter((op) => op.kind === 'activation').length);
      const rest = await trainedList(session, order.subarray(half), batch);
      const end = await session.state();
      session.close();
      for (const [step, loss] of [...losses, ...rest].entries())
        assert.closeTo(loss, wanted[step]!, 1e-5, `step ${step}`);

      const again = await engine.openList!({ ...options, resume: state });
      assert.deepEqual(await trainedList(again, order.subarray(half), batch), rest);
      assert.deepEqual(await again.state(), end);
      again.close();
    });
  }

  it('draw nothing where dropout keeps all, as in PyTorch', async () => {
    const plan = planned([linear(5), dropout(0), linear(4), dropout(0.5)], null, 4, 2);
    const generator = new Generator(7);
    const tensors = initTensors(plan, { name: 'torch-default' }, generator);
    const part = {
      ...{ features: Float32Array.from({ length: 24 }, (_, at) => Math.sin(at)), divisor: 1 },
      ...{ targets: Uint8Array.of(0, 1, 0, 1, 1, 0), count: 6 },
    };
    const engine = await chooseEngine('tfjs-cpu', {});
    const session = await engine.openList!({
      ...{ plan, tensors, draws: generator.state(), loss: 'cross-entropy' },
      optimizer: parse(optimizerSchema, { name: 'sgd', learningRate: 0.1 }),
      ...{ train: part, test: part },
    });
    await trainedList(session, Int32Array.of(0, 1, 2, 3, 4, 5), 6);
    const { draws } = await session.state();
    session.close();
    for (let drawn = 0; drawn < 6 * 4; drawn++) generator.nextFloat64();
    assert.deepEqual(draws, generator.state());
  });

  it('are refused where a backend has no backward pass of a layer, which is named', async function () {
    if (!(await hasRealDatasets())) return this.skip();
    const engine = await chooseEngine('tfjs-wasm', {});
    const options = await optionsOf('cnn');
    const opening = engine.openList!(options).then(
      () => 'opened',
      (error: unknown) => [codeOf(error), String(error)].join(),
    );
    assert.match(await opening, /engine-unavailable.*2-D convolution on wasm/);
    const dense = await engine.openList!(await optionsOf('dropout'));
    dense.close();
  });
});
