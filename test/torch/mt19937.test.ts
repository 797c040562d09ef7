import { assert } from 'chai';
import fc from 'fast-check';
import golden from '../golden/torch.json' with { type: 'json' };
import { Generator } from '../../src/torch/mt19937.ts';
import { fillNormal } from '../../src/torch/normal.ts';

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

  it('goes on from its state as if nothing had happened, whatever was drawn before and after', () => {
    const draws = fc.array(fc.constantFrom('uint32', 'float64', 'normal'), { maxLength: 700 });
    const draw = (generator: Generator, kind: string): number => {
      if (kind === 'uint32') return generator.nextUint32();
      if (kind === 'float64') return generator.nextFloat64();
      // Below 16 elements the second half of each pair waits in the generator.
      return fillNormal(new Float32Array(1), 0, 1, generator)[0]!;
    };
    fc.assert(
      fc.property(fc.nat(), draws, draws, (any, before, after) => {
        const generator = new Generator(any);
        for (const kind of before) draw(generator, kind);
        const state = structuredClone(generator.state());
        const wanted = after.map((kind) => draw(generator, kind));
        const restored = Generator.from(state);
        assert.deepEqual(restored.state(), state);
        assert.deepEqual(
          after.map((kind) => draw(restored, kind)),
          wanted,
        );
        assert.deepEqual(restored.state(), generator.state());
      }),
    );
  });

  it("goes on in PyTorch's stream from every place of it", () => {
    const all = golden.u32_first16;
    for (let at = 0; at <= all.length; at++) {
      const generator = new Generator(seed);
      for (let i = 0; i < at; i++) generator.nextUint32();
      const restored = Generator.from(generator.state());
      assert.deepEqual(
        all.slice(at).map(() => restored.nextUint32()),
        all.slice(at),
      );
    }
  });

  it('shares no memory with its state', () => {
    const generator = new Generator(seed);
    const state = generator.state();
    const restored = Generator.from(state);
    for (let i = 0; i < 2000; i++) restored.nextUint32();
    state.words.fill(1);
    assert.deepEqual(
      golden.u32_first16.map(() => generator.nextUint32()),
      golden.u32_first16,
    );
  });

  it('refuses a state that no generator can have', () => {
    const state = new Generator(seed).state();
    const wrong = [
      { words: new Uint32Array(623).fill(1) },
      { words: new Uint32Array(624) },
      ...[-1, 625, 0.5, NaN].map((position) => ({ position })),
      ...[NaN, Infinity].map((cachedNormal) => ({ cachedNormal })),
    ];
    for (const part of wrong) {
      assert.throws(() => Generator.from({ ...state, ...part }), RangeError, 'Cannot restore');
    }
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
