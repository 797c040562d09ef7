import { assert } from 'chai';
import golden from '../../golden/versions-apart.json' with { type: 'json' };
import { requireShortForm } from '../../../src/document/network-form.ts';
import type { Trial } from '../../../src/document/schema.ts';
import { kinds, norms, otherSeeds } from '../../../src/text/pytorch/compared.ts';
import { guarantee, type Computed } from '../../../src/text/pytorch/guarantee.ts';
import { document, trialsOf } from '../../document/documents.ts';

const own: Computed['engine'] = { name: 'wasm', device: 'SIMD' };

const of = (trial: object, axes: object[] = [], engine: Computed['engine'] = null) =>
  guarantee(
    trialsOf(document({ axes }, trial)).map((planned) => ({ trial: planned.trial, engine })),
  );

const ofTrial = (trial: Trial, engine: Computed['engine'] = null) => guarantee([{ trial, engine }]);

/** A promise is a tolerance for exactly these trials. */
const promise = /^Losses (and gradient norms )?to 1e-[45]/;

describe('what is guaranteed beside PyTorch', () => {
  it('is bit for bit where numbers are drawn, on the processors where that was compared', () => {
    assert.include(of({}).exact, 'initial weights and batches');
    assert.match(of({}).exact, /bit for bit, on x86 processors with AVX2; elsewhere/);
    assert.notInclude(of({}).exact, 'split');
    assert.include(of({ dataset: { name: 'california-housing' } }).exact, 'split');
    const dropout = { layers: [{ name: 'linear', width: 4 }, { name: 'dropout' }] };
    assert.include(of({ model: dropout }).exact, 'draws other masks there');
    assert.notInclude(of({ model: { layers: dropout.layers.slice(0, 1) } }).exact, 'masks');
  });

  it('is a figure for each trial that was compared, with seed, rows, settings, engine and processor', () => {
    for (const { trial, steps, tolerance } of kinds) {
      for (const engine of [null, own]) {
        const { losses } = ofTrial({ ...trial, epochs: 9 }, engine);
        assert.include(
          losses,
          `Losses to ${tolerance} over the first ${steps} steps, compared for exactly this: `,
        );
        for (const each of ['seed 433', 'all rows', 'these settings', 'the lab’s own engine']) {
          assert.include(losses, each);
        }
        assert.include(losses, 'PyTorch 2.13 on an x86 processor with AVX2');
      }
    }
  });

  it('promises for several trials what holds for the weakest of them', () => {
    assert.include(of({}).losses, '300 steps');
    const values = [{ name: 'uniform', d: 1 }, { name: 'xavier-uniform' }];
    assert.include(of({}, [{ path: 'init', values }]).losses, '30 steps of every trial');
    // PyTorch 1.13 and 2.13 differ within these steps, and the note says so.
    assert.include(of({}, [{ path: 'init', values }]).losses, 'after 11 steps');
    const optimizers = ['sgd', 'rmsprop', 'adam'];
    assert.match(of({}, [{ path: 'optimizer.name', values: optimizers }]).losses, /1e-4.* 4 steps/);
  });

  it('is no figure for another seed, other rows or any other setting', () => {
    for (const { trial } of kinds) {
      const { optimizer, dataset } = trial;
      const model = requireShortForm(trial.model, 'compare');
      const others: Trial[] = [
        { ...trial, seed: 434 },
        { ...trial, seed: 0 },
        { ...trial, dataset: { ...dataset, trainSize: 12_800 } },
        { ...trial, dataset: { ...dataset, validation: 100 } },
        { ...trial, batchSize: trial.batchSize * 2 },
        { ...trial, model: { ...model, width: model.width + 1 } },
        { ...trial, model: { ...model, activation: 'tanh' } },
        { ...trial, init: { name: 'xavier-uniform', gain: 2 } },
        { ...trial, optimizer: { ...optimizer, learningRate: 0.02 } },
        { ...trial, optimizer: { ...optimizer, weightDecay: 0.1 } },
      ];
      if (optimizer.name === 'sgd') {
        others.push({ ...trial, optimizer: { ...optimizer, momentum: 0.9 } });
        others.push({ ...trial, optimizer: { ...optimizer, momentum: 0.9, nesterov: true } });
      }
      if (optimizer.name === 'adam') {
        others.push({ ...trial, optimizer: { ...optimizer, beta1: 0.8 } });
        others.push({ ...trial, optimizer: { ...optimizer, amsgrad: true } });
      }
      if (optimizer.name === 'rmsprop') {
        others.push({ ...trial, optimizer: { ...optimizer, alpha: 0.9 } });
        others.push({ ...trial, optimizer: { ...optimizer, centered: true } });
      }
      if ('epsilon' in optimizer) {
        others.push({ ...trial, optimizer: { ...optimizer, epsilon: 1e-7 } });
      }
      for (const other of others) {
        const { losses } = ofTrial(other);
        assert.notMatch(losses, promise);
        assert.match(
          losses,
          /No figure is promised: (.* not compared|only all rows were compared)\./,
        );
        assert.match(
          losses,
          /PyTorch agrees no better with itself: losses of 1\.13 and 2\.13 differ by up to/,
        );
      }
    }
  });

  it('does not depend on what changes no step', () => {
    const [{ trial }] = kinds as [(typeof kinds)[0]];
    assert.match(ofTrial({ ...trial, epochs: 77 }).losses, promise);
    assert.match(
      ofTrial({ ...trial, dataset: { ...trial.dataset, testSize: 10 } }).losses,
      promise,
    );
    const measure = { gradientNorms: true, batchLosses: true };
    assert.match(ofTrial({ ...trial, measure }).losses, promise);
  });

  it('is no figure for a class in which every student has another seed', () => {
    for (const { trial } of kinds) {
      const { losses } = ofTrial({ ...trial, seed: 2_718_281_828 }, own);
      assert.notMatch(losses, promise);
      assert.include(losses, 'seed 2718281828 was not compared');
      assert.include(losses, `over ${otherSeeds} other seeds`);
    }
  });

  it('is no figure on another engine than the one that was compared', () => {
    for (const engine of [
      { name: 'tfjs-webgpu', device: 'a GPU' },
      { name: 'tfjs-wasm', device: 'SIMD' },
      { name: 'tfjs-cpu' },
      { name: 'wasm', device: 'relaxed SIMD' },
    ] as const) {
      const { losses } = of({}, [], engine);
      assert.notMatch(losses, promise);
      assert.include(losses, 'only the lab’s own engine was compared');
    }
  });

  it('is no figure for all where one trial was not compared', () => {
    const optimizers = [{ path: 'optimizer.name', values: ['sgd', 'adamw'] }];
    assert.notMatch(of({}, optimizers).losses, promise);
    assert.include(of({}, optimizers).losses, 'not compared');
    const seeds = [{ path: 'seed', values: [433, 434] }];
    assert.notMatch(of({}, seeds).losses, promise);
  });

  it('says how closely two versions of PyTorch agree, as measured', () => {
    for (const { name, apart, steps } of kinds) {
      const measured = Object.entries(golden.losses)
        .filter(([key]) => key === name || key.startsWith(`${name}, `))
        .map(([, value]) => value);
      assert.isNotEmpty(measured);
      for (const each of measured) assert.equal(each.steps, steps);
      for (const each of measured) assert.equal(each.seeds, otherSeeds);
      const [worst, parted] = (['worst', 'parted'] as const).map((key) =>
        Math.max(...measured.map((each) => each[key])),
      );
      assert.equal(apart.parted, parted);
      assert.isAtLeast(Number(apart.worst), worst!);
      assert.isAtMost(Number(apart.worst), worst! * 1.05);
    }
    const worst = Math.max(...Object.values(golden.norms).map((each) => each.worst));
    assert.isAtLeast(Number(norms.worst), worst);
    assert.isAtMost(Number(norms.worst), worst * 1.05);
  });

  it('covers norms where nothing is trained, and promises those that were compared', () => {
    for (const trial of norms.trials) {
      assert.match(ofTrial({ ...trial, epochs: 0 }).losses, promise);
      assert.notMatch(ofTrial({ ...trial, epochs: 0, seed: 1 }).losses, promise);
      assert.notMatch(ofTrial({ ...trial, epochs: 0, batchSize: 64 }).losses, promise);
      assert.notMatch(ofTrial({ ...trial, epochs: 0 }, { name: 'tfjs-cpu' }).losses, promise);
      const tiny: Trial = { ...trial, epochs: 0, init: { name: 'uniform', d: 0.001 } };
      assert.notMatch(ofTrial(tiny).losses, promise);
    }
    const measured = of({ epochs: 0, measure: { gradientNorms: true } }).losses;
    assert.include(measured, 'gradient norms');
  });
});
