import { assert } from 'chai';
import golden from '../golden/torch.json' with { type: 'json' };
import more from '../golden/torch-more.json' with { type: 'json' };
import { Generator } from '../../src/torch/mt19937.ts';
import { fillNormal } from '../../src/torch/normal.ts';
import { randn } from '../oracle/draws.ts';
import { sha256 } from './support.ts';

describe('normal numbers', () => {
  for (const [n, expected] of Object.entries(golden.randn_f32)) {
    it(`equal torch.randn(${n}) and leave the generator where PyTorch does`, () => {
      const generator = new Generator(433);
      const values = randn(Number(n), generator);
      assert.deepEqual([...values.subarray(0, 8)], expected.first8);
      assert.deepEqual([...values.subarray(-4)], expected.last4);
      assert.strictEqual(sha256(values), expected.sha256);
      assert.strictEqual(generator.nextFloat32(), expected.next_rand_f32);
    });
  }

  for (const [seed, expected] of Object.entries(more.streams)) {
    it(`equal PyTorch's for the seed ${seed} too`, () => {
      for (const [n, { sha256: hash, next_rand }] of Object.entries(expected.randn)) {
        const generator = new Generator(Number(seed));
        assert.strictEqual(sha256(randn(Number(n), generator)), hash, `randn(${n})`);
        assert.strictEqual(generator.nextFloat32(), next_rand, `after randn(${n})`);
      }
    });

    it(`keep half a pair for the next small tensor (seed ${seed})`, () => {
      const generator = new Generator(Number(seed));
      const pieces = [3, 16, 4, 20, 1].map((n) =>
        fillNormal(new Float32Array(n), 0.5, 0.3, generator),
      );
      const { sha256: hash, next_rand } = expected['normal_pieces_3_16_4_20_1_mean_.5_std_.3'];
      assert.strictEqual(sha256(...pieces), hash);
      assert.strictEqual(generator.nextFloat32(), next_rand);
    });
  }

  it('have the asked mean and deviation', () => {
    const values = fillNormal(new Float32Array(100_000), 3, 2, new Generator(1));
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    assert.closeTo(mean, 3, 0.03);
    assert.closeTo(Math.sqrt(variance), 2, 0.02);
  });

  it('are refused for a deviation below 0 or not finite', () => {
    for (const wrong of [-1, NaN, Infinity]) {
      assert.throws(
        () => fillNormal(new Float32Array(1), 0, wrong, new Generator(0)),
        RangeError,
        'deviation',
      );
    }
  });
});
