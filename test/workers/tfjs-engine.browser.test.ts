/** The tfjs engine against a float64 network and the reference optimisers. */
import { outerProduct, zeros, type Rank } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { LabError } from '../../src/protocol/errors.ts';
import type { EngineChoice } from '../../src/protocol/worker-api.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { heldTensors } from '../../workers/engine/tfjs/engine.ts';
import type { Engine, Session, SessionOptions } from '../../workers/engine/types.ts';
import { arbitraryNetwork, count, optionsOf, reference, sgd, worst } from './networks.ts';

const plain = {
  seed: 7,
  inputs: 60,
  hidden: [6, 5],
  activation: 'relu',
  task: 'classification',
  rows: 8,
  pixels: true,
} as const;

/** Software WebGPU compiles shaders for every new shape, so it sees fewer cases, less exactly. */
const engines: readonly { choice: EngineChoice; runs: number; tolerance: number }[] = [
  { choice: 'tfjs-wasm', runs: 150, tolerance: 2e-6 },
  { choice: 'tfjs-cpu', runs: 150, tolerance: 2e-6 },
  { choice: 'tfjs-webgpu', runs: 6, tolerance: 2e-5 },
];

describe('The engine tfjs-wasm without memory', () => {
  it('says so, and goes on with what it has', async () => {
    const engine = await chooseEngine('tfjs-wasm');
    const session = await engine.open(optionsOf(plain, sgd(0.1)));
    const wanted = await session.train(count(20), 8);
    const column = zeros<Rank.R1>([33_000]);
    let error: unknown;
    try {
      outerProduct(column, column);
    } catch (caught) {
      error = caught;
    }
    assert.isTrue(error instanceof LabError && error.code === 'out-of-memory');
    assert.lengthOf(wanted, 3);
    assert.isTrue((await session.train(count(20), 8)).every(Number.isFinite));
    session.close();
    column.dispose();
  });
});

