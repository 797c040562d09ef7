/** The live network: the bits of an ordinary run, whatever it shows on the way, and a step in numbers. */
import { assert } from 'chai';
import { loadDataset } from '../../src/data/load.ts';
import { requireShortForm } from '../../src/document/network-form.ts';
import type { TrialDocument } from '../../src/document/schema.ts';
import { stepNumbers } from '../../src/lab/live/backprop.ts';
import { mapSide, type LiveFrame } from '../../src/protocol/live.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { LiveTrainer } from '../../workers/live/trainer.ts';
import { LiveWorker } from '../../workers/live/worker-api.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { runReference } from '../oracle/reference-network.ts';
import { collect, trialOf } from './trials.ts';
import { layersIn } from '../support/short-form.ts';

const palette = { negative: [0, 0, 255], zero: [255, 255, 255], positive: [255, 0, 0] } as const;

const document: TrialDocument = {
  dataset: { name: 'moons', noise: 0.2, validation: 30 },
  model: { depth: 2, width: 5, activation: 'tanh' },
  optimizer: { name: 'adam', learningRate: 0.02 },
  batchSize: 32,
  epochs: 4,
};

const load = (name: 'moons' | 'spirals') =>
  loadDataset(name, { baseUrl: 'about:blank', shared: false });

async function opened(written: TrialDocument) {
  const engine = await chooseEngine('wasm');
  const trial = trialOf(written);
  const data = await load('moons');
  return { engine, trial, data, live: await LiveTrainer.open(trial, data, engine, palette) };
}

const floats = (layers: readonly LayerParameters[]): number[] =>
  layers.flatMap(({ weight, bias }) => [...weight, ...bias]);

describe('The live network', () => {
  it('has the weights and figures of a run of the same document, by any steps', async () => {
    const { engine, trial, data, live } = await opened(document);
    const { events } = await collect(runTrial(trial, data, engine));
    const records = events.flatMap((event) => (event.type === 'epoch' ? event.record : []));
    const model = events.find((event) => event.type === 'model');
    const start = await live.start();
    assert.equal(start.steps, start.epochSteps * 4);
    const ends: LiveFrame[] = [];
    let frame = start.frame;
    for (let turn = 0; !frame.done; turn++) {
      // Three steps, one step, ..., and a look at a step that is not done.
      frame = await live.advance(turn % 2 === 0 ? 3 : 1);
      await live.explain(turn);
      await live.frame();
      if (frame.step % start.epochSteps === 0) ends.push(frame);
    }
    live.close();
    assert.equal(frame.step, start.steps);
    assert.isAbove(ends.length, 0);
    for (const { epoch, record } of ends) assert.deepEqual(record, records[epoch - 1]);
    assert.deepEqual(floats(frame.parameters), floats(layersIn(model!.parameters)));
  });

  it('shows what the network says of a point', async () => {
    const { trial, live } = await opened(document);
    const { extent, frame } = await live.start();
    live.close();
    assert.lengthOf(frame.maps, (1 + 2 * 5) * mapSide * mapSide * 4);
    const [row, column] = [3, 30];
    const at = (index: number) => extent * ((2 * index + 1) / mapSide - 1);
    const { outputs } = runReference(
      frame.parameters,
      requireShortForm(trial.model, 'test').activation,
      'cross-entropy',
      {
        features: [at(column), -at(row)],
        targets: [0],
        rows: 1,
      },
    );
    const isSecond = outputs[1]! > outputs[0]!;
    const pixel = (row * mapSide + column) * 4;
    const [red, , blue] = frame.maps.subarray(pixel, pixel + 3);
    assert.equal(red! > blue!, isSecond);
  });

  it('walks through the step that the engine would do', async () => {
    for (const activation of ['tanh', 'relu', 'gelu'] as const) {
      const learningRate = 0.125;
      const { live } = await opened({
        ...document,
        model: { depth: 2, width: 5, activation },
        optimizer: { name: 'sgd', learningRate },
      });
      await live.advance(5);
      const { inputs, label, before, after } = await live.explain(7);
      live.close();
      const { layers, loss } = stepNumbers(before, activation, inputs, label);
      const wanted = runReference(before, activation, 'cross-entropy', {
        features: inputs,
        targets: [label],
        rows: 1,
      });
      assert.closeTo(loss, wanted.loss, 1e-12);
      for (const [index, { gradW, gradZ }] of layers.entries()) {
        const { weight, bias } = wanted.gradients[index]!;
        for (const [at, value] of gradW.flat().entries()) assert.closeTo(value, weight[at]!, 1e-12);
        for (const [at, value] of gradZ.entries()) assert.closeTo(value, bias[at]!, 1e-12);
        const [old, now] = [before[index]!, after[index]!];
        for (const [at, value] of gradW.flat().entries())
          assert.closeTo(now.weight[at]!, old.weight[at]! - learningRate * value, 1e-6);
        for (const [at, value] of gradZ.entries())
          assert.closeTo(now.bias[at]!, old.bias[at]! - learningRate * value, 1e-6);
      }
    }
  });

  it('stops where the loss is no number any more', async () => {
    const { live } = await opened({
      ...document,
      model: { depth: 2, width: 5, activation: 'linear' },
      optimizer: { name: 'sgd', learningRate: 1e6 },
    });
    const frame = await live.advance(1000);
    live.close();
    assert.isTrue(frame.diverged && frame.done);
  });

  it('says what it cannot show, and answers a call at a time', async () => {
    const worker = new LiveWorker();
    const early = await worker.advance(1);
    assert.isFalse(early.ok);
    const wide = { ...document, model: { depth: 2, width: 64 } };
    const refused = await worker.open({ trial: trialOf(wide), palette });
    assert.match(refused.ok ? '' : refused.error.message, /at most 6 hidden layers of at most 8/);
    const start = await worker.open({ trial: trialOf(document), palette });
    assert.isTrue(start.ok);
    const both = await Promise.all([worker.advance(1), worker.advance(1)]);
    assert.deepEqual(
      both.map(({ ok }) => ok),
      [true, false],
    );
  });
});
