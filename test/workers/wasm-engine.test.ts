/** The lab's own engine, in Node and in Chromium. */
import { assert } from 'chai';
import fc from 'fast-check';
import { activations } from '../../src/document/schema.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { createOptimizer } from '../oracle/optimizer.ts';
import { reciprocal } from '../../workers/engine/wasm/structures.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import type { SessionOptions } from '../../workers/engine/types.ts';
import { runReference } from '../oracle/reference-network.ts';
import { describeEngine } from './engine-suite.ts';
import {
  codeOf,
  count,
  losses,
  optionsOf,
  plain,
  reference,
  sgd,
  trained,
  worst,
  type NetworkCase,
} from './networks.ts';
import { arbitraryOptimizer, optimizerForms } from './optimizers.ts';

describeEngine({ choice: 'wasm', runs: 300, tolerance: 2e-6 });
describeEngine({ choice: 'wasm', runs: 300, tolerance: 2e-6, deterministic: false });

const start = startOwnEngine;

/** Larger than a register tile, a block of inputs, a panel and a chunk of panels, by odd amounts. */
const largeNetwork: fc.Arbitrary<NetworkCase> = fc.record({
  seed: fc.nat(),
  inputs: fc.integer({ min: 1, max: 300 }),
  hidden: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
  activation: fc.constantFrom(...activations),
  loss: fc.constantFrom(...losses),
  rows: fc.integer({ min: 1, max: 300 }),
  pixels: fc.boolean(),
});

/** Steps of the reference optimiser along float64 gradients, and the losses before each. */
function followed(options: SessionOptions, rows: Int32Array, batchSize: number) {
  const layers = options.parameters.map((layer) => ({
    ...layer,
    weight: layer.weight.slice(),
    bias: layer.bias.slice(),
  }));
  const optimizers = layers.flatMap(({ weight, bias }) =>
    [weight, bias].map((values) => createOptimizer(options.optimizer, values.length)),
  );
  const losses: number[] = [];
  for (let from = 0; from < rows.length; from += batchSize) {
    const batch = rows.subarray(from, from + batchSize);
    const { loss, gradients } = reference(options, options.train, batch, layers);
    losses.push(loss);
    for (const [l, { weight, bias }] of gradients.entries()) {
      optimizers[2 * l]!.step(layers[l]!.weight, Float32Array.from(weight));
      optimizers[2 * l + 1]!.step(layers[l]!.bias, Float32Array.from(bias));
    }
  }
  return { losses, layers };
}

