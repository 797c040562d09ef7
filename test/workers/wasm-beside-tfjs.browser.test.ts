/** Compares the lab's own engine with tfjs: any network, optimiser and batch size, over several steps. */
import { assert } from 'chai';
import fc from 'fast-check';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { arbitraryNetwork, count, optionsOf, trained, worst } from './networks.ts';
import { arbitraryOptimizer } from './optimizers.ts';

describe('The engine wasm beside tfjs', () => {
  for (const other of ['tfjs-wasm', 'tfjs-cpu'] as const) {
    it(`trains as ${other} does`, async () => {
      const engines = [await chooseEngine('wasm'), await chooseEngine(other)];
      const batchSizes = fc.integer({ min: 1, max: 20 });
      await fc.assert(
        fc.asyncProperty(
          arbitraryNetwork,
          arbitraryOptimizer,
          batchSizes,
          async (net, form, size) => {
            const options = optionsOf(net, { ...form, learningRate: 0.01 });
            const results = [];
            for (const engine of engines) {
              const session = await engine.open(options);
              const losses = await trained(session, count(20), size);
              const layers = await session.parameters();
              const sums = await session.evaluate('test', 0, 11);
              session.close();
              results.push({ losses, layers, sums });
            }
            const [ours, theirs] = results as [(typeof results)[0], (typeof results)[0]];
            assert.isAtMost(worst(ours.losses, theirs.losses), 3e-5);
            assert.isAtMost(worst([ours.sums.loss], [theirs.sums.loss]), 3e-5);
            for (const [l, { weight, bias }] of theirs.layers.entries()) {
              assert.isAtMost(worst(ours.layers[l]!.weight, weight), 3e-5);
              const summands = options.parameters[l]!.bias;
              assert.isAtMost(worst(ours.layers[l]!.bias, bias, summands), 3e-5);
            }
          },
        ),
        { seed: 433, numRuns: 80 },
      );
    });
  }
});
