/**
 * What an explanation says of learning rates, batch sizes and a regression's errors: each on networks that have it, and on
 * networks that were made to refute it. All are really trained.
 */
import { assert } from 'chai';
import { paragraph } from '../../../src/insights/explanation/explain.ts';
import { loadFromFolder } from '../../data/folder.ts';
import { explained, said } from './made.ts';

const house = {
  dataset: { name: 'housing-synthetic' },
  model: { depth: 1, width: 16, activation: 'relu' },
  optimizer: { name: 'adam', learningRate: 0.01 },
  batchSize: 64,
  epochs: 20,
};
const linear = { depth: 0, width: 16, activation: 'relu' };
const rates = (...values: number[]) => ({ path: 'optimizer.learningRate', values });
const batches = (...values: number[]) => ({ path: 'batchSize', values });

describe('a learning rate that is too large', () => {
  it('is said to kill units only where it does', async () => {
    const dead = await explained({ trial: house, axis: rates(0.001, 1) });
    assert.match(
      said(dead, 'rate-too-large') ?? '',
      /^With rate 1 training itself fails, .* push hidden units to where they output zero .* \d+\s% of them end dead\.$/,
    );
    const model = { ...house.model, activation: 'tanh' };
    const alive = await explained({ trial: { ...house, model }, axis: rates(0.001, 1) });
    assert.match(
      said(alive, 'rate-too-large') ?? '',
      /^With rate 1 training itself ends worse, .* its steps overshoot: .* against 0\.\d\s%\.$/,
    );
    assert.notInclude(paragraph(alive), 'dead');
  });

  it('is not named where the largest rate trains best', async () => {
    const found = await explained({ trial: house, axis: rates(0.003, 0.01) });
    assert.isUndefined(said(found, 'rate-too-large'));
    assert.notInclude(paragraph(found), 'overshoot');
  });
});

describe('a learning rate that is too small', () => {
  it('is said to be where its training still falls', async () => {
    const found = await explained({
      trial: { ...house, epochs: 10 },
      axis: rates(0.00003, 0.01),
    });
    assert.match(
      said(found, 'rate-too-small') ?? '',
      /^With rate 0\.00003 the steps are too small for these epochs: .* still falls by \d+\.\d\s%/,
    );
  });

  it('is not where all rates have come to the same minimum', async () => {
    const found = await explained({ trial: { ...house, model: linear }, axis: rates(0.01, 0.02) });
    assert.isUndefined(said(found, 'rate-too-small'));
  });
});

describe('a batch size', () => {
  it('costs steps where training is short of them', async () => {
    const found = await explained({
      trial: { ...house, epochs: 5 },
      axis: rates(0.001, 0.0005),
      more: [batches(16, 1024)],
    });
    assert.match(
      said(found, 'fewer-steps') ?? '',
      /^At rate 0\.001, batch 1024 trains less far .* it takes 61 times fewer steps \(16 instead of 968 per epoch\)/,
    );
  });

  it('costs nothing where both come to the same minimum', async () => {
    const found = await explained({
      trial: { ...house, model: linear },
      axis: rates(0.01, 0.02),
      more: [batches(32, 64)],
    });
    assert.isUndefined(said(found, 'fewer-steps'));
  });

  it('sets the noise together with the rate, unless there is none', async () => {
    const trial = { ...house, model: linear, optimizer: { name: 'sgd', learningRate: 0.01 } };
    const noisy = await explained({
      trial: { ...trial, epochs: 15 },
      axis: rates(0.1, 0.03, 0.01),
      more: [batches(8, 32, 128)],
    });
    assert.match(
      said(noisy, 'noise-scale') ?? '',
      /over the 9 cells that learn, .* \(rank correlation 0\.9\d\)\.$/,
    );
    // Batches of half of the rows and of all have next to no noise: what varies late is the descent.
    const calm = await explained({
      trial: { ...trial, epochs: 30 },
      axis: rates(0.3, 0.1, 0.03),
      more: [batches(8192, 15_480)],
    });
    assert.isUndefined(said(calm, 'noise-scale'));
  });
});

describe('one regression', () => {
  it('is said to fit the training rows more closely only where it does', async () => {
    const model = { depth: 3, width: 128, activation: 'relu' };
    const optimizer = { name: 'adam', learningRate: 0.003 };
    const large = await explained({ trial: { ...house, model, optimizer, epochs: 40 } });
    assert.match(
      said(large, 'closer-fit') ?? '',
      /the test error ends at 1\.\d times the training/,
    );
    const small = await explained({ trial: { ...house, model: linear, epochs: 40 } });
    assert.isUndefined(said(small, 'closer-fit'));
  });

  it('is said to drop early only where it does', async () => {
    const early = await explained({ trial: { ...house, epochs: 60 } });
    assert.match(said(early, 'early-drop') ?? '', /is done by epoch \d+\.$/);
    const optimizer = { name: 'adam', learningRate: 0.00003 };
    const late = await explained({ trial: { ...house, optimizer, epochs: 40 } });
    assert.isUndefined(said(late, 'early-drop'));
  });

  it('has noisy batches only where they are small samples', async () => {
    const small = await explained({ trial: { ...house, batchSize: 8, epochs: 25 } });
    assert.match(said(small, 'batch-noise') ?? '', /because 8 rows are a small sample/);
    const whole = await explained({ trial: { ...house, batchSize: 4096, epochs: 25 } });
    assert.isUndefined(said(whole, 'batch-noise'));
  });

  it('is dominated by few large errors on the real districts, and not on the generated ones', async function () {
    const made = await explained({ trial: { ...house, epochs: 5 } });
    assert.isUndefined(said(made, 'heavy-tails'));
    if ((await loadFromFolder('california-housing')) === null) this.skip();
    const dataset = { name: 'california-housing' };
    const real = await explained({ trial: { ...house, dataset, epochs: 5 } });
    assert.match(said(real, 'heavy-tails') ?? '', /its root is 1\.[4-9]\d* times/);
  });
});