describe('The engine wasm', () => {
  it('follows every optimiser over networks and batches of any size', async () => {
    const engine = await start();
    const sizes = fc.integer({ min: 1, max: 300 });
    await fc.assert(
      fc.asyncProperty(largeNetwork, arbitraryOptimizer, sizes, async (network, form, size) => {
        const optimizer = { ...form, learningRate: 0.01 };
        const options = optionsOf(network, optimizer, network.rows);
        const rows = count(network.rows);
        const batchSize = Math.max(size, Math.ceil(network.rows / 4));
        const wanted = followed(options, rows, batchSize);
        const session = await engine.open(options);
        const losses = await trained(session, rows, batchSize);
        const layers = await session.parameters();
        session.close();
        assert.isAtMost(worst(losses, wanted.losses), 1e-5);
        for (const [l, { weight, bias }] of wanted.layers.entries()) {
          assert.isAtMost(worst(layers[l]!.weight, weight), 2e-5);
          assert.isAtMost(worst(layers[l]!.bias, bias, options.parameters[l]!.bias), 2e-5);
        }
      }),
      { seed: 433, numRuns: 150 },
    );
  });

  it('agrees with numerical differentiation in float64', async () => {
    const engine = await start();
    await fc.assert(
      fc.asyncProperty(largeNetwork, fc.nat(), async (network, pick) => {
        // Few rows keep the sums short, and a step of size 1 shows the gradient.
        const options = optionsOf({ ...network, inputs: 1 + (network.inputs % 30) }, sgd(1), 12);
        const session = await engine.open(options);
        await trained(session, count(12), 12);
        const after = await session.parameters();
        session.close();
        const l = pick % options.parameters.length;
        const { weight } = options.parameters[l]!;
        const index = pick % weight.length;
        const [fine, coarse] = [1e-6, 1e-5].map((h) => slope(options, l, index, h));
        // Where the two differ, the kink of a ReLU lies between.
        fc.pre(Math.abs(fine! - coarse!) < 1e-6);
        const step = weight[index]! - after[l]!.weight[index]!;
        assert.closeTo(step, fine!, 1e-6 + 5e-6 * Math.abs(fine!));
      }),
      { seed: 433, numRuns: 150 },
    );
  });

  it('computes tanh, the logistic function and the loss to a few last digits, whatever the argument', async () => {
    const engine = await start();
    const xs = [
      -1e4, -90, -20, -1, -0.626, -0.6, -1e-3, -1e-20, 0, 1e-9, 0.3, 0.624, 2, 9, 50, 1e4,
    ];
    const one: LayerParameters = {
      inputs: 1,
      outputs: 1,
      weight: Float32Array.of(1),
      bias: Float32Array.of(0),
    };
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    for (const [activation, f] of [['tanh', Math.tanh] as const, ['sigmoid', sigmoid] as const]) {
      // One neuron and the target 0: the squared error is the square of the activation.
      const part = {
        features: Float32Array.from(xs),
        divisor: 1,
        targets: new Float32Array(xs.length),
        count: xs.length,
      };
      const session = await engine.open({
        sizes: [1, 1, 1],
        activation,
        loss: 'mse',
        parameters: [one, one],
        optimizer: sgd(0.1),
        train: part,
        test: part,
      });
      for (const [row, x] of xs.entries()) {
        const { absolute } = await session.evaluate('test', row, row + 1);
        const wanted = Math.abs(f(Math.fround(x)));
        assert.isAtMost(Math.abs(absolute - wanted), 4e-7 * wanted + 1e-37, `${activation} ${x}`);
      }
      session.close();
    }
  });

  it('keeps its memory over 200 trials, of whatever shape', async () => {
    const engine = await start();
    const open = async (round: number) => {
      const hidden = [[9], [40, 3], []][round % 3]!;
      const form = optimizerForms[round % optimizerForms.length]!;
      const session = await engine.open(optionsOf({ ...plain, hidden, seed: 1 }, form, 100));
      await trained(session, count(100), 7);
      await session.evaluate('test', 0, 11);
      session.close();
    };
    for (let round = 0; round < 36; round++) await open(round);
    const { bytes } = engine;
    for (let round = 0; round < 200; round++) await open(round);
    assert.equal(engine.bytes, bytes);
  });

  it('begins every trial afresh in memory that another one has used', async () => {
    const engine = await start();
    const options = optionsOf(plain, optimizerForms[10]!);
    const results = [];
    for (const between of [false, true]) {
      if (between) {
        const other = await engine.open(optionsOf({ ...plain, hidden: [31] }, sgd(1e30)));
        await trained(other, count(20), 3);
        other.close();
      }
      const session = await engine.open(options);
      results.push([await trained(session, count(20), 6), await session.parameters()]);
      session.close();
    }
    assert.deepEqual(results[1], results[0]);
  });

  it('says so where a trial does not fit into memory, and goes on', async () => {
    const engine = await start();
    const options = optionsOf(plain, sgd(0.1));
    let caught: unknown;
    await engine
      .open({ ...options, sizes: [60, 40_000, 40_000, 4] })
      .catch((error: unknown) => (caught = error));
    assert.equal(codeOf(caught), 'out-of-memory');
    assert.match(String(caught), /the trial needs \d+ MB/);
    const session = await engine.open(options);
    assert.isTrue((await trained(session, count(20), 8)).every(Number.isFinite));
    session.close();
  });

  it('comes up for air within a step, tells how far it is, and gives the same bits wherever', async () => {
    const network = { ...plain, inputs: 300, hidden: [200, 200] };
    const engine = await start();
    const results = [];
    for (const slow of [true, false]) {
      // A clock that leaps makes every piece as small as pieces get.
      let time = 0;
      performance.now = () => (slow ? (time += 1000) : 0);
      const session = await engine.open(optionsOf(network, optimizerForms[8]!, 600));
      const losses: number[] = [];
      const fractions: number[] = [];
      try {
        for await (const stretch of session.train(count(600), 600)) {
          losses.push(...stretch.losses);
          fractions.push(stretch.fraction);
        }
      } finally {
        Reflect.deleteProperty(performance, 'now');
      }
      assert.lengthOf(losses, 1);
      if (slow) assert.isAbove(fractions.length, 15);
      if (slow) assert.isAbove(new Set(fractions).size, 15);
      assert.deepEqual(
        fractions.slice(0, -1),
        fractions.slice(0, -1).toSorted((a, b) => a - b),
      );
      const pauses = { count: 0 };
      const { norms } = await session.activationGradients(count(600), () => {
        pauses.count += 1;
        return Promise.resolve();
      });
      results.push({ losses, norms, parameters: await session.parameters() });
      session.close();
    }
    assert.deepEqual(results[1], results[0]);
  });

  it('divides pixels by 255 as float32 does, for every pixel', () => {
    const { high, low } = reciprocal(255);
    assert.closeTo(high + low, 1 / 255, 1e-12);
    for (let divisor = 1; divisor <= 300; divisor++) {
      try {
        reciprocal(divisor);
      } catch (error) {
        assert.equal(codeOf(error), 'internal');
      }
    }
  });
});

/** ∂L/∂w by two-sided differences, all in float64. */
function slope(options: SessionOptions, layer: number, index: number, h: number): number {
  const { train, sizes, loss, activation } = options;
  const features = Array.from(train.features, (x) => Math.fround(x / train.divisor));
  const batch = { features, targets: train.targets, rows: features.length / sizes[0]! };
  const [above, below] = [h, -h].map((shift) => {
    const layers = options.parameters.map((each, l) => {
      const weight = Float64Array.from(each.weight);
      if (l === layer) weight[index]! += shift;
      return { ...each, weight };
    });
    return runReference(layers, activation, loss, batch).loss;
  });
  return (above! - below!) / (2 * h);
}
