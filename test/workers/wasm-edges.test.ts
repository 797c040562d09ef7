/** The lab's own engine where float32 ends, in Node and in browsers. */
import { assert } from 'chai';
import { parse } from 'valibot';
import { optimizerSchema } from '../../src/document/schema.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import { lossesHash } from '../../src/formats/results/losses-hash.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { settledMean, settledSquare } from '../../src/catalog/shared/settled.ts';
import { stepCoefficients } from '../../src/catalog/lookup/optimizer.ts';
import { describeEdges, lossesOfAll } from './edges-suite.ts';
import { count, optionsOf, plain, trained } from './networks.ts';
import { optimizerForms } from './optimizers.ts';

describeEdges('wasm', 2e-6);
describeEdges('wasm', 2e-6, false);

/** Those of the fingerprints. */
const activations = ['relu', 'leaky-relu', 'tanh', 'sigmoid', 'linear'] as const;

/** Of what the plain build computes, by revision: the last one is today's. */
const fingerprints: Readonly<Record<number, string>> = {
  2: '9c05176d0150acc82f638c359a517ea107f880081e0c3fee6c85bae7f8c9c272',
};

describe('The revision of the engine wasm', () => {
  it('is raised with every change of its bits', async () => {
    const engine = await startOwnEngine();
    const losses = await lossesOfAll(engine);
    for (const [index, form] of optimizerForms.entries()) {
      for (const activation of activations) {
        const loss = index % 2 === 0 ? 'cross-entropy' : 'mse';
        const network = { ...plain, activation, loss, hidden: [7, 12] } as const;
        const session = await engine.open(optionsOf(network, form, 50));
        losses.push(...(await trained(session, count(50), 9)));
        losses.push((await session.evaluate('test', 0, 11)).loss);
        session.close();
      }
    }
    assert.equal(
      // NaN has many bit patterns.
      await lossesHash(Float32Array.from(losses, (loss) => (Number.isNaN(loss) ? -1 : loss))),
      fingerprints[engineMeta.wasm.revision],
      'other bits than this revision’s: raise it in src/protocol/engine-revision.ts, and add its fingerprint here',
    );
    assert.equal(Math.max(...Object.keys(fingerprints).map(Number)), engineMeta.wasm.revision);
  });
});

describe('What the engine wasm takes for zero', () => {
  const below = (optimizer: object) => {
    const { leastMean, leastSquare } = stepCoefficients(parse(optimizerSchema, optimizer), 1);
    return { mean: Number(leastMean), square: Number(leastSquare) };
  };

  it('is what it was before with the epsilon that is PyTorch’s own', () => {
    for (const optimizer of [{ name: 'adam' }, { name: 'adamw' }, { name: 'rmsprop' }]) {
      const { mean, square } = below(optimizer);
      if (optimizer.name !== 'rmsprop') assert.equal(Math.fround(mean), Math.fround(1e-30));
      assert.equal(Math.fround(square), Math.fround(1e-36));
    }
  });

  it('is never more than that, and shrinks with epsilon, its square and one minus the decay', () => {
    for (let exponent = 0; exponent >= -45; exponent--) {
      const epsilon = 10 ** exponent;
      const [mean, square] = [settledMean(epsilon, 0.99), settledSquare(epsilon, 0.9999)];
      assert.isAtMost(mean, 1e-30);
      assert.isAtMost(square, 1e-36);
      // The lost part of √v̂ beside half of epsilon's last digit.
      assert.isAtMost(Math.sqrt(square / 1e-4), epsilon * 2 ** -25);
      assert.isAtMost(mean / 0.01 / epsilon, 1.001e-21);
    }
  });
});
