import { assert } from 'chai';
import fc from 'fast-check';
import type { Part } from '../../src/protocol/dataset.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { findDeadUnits, meanBaseline } from '../../workers/trial/measures.ts';

const noPause = () => Promise.resolve();

const partOf = (features: Part['features'], inputs: number, targets: number[] = []): Part => ({
  features,
  divisor: features instanceof Uint8Array ? 255 : 1,
  targets: Float32Array.from(targets),
  count: features.length / inputs,
});

/** Every unit of every row, in float64 and written down whole; only then looked for zeros. */
function bruteForce(layers: readonly LayerParameters[], { features, divisor, count }: Part) {
  let below = Array.from({ length: count }, (_, row) =>
    Array.from(
      { length: layers[0]!.inputs },
      (__, i) => Number(features[row * layers[0]!.inputs + i]) / divisor,
    ),
  );
  return layers.slice(0, -1).map(({ inputs, outputs, weight, bias }) => {
    below = below.map((row) =>
      Array.from({ length: outputs }, (_, unit) => {
        const terms = row.map((x, i) => x * weight[unit * inputs + i]!);
        return Math.fround(
          Math.max(
            0,
            terms.reduce((a, b) => a + b, bias[unit]!),
          ),
        );
      }),
    );
    const dead = Array.from({ length: outputs }, (_, unit) =>
      below.every((row) => row[unit] === 0),
    );
    return dead.filter(Boolean).length / outputs;
  });
}

describe('findDeadUnits', () => {
  it('finds what a whole forward pass finds, whatever the network', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 0, max: 1000 }),
          inputs: fc.integer({ min: 1, max: 6 }),
          width: fc.integer({ min: 1, max: 5 }),
          depth: fc.integer({ min: 1, max: 4 }),
          rows: fc.integer({ min: 1, max: 12 }),
          shift: fc.double({ min: -1, max: 1, noNaN: true }),
        }),
        async ({ seed, inputs, width, depth, rows, shift }) => {
          const sizes = [inputs, ...Array.from({ length: depth }, () => width), 2];
          const layers = initParameters(sizes, { name: 'uniform', d: 1 }, new Generator(seed));
          for (const { bias } of layers) bias.fill(Math.fround(shift));
          const generator = new Generator(seed + 1);
          const features = Uint8Array.from({ length: rows * inputs }, () =>
            Number(generator.random64() % 256n),
          );
          const train = partOf(features, inputs);
          const { shares, rows: used } = await findDeadUnits(layers, { train, inputs }, noPause);
          assert.equal(used, rows);
          assert.deepEqual([...shares], bruteForce(layers, train));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes 1,024 rows, and fewer of networks that are dear', async () => {
    const layer = (inputs: number, outputs: number): LayerParameters => ({
      inputs,
      outputs,
      weight: new Float32Array(inputs * outputs).fill(-1),
      bias: new Float32Array(outputs),
    });
    const train = partOf(new Float32Array(3000 * 2).fill(1), 2);
    const small = await findDeadUnits([layer(2, 3), layer(3, 1)], { train, inputs: 2 }, noPause);
    assert.deepEqual(small, { shares: [1], rows: 1024 });
    const dear = [layer(2, 2000), layer(2000, 2000), layer(2000, 1)];
    const { rows } = await findDeadUnits(dear, { train, inputs: 2 }, noPause);
    // 5·10⁷ products are 12 rows of it, but fewer than 16 would say little.
    assert.equal(rows, Math.max(16, Math.floor(5e7 / (4000 + 4e6))));
  });

  it('lets the caller end it', async () => {
    const layers = initParameters([2, 3, 1], { name: 'uniform', d: 1 }, new Generator(1));
    const train = partOf(new Float32Array(20), 2);
    const stop = () => Promise.reject(new Error('stop'));
    const ended = await findDeadUnits(layers, { train, inputs: 2 }, stop).catch(String);
    assert.equal(ended, 'Error: stop');
  });
});

describe('meanBaseline', () => {
  it('is what the mean of the training targets would score', () => {
    const train = partOf(new Float32Array(3), 1, [1, 2, 6]);
    const test = partOf(new Float32Array(2), 1, [3, 7]);
    assert.deepEqual(meanBaseline({ train, test }), { testMse: 8, testMae: 2 });
  });
});
