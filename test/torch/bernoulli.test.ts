/** Dropout's masks are PyTorch's. */
import { assert } from 'chai';
import { drawBernoulli } from '../../src/torch/bernoulli.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { sha256Of } from '../../src/base/digest.ts';
import golden from '../golden/layers.json' with { type: 'json' };

describe('drawBernoulli', () => {
  for (const { seed, p, shape, first32, kept, sha256, rand_after } of golden.dropout) {
    it(`draws PyTorch’s mask of ${shape.join(' × ')} with p = ${p}, and leaves the generator there`, async () => {
      const generator = new Generator(seed);
      const count = shape.reduce((product, each) => product * each, 1);
      const mask = drawBernoulli(count, 1 - p, generator);
      assert.deepEqual([...mask.subarray(0, 32)], first32.slice(0, count));
      assert.equal(
        mask.reduce((sum, each) => sum + each, 0),
        kept,
      );
      assert.equal(await sha256Of(new Uint8Array(mask)), sha256);
      for (const next of rand_after) assert.equal(generator.nextFloat32(), next);
    });
  }

  it('keeps all or nothing at the ends, and refuses what is no probability', () => {
    assert.deepEqual([...drawBernoulli(3, 1, new Generator(1))], [1, 1, 1]);
    assert.deepEqual([...drawBernoulli(3, 0, new Generator(1))], [0, 0, 0]);
    assert.throws(() => drawBernoulli(3, 1.5, new Generator(1)), RangeError, '1.5');
  });
});
