/** PyTorch's batch losses and test figures for networks that are lists of layers, on the lab's own engine. */
import { assert } from 'chai';
import { parse } from 'valibot';
import { initTensors } from '../../src/catalog/lookup/init-network.ts';
import type { LayerElement } from '../../src/catalog/lookup/network.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import { optimizerSchema } from '../../src/document/schema.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { startWasm } from '../../workers/engine/wasm/engine.ts';
import { loadFromFolder } from '../data/folder.ts';
import golden from '../golden/trajectories-layers.json' with { type: 'json' };
import { conv, dropout, flatten, linear, norm, planned, pool, relu, trainedList } from './lists.ts';

const max = pool('max-pool2d', 2);
const same = { padding: 1 };
/** Rounding errors grow: losses agree for so many steps, and figures after an epoch so well. */
const nets = {
  dropout: {
    layers: [linear(64), relu, dropout(0.5), linear(32), relu, dropout(0.2)],
    optimizer: { name: 'sgd', learningRate: 0.1 },
    ...{ steps: 188, figures: 1e-4 },
  },
  'batch-norm-deep': {
    layers: new Array<LayerElement[]>(8).fill([linear(16), norm, relu]).flat(),
    optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.9 },
    ...{ steps: 55, figures: 0.1 },
  },
  cnn: {
    layers: [
      ...[conv(8, 3, same), relu, max, conv(16, 3, same), relu, max, flatten],
      ...[linear(64), relu, dropout(0.25)],
    ],
    optimizer: { name: 'adam', learningRate: 0.001 },
    ...{ steps: 161, figures: 0.02 },
  },
} as const;

describe('The trajectories of lists of layers on the lab’s own engine', () => {
  for (const deterministic of [true, false])
    for (const name of Object.keys(nets) as (keyof typeof nets)[])
      it(`${name}: has PyTorch’s, ${deterministic ? 'plain' : 'relaxed'}`, async function () {
        const dataset = await loadFromFolder('fashion-mnist');
        if (dataset === null) return this.skip();
        const { seed } = golden.meta;
        const { batch, epochs, ...wanted } = golden.nets[name];
        const { steps, figures } = nets[name];
        const data = trialData(
          dataset,
          { name: 'fashion-mnist', trainSize: 12_000, testSize: null },
          seed,
        );
        const plan = planned(nets[name].layers, [1, 28, 28], 784, 10);
        const generator = new Generator(seed);
        const tensors = initTensors(plan, { name: 'torch-default' }, generator);
        const about = { name: 'wasm', reason: 'a test', revision: 0 } as const;
        const engine = await startWasm(about, { deterministic });
        const session = await engine.openList({
          ...{ plan, tensors, draws: generator.state(), loss: 'cross-entropy' },
          optimizer: parse(optimizerSchema, nets[name].optimizer),
          ...{ train: data.train, test: data.test },
        });
        const loader = explicitOrder(data.train.count, new Generator(seed));
        const losses: number[] = [];
        for (let epoch = 0; epoch < epochs; epoch++) {
          losses.push(...(await trainedList(session, loader.nextEpoch(), batch)));
          let correct = 0;
          let loss = 0;
          for (let row = 0; row < data.test.count; row += session.evaluationRows) {
            const to = Math.min(row + session.evaluationRows, data.test.count);
            const sums = await session.evaluate('test', row, to);
            correct += sums.correct;
            loss += sums.loss;
          }
          const found = wanted.test_after_each_epoch[epoch]!;
          assert.closeTo(correct / data.test.count, found.accuracy, figures);
          assert.closeTo(loss / data.test.count, found.loss, figures);
        }
        session.close();
        // Where PyTorch's versions agree. Fused products take another side of a kink earlier.
        const tolerance = deterministic ? 1e-5 : 1e-4;
        for (const [step, loss] of losses.slice(0, steps).entries())
          assert.closeTo(loss, wanted.batch_losses[step]!, tolerance, `step ${step}`);
        assert.lengthOf(losses, wanted.batch_losses.length);
      });
});
