import { assert } from 'chai';
import { findingsOf, findingsText } from '../../src/insights/findings.ts';
import { accuracies, done, errors, find, housing, planned, said } from './trials.ts';

const inits = planned(
  {
    axes: [
      {
        path: 'init',
        values: [
          { name: 'uniform', d: 0.01 },
          { name: 'uniform', d: 1 },
          { name: 'xavier-uniform' },
        ],
      },
    ],
  },
  { measure: { gradientNorms: true } },
);

describe('findings on gradients', () => {
  const trials = inits.plans.map((plan, index) =>
    done(plan, {
      gradientNorms: {
        loss: [2.303, 295, 2.31][index]!,
        activations: [
          [1e-12, 1e-8, 1e-4, 1],
          [40, 20, 4, 0.4],
          [0.01, 0.02, 0.03, 0.04],
        ][index]!,
      },
    }),
  );

  it('say by how many orders of magnitude each initialisation’s gradient falls or grows', () => {
    const texts = findingsOf(inits.experiment, trials).map(({ text }) => text);
    assert.include(
      texts,
      'With uniform ±0.01, the gradient norm falls by 12.0 orders of magnitude in the backward pass, from 1.00 at layer 4 to 1.0×10⁻¹² at layer 1: a factor of about 10,000 per layer.',
    );
    assert.include(
      texts,
      'With uniform ±1, the gradient norm grows by 2.0 orders of magnitude in the backward pass, from 0.400 at layer 4 to 40.0 at layer 1: a factor of about 4.6 per layer.',
    );
    assert.include(
      texts,
      'With Xavier, the gradient norm stays within one order of magnitude over the layers: it goes from 0.0400 at layer 4 to 0.0100 at layer 1, 0.6 orders of magnitude.',
    );
  });

  it('compare initialisations, and name a first loss that is far too large', () => {
    assert.equal(
      said(inits, trials, 'gradient-even'),
      'The gradient is most even with Xavier: its largest norm is 4.00 times its smallest, against 100 times with uniform ±1, the next most even.',
    );
    assert.match(said(inits, trials, 'gradient-apart')!, /are 13\.6 orders of magnitude apart/);
    assert.match(
      said(inits, trials, 'first-loss')!,
      /^With uniform ±1, .* the loss of the first batch is 295/,
    );
  });

  it('report a norm that is not finite, and leave it out of comparisons', () => {
    const lost = trials.map((trial, index) =>
      index === 0
        ? { ...trial, gradientNorms: { loss: NaN, activations: [Infinity, Infinity, NaN, 1] } }
        : trial,
    );
    assert.equal(
      said(inits, lost, 'gradient-overflow'),
      'With uniform ±0.01, the gradient norm is not finite at layers 1–3.',
    );
    assert.notInclude(said(inits, lost, 'gradient-apart'), '±0.01');
  });

  it('distinguish an exact zero from a small norm', () => {
    const zero = trials.map((trial, index) =>
      index === 0
        ? { ...trial, gradientNorms: { loss: 2.3, activations: [0, 0, 1e-30, 1] } }
        : trial,
    );
    assert.match(
      said(inits, zero, 'gradient-zero')!,
      /no gradient reaches the first layer: its norm falls from 1\.00 at layer 4 to 0 at layer 1\.$/,
    );
    assert.match(
      said(inits, zero, 'gradient-zeros')!,
      /exactly 0, not merely small, at layers 1–2\.$/,
    );
  });
});

