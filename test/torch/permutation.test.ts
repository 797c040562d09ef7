import { assert } from 'chai';
import fc from 'fast-check';
import golden from '../golden/torch.json' with { type: 'json' };
import more from '../golden/torch-more.json' with { type: 'json' };
import { Generator } from '../../src/torch/mt19937.ts';
import { discardPermutation, insideOut, randomPermutation } from '../../src/torch/permutation.ts';
import { randomSplit } from '../../src/torch/split.ts';
import { sha256 } from './support.ts';

const seed = 433;

/** That `order` holds 0 … count − 1 once each. */
const assertPermutation = (order: Int32Array, count: number): void => {
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    Array.from({ length: count }, (_, i) => i),
  );
};

describe('random permutations', () => {
  for (const [n, expected] of Object.entries(golden.randperm)) {
    it(`equal torch.randperm(${n}) and leave the generator where PyTorch does`, () => {
      const generator = new Generator(seed);
      const order = randomPermutation(Number(n), generator);
      assert.deepEqual([...order.subarray(0, 32)], expected.first32);
      assert.deepEqual([...order.subarray(-8)], expected.last8);
      assert.strictEqual(sha256(order), expected.sha256_i32le);
      assert.strictEqual(generator.nextFloat32(), expected.next_rand_f32);
    });
  }

  for (const [other, { randperm }] of Object.entries(more.streams)) {
    it(`equal PyTorch's for the seed ${other} too`, () => {
      for (const [n, expected] of Object.entries(randperm)) {
        const generator = new Generator(Number(other));
        assert.strictEqual(sha256(randomPermutation(Number(n), generator)), expected.sha256, n);
        assert.strictEqual(generator.nextFloat32(), expected.next_rand, n);
      }
    });
  }

  it('hold every number once and cost as much as their discarded twins', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), (count, any) => {
        const drawn = new Generator(any);
        const discarded = new Generator(any);
        assertPermutation(randomPermutation(count, drawn), count);
        discardPermutation(count, discarded);
        assert.strictEqual(drawn.nextUint32(), discarded.nextUint32());
      }),
    );
  });

  it('take 64 bits a number in the branch for very large counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (count, any) => {
        const byBigint: number[] = [];
        const generator = new Generator(any);
        for (let i = 0; i < count; i++) {
          const j = Number(generator.random64() % BigInt(i + 1));
          byBigint[i] = i;
          byBigint[i] = byBigint[j]!;
          byBigint[j] = i;
        }
        const order = insideOut(count, new Generator(any));
        assert.deepEqual([...order], byBigint);
        assertPermutation(order, count);
      }),
    );
  });

  it('are refused for counts that are no whole numbers, or too many', () => {
    for (const wrong of [-1, 1.5, NaN, 2 ** 31]) {
      assert.throws(() => randomPermutation(wrong, new Generator(0)), RangeError, 'permutation');
    }
  });
});

describe('random splits', () => {
  it('equal random_split of the housing data', () => {
    const expected = golden.random_split_20640_15480_5160;
    const [train, test] = randomSplit([15480, 5160], new Generator(seed));
    assert.isDefined(train);
    assert.isDefined(test);
    assert.deepEqual([...train.subarray(0, 32)], expected.train_first32);
    assert.strictEqual(sha256(train), expected.train_sha256_i32le);
    assert.deepEqual([...test.subarray(0, expected.test_first32.length)], expected.test_first32);
    assert.strictEqual(sha256(test), expected.test_sha256_i32le);
  });

  for (const [other, { split_700_300_10: expected }] of Object.entries(more.streams)) {
    it(`equal random_split into three parts (seed ${other})`, () => {
      const generator = new Generator(Number(other));
      const parts = randomSplit([700, 300, 10], generator);
      assert.deepEqual(
        parts.map((part) => sha256(part)),
        expected.sha256,
      );
      assert.strictEqual(generator.nextFloat32(), expected.next_rand);
    });
  }

  it('are refused for fractions', () => {
    assert.throws(() => randomSplit([0.75, 0.25], new Generator(0)), RangeError, 'length');
  });
});
