import { assert } from 'chai';
import fc from 'fast-check';
import golden from '../golden/torch.json' with { type: 'json' };
import more from '../golden/torch-more.json' with { type: 'json' };
import { Generator } from '../../src/torch/mt19937.ts';
import { fillUniform, randFloat64 } from '../../src/torch/uniform.ts';
import { rand } from '../oracle/draws.ts';
import { sha256 } from './support.ts';

const seed = 433;

describe('uniform numbers', () => {
  it('equal torch.rand in float32', () => {
    const { n, first16, sha256: hash } = golden.rand_f32;
    const values = rand(n, new Generator(seed));
    assert.deepEqual([...values.subarray(0, 16)], first16);
    assert.strictEqual(sha256(values), hash);
  });

  it('equal torch.rand in float64', () => {
    const { n, first8, sha256: hash } = golden.rand_f64;
    const values = randFloat64(n, new Generator(seed));
    assert.deepEqual([...values.subarray(0, 8)], first8);
    assert.strictEqual(sha256(values), hash);
  });

  for (const { a, b, n, first8, sha256: hash } of golden.uniform_f32) {
    it(`equal uniform_(${a}, ${b})`, () => {
      const values = fillUniform(new Float32Array(n), a, b, new Generator(seed));
      assert.deepEqual([...values.subarray(0, 8)], first8);
      assert.strictEqual(sha256(values), hash);
    });
  }

  for (const [other, expected] of Object.entries(more.streams)) {
    it(`equal PyTorch's for the seed ${other} too`, () => {
      const generator = new Generator(Number(other));
      assert.strictEqual(sha256(rand(1000, generator)), expected.rand_1000_sha256);
      generator.manualSeed(Number(other));
      assert.strictEqual(sha256(randFloat64(1000, generator)), expected.rand_f64_1000_sha256);
    });

    it(`never reach the upper bound of a narrow range (seed ${other})`, () => {
      const to = 1 + 2 ** -22;
      const values = fillUniform(new Float32Array(1000), 1, to, new Generator(Number(other)));
      assert.strictEqual(sha256(values), expected.uniform_1000_narrow_sha256);
      assert.notInclude([...values], to);
    });
  }

  it('stay between their bounds', () => {
    const bound = fc.float({ noNaN: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(bound, bound, fc.nat(), (x, y, any) => {
        const low = Math.min(x, y);
        const high = Math.max(x, y);
        const values = fillUniform(new Float32Array(20), low, high, new Generator(any));
        assert.isTrue(values.every((value) => value >= low && value <= high));
      }),
    );
  });

  it('are refused between bounds that fall or are not finite', () => {
    for (const [from, to] of [
      [1, 0],
      [0, Infinity],
      [NaN, 1],
    ] as const) {
      assert.throws(
        () => fillUniform(new Float32Array(1), from, to, new Generator(0)),
        RangeError,
        'bounds',
      );
    }
    assert.throws(() => rand(-1, new Generator(0)), RangeError, 'count');
  });
});
