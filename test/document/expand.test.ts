import { assert } from 'chai';
import fc from 'fast-check';
import { canonicalTrial } from '../../src/document/canonical-trial.ts';
import { contentHash, canonicalJson } from '../../src/document/hash.ts';
import { trialCounts, trialSteps } from '../../src/document/parameters.ts';
import { parseExperiment, type Parsed } from '../../src/document/parse.ts';
import { base, document, trialsOf } from './documents.ts';

describe('expanding axes into trials', () => {
  it('makes one trial without axes', () => {
    assert.lengthOf(trialsOf(document()), 1);
  });

  it('varies the last axis fastest', () => {
    const axes = [
      { path: 'optimizer.learningRate', values: [0.1, 0.01] },
      { path: 'batchSize', values: [16, 32, 64] },
    ];
    const values = trialsOf(document({ axes })).map((each) => Object.values(each.values));
    assert.deepEqual(values, [
      [0.1, 16],
      [0.1, 32],
      [0.1, 64],
      [0.01, 16],
      [0.01, 32],
      [0.01, 64],
    ]);
  });

  it('keeps of the written optimiser what the named one knows', () => {
    const optimizer = { name: 'sgd', learningRate: 0.01, momentum: 0.9 };
    const axes = [{ path: 'optimizer.name', values: ['sgd', 'rmsprop', 'adam'] }];
    const [sgd, rmsprop, adam] = trialsOf(document({ axes }, { optimizer }));
    assert.include(sgd!.trial.optimizer, { name: 'sgd', momentum: 0.9 });
    assert.include(rmsprop!.trial.optimizer, {
      name: 'rmsprop',
      learningRate: 0.01,
      momentum: 0.9,
    });
    assert.include(adam!.trial.optimizer, { name: 'adam', learningRate: 0.01, beta1: 0.9 });
    assert.notProperty(adam!.trial.optimizer, 'momentum');
  });

  it('takes whole objects as values', () => {
    const values = [{ name: 'uniform', d: 0.1 }, { name: 'xavier-uniform' }];
    const trials = trialsOf(document({ axes: [{ path: 'init', values }] }));
    assert.deepEqual(
      trials.map((each) => each.trial.init.name),
      ['uniform', 'xavier-uniform'],
    );
  });

  it('drops trials that repeat', () => {
    assert.lengthOf(trialsOf(document({ axes: [{ path: 'seed', values: [1, 1, 2] }] })), 2);
  });

  it('has as many trials as its axes have combinations', () => {
    const axis = (least: number) =>
      fc.uniqueArray(fc.integer({ min: least, max: 50 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(axis(0), axis(1), axis(1), (seeds, batchSizes, widths) => {
        const axes = [
          { path: 'seed', values: seeds },
          { path: 'batchSize', values: batchSizes },
          { path: 'model.width', values: widths },
        ];
        const trials = trialsOf(document({ axes }));
        assert.lengthOf(trials, seeds.length * batchSizes.length * widths.length);
        assert.equal(new Set(trials.map((each) => each.id)).size, trials.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a trial’s content hash', () => {
  it('does not depend on the order of keys or on written defaults', () => {
    const reversed = Object.fromEntries(Object.entries(base).toReversed());
    const written = { ...base, seed: 433, optimizer: { ...base.optimizer, momentum: 0 } };
    const [a] = trialsOf(document());
    const [b] = trialsOf(document({}, reversed));
    const [c] = trialsOf(document({}, written));
    assert.equal(b!.id, a!.id);
    assert.equal(c!.id, a!.id);
  });

  it('depends on every setting', () => {
    const changes: object[] = [
      { seed: 1 },
      { epochs: 4 },
      { batchSize: 64 },
      { init: { name: 'torch-default' } },
      { init: { name: 'xavier-uniform', gain: 2 } },
      { model: { depth: 8, width: 16, activation: 'tanh' } },
      { model: { depth: 7, width: 16 } },
      { dataset: { name: 'fashion-mnist', trainSize: 100 } },
      { dataset: { name: 'fashion-mnist', validation: 100 } },
      { optimizer: { name: 'adam', learningRate: 0.01 } },
      { optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.5 } },
      { measure: { gradientNorms: true } },
    ];
    const ids = [{}, ...changes].map((change) => trialsOf(document({}, change))[0]!.id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('is that of a trial from which defaults are left out', () => {
    const [planned] = trialsOf(document());
    const canonical = canonicalTrial(planned!.trial);
    assert.deepEqual<unknown>(canonical, base);
    assert.equal(contentHash(canonical), planned!.id);
  });

  it('is the same whether no rows held back are written or not', () => {
    const [a] = trialsOf(document());
    const [b] = trialsOf(document({}, { dataset: { name: 'fashion-mnist', validation: null } }));
    assert.equal(b!.id, a!.id);
  });

  it('stays what it was when the lab was first published', () => {
    // A stored result is found by this; changing the hash would lose every reader's results.
    assert.equal(
      trialsOf(document())[0]!.id,
      'b3d57c07aa7e4f8935a47e55df001b1c18c19d70c84528519f2ca37b65f5c484',
    );
  });

  it('is the same for equal JSON values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        assert.equal(canonicalJson(copy), canonicalJson(value));
      }),
    );
  });
});

describe('rows held back for validation', () => {
  const held = (validation: unknown, trainSize: number | null = null): Parsed =>
    parseExperiment(document({}, { dataset: { name: 'fashion-mnist', validation, trainSize } }));

  it('are no more than leave one to train on', () => {
    assert.isTrue(held(59_999).ok);
    for (const wrong of [60_000, 0, 0.2, '10']) {
      const parsed = held(wrong);
      assert.equal(parsed.ok ? '' : parsed.issues[0]?.path, 'trial.dataset.validation');
    }
  });

  it('leave fewer steps, and the same rows whatever the training size', () => {
    const parsed = held(10_000);
    if (!parsed.ok) throw new Error('not valid');
    assert.deepEqual(trialCounts(parsed.trials[0]!.trial), {
      train: 50_000,
      test: 10_000,
      validation: 10_000,
    });
    const smaller = held(10_000, 55_000);
    if (!smaller.ok) throw new Error('not valid');
    assert.equal(trialCounts(smaller.trials[0]!.trial).train, 50_000);
  });
});

describe('counting steps', () => {
  it('counts the last, short batch', () => {
    assert.equal(trialSteps(trialsOf(document())[0]!.trial), 5 * 469);
  });
});