describe('findings on classification', () => {
  const optimisers = planned({
    axes: [{ path: 'optimizer.name', values: ['sgd', 'rmsprop', 'adam'] }],
  });
  const curves = [
    [0.1, 0.24, 0.52, 0.69, 0.72],
    [0.71, 0.73, 0.75, 0.72, 0.77],
    [0.8, 0.82, 0.83, 0.83, 0.84],
  ];
  const trials = optimisers.plans.map((plan, index) =>
    done(plan, { epochs: accuracies(curves[index]!, 0.005) }),
  );

  it('say from which epoch on trials are above chance, and which one is ahead', () => {
    assert.equal(
      said(optimisers, trials, 'leaving-chance'),
      'The test accuracy stays above chance from epoch 1 with RMSProp (71.0 %) and Adam (80.0 %); from epoch 2 with SGD (24.0 %).',
    );
    assert.equal(
      said(optimisers, trials, 'lead'),
      'After 5 epochs, Adam (84.0 %) is clearly ahead in test accuracy; RMSProp (77.0 %) and SGD (72.0 %) follow.',
    );
    assert.equal(
      said(optimisers, trials, 'leads'),
      'Adam is clearly ahead in test accuracy after each of the 5 epochs, from 80.0 % after the first to 84.0 % after the last.',
    );
    assert.equal(
      said(optimisers, trials, 'speed'),
      'Adam needs fewer epochs: after 1 epoch its test accuracy is 80.0 %, clearly above the 77.0 % that RMSProp, the next best, reaches after 5.',
    );
    assert.equal(
      said(optimisers, trials, 'setbacks'),
      'The test accuracy does not rise steadily: with RMSProp it drops from 75.0 % to 72.0 % at epoch 4, the only clear drop.',
    );
    assert.match(
      said(optimisers, trials, 'gap-small')!,
      /^The test accuracy follows the training accuracy/,
    );
  });

  it('change with the figures', () => {
    const other = trials.map((trial, index) =>
      index === 2 ? { ...trial, epochs: accuracies([0.8, 0.7, 0.6, 0.7, 0.75], 0.05) } : trial,
    );
    assert.equal(
      said(optimisers, other, 'lead'),
      'After 5 epochs, RMSProp (77.0 %) is clearly ahead in test accuracy; Adam (75.0 %) and SGD (72.0 %) follow.',
    );
    assert.equal(
      said(optimisers, other, 'leads'),
      'The lead in test accuracy depends on the epoch: Adam is clearly ahead at epoch 1 (80.0 %) and RMSProp at epochs 2–5 (77.0 % after epoch 5).',
    );
    assert.match(
      said(optimisers, other, 'gap-large')!,
      /^The train–test gap is largest with Adam: 80\.0 % on training rows against 75\.0 % on test rows at the end, 5\.0 percentage points/,
    );
  });

  it('name no leader within the sampling error of the test rows', () => {
    const close = trials.map((trial, index) => ({
      ...trial,
      epochs: accuracies([0.7, 0.8 + index * 0.004]),
    }));
    assert.equal(
      said(optimisers, close, 'level'),
      'After 2 epochs, there is no clear leader in test accuracy: Adam (80.8 %), RMSProp (80.4 %) and SGD (80.0 %) are within the sampling error of 10,000 test rows.',
    );
    assert.isUndefined(said(optimisers, close, 'leads'));
  });

  it('give means over seeds, and a difference only where the ranges do not overlap', () => {
    const seeds = planned({
      axes: [
        { path: 'optimizer.name', values: ['sgd', 'adam'] },
        { path: 'seed', values: [1, 2] },
      ],
    });
    const with4 = (ends: number[]) =>
      seeds.plans.map((plan, index) => done(plan, { epochs: accuracies([0.5, ends[index]!]) }));
    assert.equal(
      said(seeds, with4([0.7, 0.72, 0.8, 0.82]), 'lead'),
      'After 2 epochs, Adam (81.0 % on average, 80.0 % to 82.0 % over 2 seeds) is clearly ahead in test accuracy; SGD (71.0 % on average, 70.0 % to 72.0 % over 2 seeds) follows.',
    );
    assert.match(
      said(seeds, with4([0.7, 0.81, 0.8, 0.82]), 'level')!,
      /no clear leader.*have overlapping ranges over the seeds/,
    );
    assert.isUndefined(said(seeds, with4([0.7, 0.72, 0.8, 0.82]), 'one-seed'));
  });

  it('leave out trials that did not finish, and say so', () => {
    const some = [
      trials[0]!,
      { ...trials[1]!, status: 'cancelled' as const },
      { ...trials[2]!, status: 'failed' as const },
    ];
    assert.equal(
      said(optimisers, some, 'left-out'),
      '2 trials of 3 are left out because they did not finish: RMSProp (cancelled) and Adam (failed).',
    );
    assert.isUndefined(said(optimisers, some, 'lead'));
    assert.isEmpty(findingsOf(optimisers.experiment, some.slice(1)));
  });

  it('say first that stand-in data is not the real data', () => {
    const stand = planned({}, { dataset: { name: 'fashion-synthetic' } });
    const text = findingsText(
      findingsOf(stand.experiment, [done(stand.plans[0]!, { epochs: accuracies([0.9]) })]),
    );
    assert.match(text, /^These figures are from generated stand-in data, not from FashionMNIST\./);
  });
});

describe('findings on regression', () => {
  const one = planned({}, housing);
  const trial = done(one.plans[0]!, {
    epochs: errors([1, 0.5, 0.3, 0.26, 0.25], [1, 0.5, 0.3, 0.22, 0.2]),
    baseline: { testMse: 1.25, testMae: 0.9 },
    deadUnits: { shares: [0, 0.125], rows: 1024 },
  });

  it('give both errors in dollars, and compare them with predicting the mean', () => {
    assert.equal(
      said(one, [trial], 'errors'),
      'After 5 epochs, the mean squared error on the test rows is 0.2500 ($100,000)², its square root (RMSE) $50,000; the mean absolute error is $40,000.',
    );
    assert.equal(
      said(one, [trial], 'beside-mean'),
      'The network’s squared error is 20 % of that of always predicting the mean of the training targets (test MSE 1.250 and test MAE $90,000).',
    );
    assert.equal(
      said(one, [trial], 'course'),
      'The test MSE falls from 1.000 after the first epoch to its minimum of 0.2500 in the last epoch (5); 90 % of that drop is done by epoch 3.',
    );
    assert.equal(
      said(one, [trial], 'gap'),
      'The network fits the districts it was trained on better than new ones: its final test MSE is 1.25 times its training MSE (0.2000).',
    );
  });
});

