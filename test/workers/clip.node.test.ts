/** Clipped gradients beside PyTorch: golden vectors, and a whole trial with a schedule, a loss and a limit. */
import { assert } from 'chai';
import fc from 'fast-check';
import { parse } from 'valibot';
import { trialData } from '../../src/data/prepare-trial.ts';
import { optimizerSchema } from '../../src/document/schema.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import type { Engine, SessionOptions } from '../../workers/engine/types.ts';
import { openSession } from '../../workers/trial/open-session.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { loadFromFolder } from '../data/folder.ts';
import golden from '../golden/torch-training.json' with { type: 'json' };
import { startOwnEngine } from '../support/own-engine.ts';
import { collect, trialOf, worstRelative } from './trials.ts';

type Clip = NonNullable<SessionOptions['clip']>;

/** One step of rate 1 of a linear map whose gradients are `x` for its weights and 1 for its bias. */
async function clipped(engine: Engine, x: readonly number[], clip: Clip) {
  const part = {
    features: Float32Array.from(x),
    divisor: 1,
    targets: new Float32Array(1),
    count: 1,
  };
  const session = await engine.open({
    sizes: [x.length, 1],
    activation: 'linear',
    loss: 'mse',
    clip,
    // The output is ½ and its target 0, so the gradient of the squared error is 1.
    parameters: [
      {
        inputs: x.length,
        outputs: 1,
        weight: new Float32Array(x.length),
        bias: Float32Array.of(0.5),
      },
    ],
    optimizer: parse(optimizerSchema, { name: 'sgd', learningRate: 1 }),
    train: part,
    test: part,
  });
  try {
    const norms: number[] = [];
    for await (const news of session.train(Int32Array.of(0), 1)) norms.push(...news.norms!);
    const [after] = await session.parameters();
    const found = [...[...after!.weight].map((each) => -each), 0.5 - after!.bias[0]!];
    return { found, norm: norms[0]! };
  } finally {
    session.close();
  }
}

const engines: readonly (readonly [string, () => Promise<Engine>])[] = [
  ['the kernel', () => startOwnEngine()],
  ['the relaxed kernel', () => startOwnEngine(false)],
  ['tfjs', () => chooseEngine('tfjs-cpu')],
];

const vectors = fc.array(fc.double({ min: -3, max: 3, noNaN: true }).map(Math.fround), {
  minLength: 1,
  maxLength: 37,
});

describe('clipped gradients', () => {
  for (const [name, start] of engines) {
    it(`are of PyTorch’s length in ${name}: all together, or each`, async () => {
      const engine = await start();
      await fc.assert(
        fc.asyncProperty(
          vectors,
          fc.double({ min: 0.05, max: 9, noNaN: true }),
          async (x, limit) => {
            // The bias's own gradient is 1.
            const all = [...x, 1];
            const norm = Math.hypot(...all);
            const factor = Math.min(1, limit / (norm + 1e-6));
            const together = await clipped(engine, x, { by: 'norm', limit });
            assert.closeTo(together.norm, norm, 1e-5);
            together.found.forEach((each, at) => assert.closeTo(each, all[at]! * factor, 1e-5));
            const each = await clipped(engine, x, { by: 'value', limit });
            assert.closeTo(each.norm, norm, 1e-5);
            each.found.forEach((own, at) =>
              assert.closeTo(own, Math.max(-limit, Math.min(limit, all[at]!)), 1e-5),
            );
          },
        ),
        { numRuns: 60 },
      );
    });

    it(`are of the golden vectors in ${name}`, async () => {
      const engine = await start();
      for (const { max_norm: limit, gradients, norm, clipped: wanted } of golden.clip_grad_norm) {
        // The bias has a gradient of its own, which the norm has, too.
        const x = gradients.flat();
        const all = Math.hypot(norm, 1);
        const { found, norm: before } = await clipped(engine, x, { by: 'norm', limit });
        assert.closeTo(before, all, 1e-6);
        const ratio = (norm + 1e-6) / (all + 1e-6);
        const by = limit < norm ? ratio : 1;
        wanted.flat().forEach((each, at) => assert.closeTo(found[at]!, each * by, 1e-6));
      }
    });
  }
});

const wanted = golden['cosine-clip'];
const trial = trialOf({
  dataset: { name: 'california-housing' },
  model: { depth: 2, width: 64, activation: 'tanh' },
  loss: { name: 'huber' },
  optimizer: { name: 'sgd', learningRate: 0.2, momentum: 0.9, nesterov: true },
  schedule: { name: 'cosine', epochs: 6, minRate: 0.001 },
  clip: { norm: 0.5 },
  batchSize: 32,
  epochs: 6,
});

describe('a trial with a cosine, the Huber loss and clipped gradients', () => {
  for (const [name, start] of engines)
    it(`has PyTorch’s losses, rates and gradient norms in ${name}`, async function () {
      const dataset = await loadFromFolder('california-housing');
      if (dataset === null) this.skip();
      this.timeout(300_000);
      const engine = await start();
      const steps = Math.min(wanted.agree_steps, name === 'tfjs' ? 500 : Infinity);
      const enough = name === 'tfjs' ? steps : Infinity;
      const { losses, events } = await collect(runTrial(trial, dataset, engine), enough);
      const worst = worstRelative(losses.slice(0, steps), wanted.batch_losses.slice(0, steps));
      assert.isBelow(worst, name === 'the kernel' ? 1e-5 : 1e-4);
      const rates = events.flatMap((event) =>
        event.type === 'epoch' ? [event.record.learningRate!] : [],
      );
      if (rates.length === trial.epochs) {
        assert.closeTo(rates[0]!, wanted.rates_first_last[0]!, 1e-15);
        assert.closeTo(rates.at(-1)!, wanted.rates_first_last[1]!, 1e-15);
        const last = events
          .flatMap((event) => (event.type === 'epoch' ? [event.record] : []))
          .at(-1)!;
        const { mse, mae } = wanted.test_after_each_epoch.at(-1)!;
        assert.closeTo(Reflect.get(last, 'testMse') as number, mse, 0.01 * mse);
        assert.closeTo(Reflect.get(last, 'testMae') as number, mae, 0.01 * mae);
      }
      const data = trialData(dataset, trial.dataset, trial.seed);
      const session = await openSession(trial, data, engine);
      try {
        const order = explicitOrder(data.train.count, new Generator(trial.seed)).nextEpoch();
        const norms: number[] = [];
        for await (const news of session.train(order.subarray(0, 20 * 32), 32))
          norms.push(...news.norms!);
        assert.isBelow(worstRelative(norms, wanted.gradient_norms_first_20), 1e-5);
      } finally {
        session.close();
      }
    });
});
