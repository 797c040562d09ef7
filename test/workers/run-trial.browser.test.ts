/** The trial loop: what it yields, and what it must not depend on. */
import { assert } from 'chai';
import type { TrialDocument } from '../../src/document/schema.ts';
import { LabError } from '../../src/base/errors.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { heldTensors } from './held-tensors.ts';
import { Pace } from '../../workers/engine/pace.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { dataset } from './support.ts';
import { collect, trialOf, wrapped } from './trials.ts';

const document: TrialDocument = {
  dataset: { name: 'housing-synthetic', trainSize: 1000, testSize: 300 },
  model: { depth: 1, width: 8, activation: 'tanh' },
  optimizer: { name: 'adam' },
  batchSize: 48,
  epochs: 2,
};

describe('runTrial', () => {
  it('visits the rows in the order of PyTorch’s loader, epoch by epoch', async () => {
    const seen: number[] = [];
    const engine = wrapped(await chooseEngine('tfjs-cpu'), (session) => ({
      train(rows, batchSize) {
        seen.push(...rows);
        return session.train(rows, batchSize);
      },
    }));
    await collect(runTrial(trialOf(document), await dataset('housing-synthetic'), engine));
    const loader = explicitOrder(1000, new Generator(433));
    assert.deepEqual(seen, [...loader.nextEpoch(), ...loader.nextEpoch()]);
  });

  it('gives the same bits on a fast and on a slow machine', async () => {
    const data = await dataset('housing-synthetic');
    const trial = trialOf({ ...document, model: { depth: 2, width: 64 } });
    for (const choice of ['wasm', 'tfjs-cpu'] as const) {
      const engine = await chooseEngine(choice);
      const ways = { fast: 0, slow: 0 };
      const results = [];
      for (const way of ['fast', 'slow'] as const) {
        const counting = wrapped(engine, (session) => ({
          async *train(rows, batchSize) {
            for await (const stretch of session.train(rows, batchSize)) {
              ways[way] += 1;
              yield stretch;
            }
          },
        }));
        // A clock that stands still makes pieces large, one that leaps makes them small.
        let time = 0;
        performance.now = () => (way === 'slow' ? (time += 1000) : 0);
        try {
          const { events, losses } = await collect(runTrial(trial, data, counting));
          const records = events.flatMap((event) => (event.type === 'epoch' ? event.record : []));
          assert.lengthOf(losses, 2 * 21);
          results.push({ losses, records });
        } finally {
          Reflect.deleteProperty(performance, 'now');
        }
      }
      assert.isAbove(ways.slow, ways.fast);
      assert.deepEqual(results[1], results[0]);
    }
  });

  it('needs no timer, so that hidden tabs train as fast', async () => {
    const { setTimeout: real } = globalThis;
    const data = await dataset('housing-synthetic');
    const engine = await chooseEngine('tfjs-cpu');
    const forbidden = () => {
      throw new Error('a timer was started');
    };
    try {
      globalThis.setTimeout = forbidden as unknown as typeof setTimeout;
      const { events } = await collect(runTrial(trialOf(document), data, engine));
      assert.equal(events.at(-1)?.type, 'done');
    } finally {
      globalThis.setTimeout = real;
    }
  });

  it('stops at the next piece of work after an abort, and frees its session', async () => {
    const data = await dataset('housing-synthetic');
    const engine = await chooseEngine('tfjs-cpu');
    for (const type of ['start', 'batches', 'epoch'] as const) {
      const held = heldTensors();
      const controller = new AbortController();
      const { signal } = controller;
      const trial = runTrial(trialOf({ ...document, epochs: 500 }), data, engine, { signal });
      let after = 0;
      let code = '';
      try {
        for await (const event of trial) {
          if (controller.signal.aborted) after += 1;
          if (event.type === type) controller.abort();
        }
      } catch (error) {
        code = error instanceof LabError ? error.code : String(error);
      }
      assert.equal(code, 'aborted');
      assert.equal(after, 0);
      assert.equal(heldTensors(), held);
    }
  });

  it('frees its session when nobody listens any more', async () => {
    const held = heldTensors();
    const data = await dataset('housing-synthetic');
    await collect(runTrial(trialOf(document), data, await chooseEngine('tfjs-cpu')), 1);
    assert.equal(heldTensors(), held);
  });

  it('measures gradients before training and leaves no trace of it in the trial', async () => {
    const data = await dataset('housing-synthetic');
    const engine = await chooseEngine('tfjs-cpu');
    const plain = await collect(runTrial(trialOf(document), data, engine));
    const measured = await collect(
      runTrial(trialOf({ ...document, measure: { gradientNorms: true } }), data, engine),
    );
    assert.deepEqual(measured.losses, plain.losses);
    const found = measured.events[1];
    assert.equal(found?.type, 'gradient-norms');
    if (found?.type === 'gradient-norms') {
      assert.lengthOf(found.activations, 1);
      assert.closeTo(found.loss, plain.losses[0]!, 1e-5);
    }
  });

  it('trains nothing in no epochs', async () => {
    const trial = trialOf({ ...document, epochs: 0 });
    const data = await dataset('housing-synthetic');
    const { events } = await collect(runTrial(trial, data, await chooseEngine('tfjs-cpu')));
    assert.deepEqual(
      events.map(({ type }) => type),
      ['start', 'baseline', 'done'],
    );
  });

  it('looks for dead units at the end, of ReLU networks only', async () => {
    const data = await dataset('housing-synthetic');
    const engine = await chooseEngine('tfjs-cpu');
    const found = async (activation: 'relu' | 'leaky-relu') => {
      const model = { depth: 2, width: 8, activation };
      const { events } = await collect(runTrial(trialOf({ ...document, model }), data, engine));
      return events.flatMap((event) => (event.type === 'dead-units' ? event.deadUnits : []));
    };
    const [measured] = await found('relu');
    assert.equal(measured?.rows, 1000);
    assert.lengthOf(measured?.shares ?? [], 2);
    assert.isEmpty(await found('leaky-relu'));
  });

  it('records the losses before the one that is no number', async () => {
    const trial = trialOf({
      ...document,
      model: { depth: 1, width: 8, activation: 'linear' },
      optimizer: { name: 'sgd', learningRate: 1e6 },
    });
    const data = await dataset('housing-synthetic');
    const { events, losses } = await collect(runTrial(trial, data, await chooseEngine('tfjs-cpu')));
    const last = events.at(-1);
    assert.isTrue(last?.type === 'diverged' && !Number.isFinite(last.loss));
    if (last?.type === 'diverged') assert.equal(last.step, losses.length + 1);
    assert.isTrue(losses.every(Number.isFinite));
  });
});

describe('Pace', () => {
  it('aims at pieces of 25 ms, grows in bounds and never below its first piece', () => {
    const pace = new Pace(1);
    assert.equal(pace.amount, 1);
    pace.measured(1, 0);
    assert.equal(pace.amount, 4);
    pace.measured(4, 5);
    assert.equal(pace.amount, 16);
    pace.measured(16, 20);
    assert.equal(pace.amount, 20);
    pace.measured(20, 250);
    assert.equal(pace.amount, 2);
    pace.measured(2, 2500);
    assert.equal(pace.amount, 1);
  });
});
