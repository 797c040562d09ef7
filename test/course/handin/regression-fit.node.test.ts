import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import fc from 'fast-check';
import { errorsOf, regressionFit } from '../../../src/course/handin/regression-fit.ts';
import { trialData } from '../../../src/data/prepare-trial.ts';
import { loadFromFolder } from '../../data/folder.ts';
import { planned } from '../../lab/fixture/made.ts';
import { dataset } from './support.ts';

/** A network of no hidden layer that always gives its bias. */
const constant = (inputs: number, value: number) => [
  {
    inputs,
    outputs: 1,
    weight: new Float32Array(inputs),
    bias: Float32Array.of(value),
  },
];

describe('a network on the test part, beside baselines', () => {
  const { signal } = new AbortController();

  it('has errors by their definitions', () => {
    // scikit-learn's documentation of r2_score: 0.9486…
    const { r2, mse, mae } = errorsOf([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
    assert.closeTo(r2, 0.9486081370449679, 1e-15);
    assert.closeTo(mse, 0.375, 1e-15);
    assert.closeTo(mae, 0.5, 1e-15);
  });

  it('has R² 0 for the mean of the same rows, and 1 for the truth', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2 }), (truths) => {
        fc.pre(new Set(truths).size > 1);
        const mean = truths.reduce((sum, value) => sum + value, 0) / truths.length;
        assert.closeTo(
          errorsOf(
            truths,
            truths.map(() => mean),
          ).r2,
          0,
          1e-9,
        );
        assert.equal(errorsOf(truths, truths).r2, 1);
      }),
    );
  });

  it('compares with a linear fit that no other linear function beats on the training part', async () => {
    const { trial } = planned('I2c').trials[0]!;
    const data = await dataset('housing-synthetic');
    const model = {
      trial: { ...trial, dataset: { ...trial.dataset, name: 'housing-synthetic' as const } },
      parameters: constant(data.inputs, 2),
    };
    const fit = await regressionFit(model, data, signal);
    const { train, test } = trialData(data, model.trial.dataset, model.trial.seed);
    assert.deepEqual(Array.from(fit.truths), Array.from(test.targets));
    assert.isTrue(Array.from(fit.predicted).every((value) => value === 2));
    assert.deepEqual(fit.network, errorsOf(test.targets, new Float64Array(test.count).fill(2)));
    // Normal equations by Gauss and Jordan, another way than that of the report.
    const width = data.inputs + 1;
    const row = (part: typeof train, at: number): number[] => [
      ...part.features.subarray(at * data.inputs, (at + 1) * data.inputs),
      1,
    ];
    const a = Array.from({ length: width }, () => new Array<number>(width + 1).fill(0));
    for (let at = 0; at < train.count; at++) {
      const x = row(train, at);
      x.forEach((left, i) => {
        [...x, train.targets[at]!].forEach((right, j) => (a[i]![j]! += left * right));
      });
    }
    for (let i = 0; i < width; i++) {
      const pivot = a[i]![i]!;
      a[i] = a[i]!.map((value) => value / pivot);
      a.forEach((other, j) => {
        if (j !== i) a[j] = other.map((value, k) => value - other[i]! * a[i]![k]!);
      });
    }
    const weights = a.map((each) => each[width]!);
    const predicted = Float64Array.from({ length: test.count }, (_, at) =>
      row(test, at).reduce((sum, x, i) => sum + x * weights[i]!, 0),
    );
    const wanted = errorsOf(test.targets, predicted);
    assert.closeTo(fit.linear.mse, wanted.mse, 1e-9);
    assert.closeTo(fit.linear.r2, wanted.r2, 1e-9);
  });

  it('has scikit-learn’s baselines on California housing', async function () {
    const data = await loadFromFolder('california-housing');
    if (data === null) return this.skip();
    const { trial } = planned('I2c').trials[0]!;
    const model = { trial, parameters: constant(data.inputs, 2) };
    const { mean, linear } = await regressionFit(model, data, signal);
    const golden = JSON.parse(
      readFileSync(new URL('../../golden/housing-baselines.json', import.meta.url), 'utf8'),
    ) as Record<'mean' | 'linear', typeof mean>;
    // The lab's features and targets are float32, as the network sees them.
    for (const key of ['mse', 'mae', 'r2'] as const) {
      assert.closeTo(mean[key], golden.mean[key], 1e-6, `mean, ${key}`);
      assert.closeTo(linear[key], golden.linear[key], 2e-6, `linear, ${key}`);
    }
  });

  it('ends when it is cancelled', async () => {
    const { trial } = planned('I2c').trials[0]!;
    const data = await dataset('housing-synthetic');
    const over = new AbortController();
    over.abort();
    const model = {
      trial: { ...trial, dataset: { ...trial.dataset, name: 'housing-synthetic' as const } },
      parameters: constant(data.inputs, 2),
    };
    const failed = await regressionFit(model, data, over.signal).catch((error: unknown) => error);
    assert.equal((failed as Error).name, 'AbortError');
  });
});