for (const { choice, runs, tolerance } of engines) {
  describe(`The engine ${choice}`, function () {
    this.timeout(180_000);
    let engine: Engine;

    before(async function () {
      try {
        engine = await chooseEngine(choice);
      } catch (error) {
        if (error instanceof LabError && error.code === 'engine-unavailable') this.skip();
        throw error;
      }
    });

    const property = (
      test: (session: Session, options: SessionOptions, rows: number) => Promise<void>,
    ) =>
      fc.assert(
        fc.asyncProperty(arbitraryNetwork, async (network) => {
          // A learning rate of 1 makes a step show the gradient itself.
          const options = optionsOf(network, sgd(1));
          const session = await engine.open(options);
          try {
            await test(session, options, network.rows);
          } finally {
            session.close();
          }
        }),
        { seed: 433, numRuns: runs },
      );

    it('computes the loss and ‖∂L/∂a‖ of any network', () =>
      property(async (session, options, rows) => {
        const wanted = reference(options, options.train, count(rows));
        const { loss, norms } = await session.activationGradients(count(rows));
        assert.isAtMost(worst([loss], [wanted.loss]), tolerance);
        assert.isAtMost(worst(norms, wanted.activationNorms), 2 * tolerance);
      }));

    it('steps along the gradient of any network, and records the loss before the step', () =>
      property(async (session, options, rows) => {
        const wanted = reference(options, options.train, count(rows));
        const losses = await session.train(count(rows), rows);
        assert.lengthOf(losses, 1);
        assert.isAtMost(worst(losses, [wanted.loss]), tolerance);
        const after = await session.parameters();
        for (const [l, { weight, bias }] of options.parameters.entries()) {
          const { weight: dWeight, bias: dBias } = wanted.gradients[l]!;
          const expected = (before: Float32Array, gradient: Float64Array) =>
            Array.from(before, (value, i) => value - gradient[i]!);
          assert.isAtMost(worst(after[l]!.weight, expected(weight, dWeight)), 5 * tolerance);
          assert.isAtMost(worst(after[l]!.bias, expected(bias, dBias)), 5 * tolerance);
        }
      }));

    it('evaluates any rows of either part', () =>
      property(async (session, options) => {
        for (const [name, part, from, to] of [
          ['train', options.train, 0, 20],
          ['test', options.test, 3, 10],
        ] as const) {
          const rows = count(to).subarray(from);
          const { outputs, loss } = reference(options, part, rows);
          const sums = await session.evaluate(name, from, to);
          assert.isAtMost(worst([sums.loss / rows.length], [loss]), tolerance);
          if (options.task === 'regression') {
            const absolute = outputs.reduce(
              (sum, value, i) => sum + Math.abs(value - part.targets[rows[i]!]!),
              0,
            );
            assert.isAtMost(worst([sums.absolute], [absolute]), tolerance);
            assert.equal(sums.correct, 0);
          } else {
            const hits = Array.from(rows).filter((row, i) => {
              const logits = [...outputs.subarray(i * 4, i * 4 + 4)];
              return logits.indexOf(Math.max(...logits)) === part.targets[row];
            });
            assert.equal(sums.correct, hits.length);
            assert.equal(sums.absolute, 0);
          }
        }
      }));

    it('gives the same bits however the steps are cut into calls, with a short last batch', async () => {
      const options = optionsOf(plain, sgd(0.1));
      const results = [];
      for (const cut of [20, 12, 6]) {
        const session = await engine.open(options);
        const losses: number[] = [];
        for (let from = 0; from < 20; from += cut) {
          losses.push(...(await session.train(count(20).subarray(from, from + cut), 6)));
        }
        results.push({ losses, parameters: await session.parameters() });
        session.close();
      }
      assert.lengthOf(results[0]!.losses, 4);
      assert.deepEqual(results[1], results[0]);
      assert.deepEqual(results[2], results[0]);
    });

    it('knows pixels by their quotient in float32', async () => {
      const bytes = optionsOf(plain, sgd(0.1));
      const floats: SessionOptions = {
        ...bytes,
        train: {
          ...bytes.train,
          features: Float32Array.from(bytes.train.features, (pixel) => pixel / 255),
          divisor: 1,
        },
      };
      const results = [];
      for (const options of [bytes, floats]) {
        const session = await engine.open(options);
        results.push(await session.train(count(20), 8));
        session.close();
      }
      assert.deepEqual(results[0], results[1]);
    });

    it('takes the slope of ReLU at 0 as 0, as PyTorch does', async () => {
      const options = optionsOf(plain, sgd(1));
      const first = options.parameters[0]!;
      const zeroed = { ...first, weight: first.weight.map(() => 0), bias: first.bias.map(() => 0) };
      const session = await engine.open({
        ...options,
        parameters: [zeroed, ...options.parameters.slice(1)],
      });
      await session.train(count(8), 8);
      const [after] = await session.parameters();
      assert.isTrue(after!.weight.every((value) => value === 0));
      assert.isTrue(after!.bias.every((value) => value === 0));
      session.close();
    });

    it('survives logits beyond what an exponential can hold', async () => {
      const options = optionsOf({ ...plain, hidden: [] }, sgd(1e-3));
      const large = options.parameters.map((layer) => ({
        ...layer,
        weight: layer.weight.map((value) => value * 1e4),
      }));
      const session = await engine.open({ ...options, parameters: large });
      const wanted = reference(options, options.train, count(20), large);
      assert.isAbove(Math.max(...wanted.outputs), 1000);
      const [loss] = await session.train(count(20), 20);
      assert.isAtMost(worst([loss!], [wanted.loss]), tolerance);
      session.close();
    });

    it('holds as many tensors after a hundred steps as after one, and none after closing', async () => {
      const optimizer = {
        name: 'rmsprop',
        learningRate: 0.01,
        alpha: 0.9,
        epsilon: 1e-8,
        momentum: 0.9,
        centered: true,
        weightDecay: 0.1,
      } as const;
      const before = heldTensors();
      for (let round = 0; round < 5; round++) {
        const session = await engine.open(optionsOf(plain, optimizer));
        await session.train(count(20), 8);
        await session.activationGradients(count(8));
        const opened = heldTensors();
        for (let k = 0; k < (choice === 'tfjs-webgpu' ? 2 : 20); k++) {
          await session.train(count(20), 8);
          await session.evaluate('test', 0, 11);
          await session.activationGradients(count(8));
          await session.parameters();
        }
        assert.equal(heldTensors(), opened);
        session.close();
        assert.equal(heldTensors(), before);
      }
    });

    it('refuses rows that are not there, and loses nothing by it', async () => {
      const session = await engine.open(optionsOf(plain, sgd(0.1)));
      await session.train(count(8), 8);
      const before = heldTensors();
      let caught: unknown;
      await session.train(Int32Array.of(0, 20), 2).catch((error: unknown) => (caught = error));
      assert.instanceOf(caught, RangeError);
      assert.equal(heldTensors(), before);
      session.close();
    });

    it('refuses work after it was closed, and closing twice does nothing', async () => {
      const session = await engine.open(optionsOf(plain, sgd(0.1)));
      session.close();
      session.close();
      let code = '';
      await session
        .parameters()
        .catch((error: unknown) => (code = error instanceof LabError ? error.code : 'other'));
      assert.equal(code, 'internal');
    });
  });
}