describe('findings on a grid', () => {
  const grid = planned(
    {
      axes: [
        { path: 'optimizer.learningRate', values: [0.1, 0.001] },
        { path: 'batchSize', values: [16, 64] },
      ],
    },
    housing,
  );
  const baseline = { testMse: 1.354, testMae: 0.92 };
  const ends = [1.36, 1.355, 0.3, 0.26];
  const trials = grid.plans.map((plan, index) =>
    done(plan, {
      epochs: errors([1.2, index < 2 ? 0.5 : 0.8, ends[index]!]),
      baseline,
    }),
  );

  it('name the best cell, and say that selecting on the test set is optimistic', () => {
    assert.equal(
      said(grid, trials, 'lead:testMse'),
      'After 3 epochs, rate 0.001 · batch 64 (0.2600) is clearly ahead in test MSE; rate 0.001 · batch 16 (0.3000), rate 0.1 · batch 64 (1.355) and rate 0.1 · batch 16 (1.360) follow.',
    );
    assert.equal(
      said(grid, trials, 'choice-flatters'),
      'Selecting on the test set is optimistic: the test MSE of rate 0.001 · batch 64 (0.2600) is the best of 4, so it overestimates the performance on new data. Only validation rows show by how much.',
    );
  });

  it('say nothing of seconds, which measure the machine’s load', () => {
    for (const { text } of findingsOf(grid.experiment, trials)) {
      assert.notMatch(text, /\bsecond|\d s\b|\bms\b|\bmin\b/);
    }
  });

  it('count multiply–adds where the steps are the same', () => {
    const wide = planned({ axes: [{ path: 'model.width', values: [16, 64] }] }, housing);
    const done2 = wide.plans.map((plan) => done(plan, { epochs: errors([1.2, 0.5, 0.3]) }));
    // (8·16 + 16·16 + 16) + (16 + 16 + 1) against (8·64 + 64·64 + 64) + (64 + 64 + 1), for each row.
    assert.include(
      said(wide, done2, 'cost:model.width'),
      'Trials with width 64 take 11 times as many multiply–adds as those with width 16:',
    );
  });

  it('say what effect each setting has, and what it costs', () => {
    assert.equal(
      said(grid, trials, 'marginal:optimizer.learningRate'),
      'The learning rate matters: averaged over the other settings, the test MSE is 1.357 with rate 0.1 and 0.2800 with rate 0.001, and every trial with rate 0.001 is better than every one with rate 0.1.',
    );
    assert.match(
      said(grid, trials, 'marginal:batchSize')!,
      /^The batch size has no consistent effect: .* overlap\.$/,
    );
    assert.equal(
      said(grid, trials, 'cost:batchSize'),
      'Trials with batch 16 take 4.0 times as many steps as those with batch 64: 4,840 against 1,210.',
    );
  });

  it('name cells that are no better than the mean, and unstable ones', () => {
    assert.match(
      said(grid, trials, 'mean')!,
      /^2 of 4 trials are no better than always predicting the mean/,
    );
    assert.match(
      said(grid, trials, 'unstable')!,
      /^Training is unstable in 2 of 4 trials, which end at more than 1\.5 times their lowest test MSE: .*rate 0\.1 · batch 16 \(0\.5000 at epoch 2, 1\.360 at the end\)/,
    );
  });

  it('select by the validation rows where there are any', () => {
    const held = trials.map((trial, index) => ({
      ...trial,
      epochs: trial.epochs.map((record) => ({
        ...record,
        validationMse: [1, 1, 0.2, 0.25][index]!,
      })),
    }));
    const found = find(findingsOf(grid.experiment, held), 'choice-other');
    assert.equal(
      found?.text,
      'The validation rows select rate 0.001 · batch 16 (validation MSE 0.2000): its test MSE (0.3000) is the unbiased estimate, while that of rate 0.001 · batch 64 (0.2600) is only the best of 4.',
    );
  });

  it('do not average over an incomplete grid', () => {
    const incomplete = trials.map((trial, index) =>
      index === 0 ? { ...trial, status: 'failed' as const } : trial,
    );
    assert.isUndefined(said(grid, incomplete, 'marginal:batchSize'));
    assert.isUndefined(said(grid, incomplete, 'cost:batchSize'));
  });
});
