import { assert } from 'chai';
import fc from 'fast-check';
import golden from '../golden/torch.json' with { type: 'json' };
import { Generator } from '../../src/torch/mt19937.ts';

const seed = 433;

describe('the random number generator', () => {
  it("draws PyTorch's 32-bit stream", () => {
    const generator = new Generator(seed);
    assert.deepEqual(
      golden.u32_first16.map(() => generator.nextUint32()),
      golden.u32_first16,
    );
  });

  it("draws PyTorch's int64 random_()", () => {
    const generator = new Generator(seed);
    assert.deepEqual(
      golden.int64_random__first4.map(() => String(generator.nextInt64())),
      golden.int64_random__first4,
    );
  });

  it('takes the first of two draws as the high word of 64 bits', () => {
    const [first = 0, second = 0] = golden.u32_first16;
    assert.strictEqual(new Generator(seed).random64(), BigInt(first) * 2n ** 32n + BigInt(second));
  });

  it('draws float64 numbers from the low 53 of 64 bits', () => {
    fc.assert(
      fc.property(fc.nat(), (any) => {
        const bits = new Generator(any).random64();
        assert.strictEqual(
          new Generator(any).nextFloat64(),
          Number(bits & (2n ** 53n - 1n)) * 2 ** -53,
        );
      }),
    );
  });

  it('starts over when it is seeded again, and forgets a cached normal number', () => {
    const generator = new Generator(1);
    generator.cacheNormal(0.5);
    for (let i = 0; i < 1000; i++) generator.nextUint32();
    generator.manualSeed(seed);
    assert.isUndefined(generator.takeCachedNormal());
    assert.strictEqual(generator.nextUint32(), golden.u32_first16[0]);
  });

  it('gives out a cached normal number once', () => {
    const generator = new Generator(1);
    generator.cacheNormal(0.5);
    assert.strictEqual(generator.takeCachedNormal(), 0.5);
    assert.isUndefined(generator.takeCachedNormal());
  });

  it('looks at the low 32 bits of a seed only', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(2 ** 20), (low, high) => {
        assert.strictEqual(
          new Generator(high * 2 ** 32 + low).nextUint32(),
          new Generator(low).nextUint32(),
        );
      }),
    );
  });

  it('refuses a seed that is not a safe integer', () => {
    for (const wrong of [0.5, NaN, Infinity, 2 ** 53]) {
      assert.throws(() => new Generator(wrong), RangeError, 'seed');
    }
  });
});
