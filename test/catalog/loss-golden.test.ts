/** Losses with every setting, beside PyTorch's values and gradients, in the kernel, in tfjs and in the reference. */
import { assert } from 'chai';
import fc from 'fast-check';
import { parse } from 'valibot';
import { lossReference } from '../../src/catalog/registry/loss.reference.ts';
import { lossSchema, optimizerSchema, type LossSettings } from '../../src/document/schema.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { startTfjs } from '../../workers/engine/tfjs/engine.ts';
import { criterionOf } from '../../workers/trial/criterion.ts';
import golden from '../golden/torch-training.json' with { type: 'json' };
import { startOwnEngine } from '../support/own-engine.ts';

const { losses } = golden;
const weights = losses.class_weights;

interface Case {
  readonly loss: LossSettings;
  /** Row-major, [rows][outputs]. */
  readonly outputs: readonly number[];
  /** A class or a value a row. */
  readonly targets: readonly number[];
}

const lossOf = (written: unknown): LossSettings => parse(lossSchema, written);

const classes = (written: object): Case => ({
  loss: lossOf({ name: 'cross-entropy', ...written }),
  outputs: losses.logits,
  targets: losses.labels,
});
const values = (written: object): Case => ({
  loss: lossOf(written),
  outputs: losses.predicted,
  targets: losses.target,
});

const cases: readonly (readonly [keyof typeof losses, Case])[] = [
  ['cross_entropy', classes({})],
  ['cross_entropy_smoothing_0.1', classes({ smoothing: 0.1 })],
  ['cross_entropy_weighted', classes({ weights })],
  ['cross_entropy_weighted_smoothing_0.1', classes({ weights, smoothing: 0.1 })],
  ['mse', values({ name: 'mse' })],
  ['l1', values({ name: 'l1' })],
  ['huber_1', values({ name: 'huber' })],
  ['huber_0.5', values({ name: 'huber', delta: 0.5 })],
  ['smooth_l1_0.5', values({ name: 'smooth-l1', beta: 0.5 })],
];

/**
 * Rows as one-hot features and the outputs as weights: one step of rate 1 then moves each weight by the gradient of
 * its row and output.
 */
async function inEngine(engine: Engine, { loss, outputs, targets }: Case) {
  const rows = targets.length;
  const width = outputs.length / rows;
  const part = {
    features: Float32Array.from({ length: rows * rows }, (_, at) =>
      at % (rows + 1) === 0 ? 1 : 0,
    ),
    divisor: 1,
    targets: loss.name === 'cross-entropy' ? Uint8Array.from(targets) : Float32Array.from(targets),
    count: rows,
  };
  const weight = Float32Array.from(
    { length: rows * width },
    (_, at) => outputs[(at % rows) * width + Math.floor(at / rows)]!,
  );
  const session = await engine.open({
    sizes: [rows, width],
    activation: 'linear',
    loss: loss.name,
    criterion: criterionOf(loss, { train: part, test: part, outputs: width }),
    parameters: [{ inputs: rows, outputs: width, weight, bias: new Float32Array(width) }],
    optimizer: parse(optimizerSchema, { name: 'sgd', learningRate: 1 }),
    train: part,
    test: part,
  });
  try {
    const found: number[] = [];
    for await (const news of session.train(Int32Array.from(targets.keys()), rows))
      found.push(...news.losses);
    const [after] = await session.parameters();
    const gradient = outputs.map((_, at) => {
      const place = (at % width) * rows + Math.floor(at / width);
      return weight[place]! - after!.weight[place]!;
    });
    return { loss: found[0]!, gradient };
  } finally {
    session.close();
  }
}

const engines: readonly (readonly [string, () => Promise<Engine>])[] = [
  ['the kernel', () => startOwnEngine()],
  ['the relaxed kernel', () => startOwnEngine(false)],
  ['tfjs', () => startTfjs('cpu', { name: 'tfjs-cpu', reason: 'a test', revision: 2 })],
];

describe('Losses with their settings', () => {
  for (const [name, each] of cases) {
    const wanted = losses[name] as { readonly loss: number; readonly dx: readonly number[] };

    for (const [where, start] of engines)
      it(`${name} is PyTorch’s in ${where}`, async () => {
        const { loss, gradient } = await inEngine(await start(), each);
        assert.closeTo(loss, wanted.loss, 1e-6 * Math.max(1, wanted.loss));
        // A weight of 4 less its gradient is rounded to 2.4e-7.
        gradient.forEach((slope, at) => assert.closeTo(slope, wanted.dx[at]!, 4e-7, `at ${at}`));
      });

    it(`${name} is PyTorch’s in the reference`, () => {
      const { loss, outputs, targets } = each;
      const width = outputs.length / targets.length;
      const criterion = criterionOf(loss, {
        train: { features: new Float32Array(), divisor: 1, targets: Uint8Array.of(), count: 0 },
        test: { features: new Float32Array(), divisor: 1, targets: Uint8Array.of(), count: 0 },
        outputs: width,
      });
      const sum = targets.reduce((all, target, row) => {
        const own = outputs.slice(row * width, (row + 1) * width);
        return all + lossReference[loss.name].value(own, [target], criterion);
      }, 0);
      const divisor =
        criterion.weights === undefined
          ? targets.length
          : targets.reduce((all, target) => all + criterion.weights![target]!, 0);
      assert.closeTo(sum / divisor, wanted.loss, 1e-6 * Math.max(1, wanted.loss));
    });
  }

  it('are the same in the kernel and in tfjs for any rows, weights and smoothing', async () => {
    const [own, tfjs] = [await startOwnEngine(), await engines[2]![1]()];
    const small = fc.double({ min: -6, max: 6, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const written = fc.record({
      smoothing: share,
      weights: fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), {
        minLength: 5,
        maxLength: 5,
      }),
    });
    await fc.assert(
      fc.asyncProperty(
        written,
        fc.array(fc.tuple(fc.array(small, { minLength: 5, maxLength: 5 }), fc.nat(4)), {
          minLength: 1,
          maxLength: 21,
        }),
        async (settings, rows) => {
          const each = {
            loss: lossOf({ name: 'cross-entropy', ...settings }),
            outputs: rows.flatMap(([row]) => row),
            targets: rows.map(([, target]) => target),
          };
          const [a, b] = [await inEngine(own, each), await inEngine(tfjs, each)];
          assert.closeTo(a.loss, b.loss, 3e-6 * Math.max(1, b.loss));
          a.gradient.forEach((slope, at) => assert.closeTo(slope, b.gradient[at]!, 3e-6));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('balances classes by their rows in the training part', () => {
    const part = {
      features: new Float32Array(),
      divisor: 1,
      targets: Uint8Array.of(0, 0, 0, 1, 1, 3),
      count: 6,
    };
    const loss = lossOf({ name: 'cross-entropy', balanced: true });
    const { weights: found } = criterionOf(loss, { train: part, test: part, outputs: 4 });
    assert.deepEqual(found, [0.5, 0.75, 0, 1.5]);
  });
});
