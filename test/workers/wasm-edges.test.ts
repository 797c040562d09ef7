/** The lab's own engine where float32 ends, in Node and in browsers. */
import { assert } from 'chai';
import { parse } from 'valibot';
import { optimizerSchema } from '../../src/experiment/schema.ts';
import { settledBelow } from '../../workers/engine/wasm/structures.ts';
import { describeEdges } from './edges-suite.ts';

describeEdges('wasm', 2e-6);
describeEdges('wasm', 2e-6, false);

describe('What the engine wasm takes for zero', () => {
  const below = (optimizer: object) => settledBelow(parse(optimizerSchema, optimizer));

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
      const { mean, square } = below({ name: 'adam', epsilon, beta1: 0.99, beta2: 0.9999 });
      assert.isAtMost(mean, 1e-30);
      assert.isAtMost(square, 1e-36);
      // The lost part of √v̂ beside half of epsilon's last digit.
      assert.isAtMost(Math.sqrt(square / 1e-4), epsilon * 2 ** -25);
      assert.isAtMost(mean / 0.01 / epsilon, 1.001e-21);
    }
  });
});
