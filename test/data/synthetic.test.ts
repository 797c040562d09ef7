import { datasetMeta } from '../../src/catalog/registry/dataset.meta.ts';
import { assert } from 'chai';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { datasetOf, loadDataset } from '../../src/data/load.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import { syntheticFashion } from '../../src/catalog/dataset/fashion-synthetic/lib/generate.ts';
import { housingLaw } from '../../src/catalog/dataset/housing-synthetic/lib/generate.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';

import { baseUrl, failure } from './support.ts';

const hashOf = ({ features, targets }: Dataset): string => {
  const hash = sha256.create();
  for (const { buffer } of [features, targets]) hash.update(new Uint8Array(buffer));
  return bytesToHex(hash.digest());
};

/** The mean squared error of the law itself, in ($100,000)². */
const bayesMse = 0.04;

describe('the drawn stand-in for Fashion-MNIST', () => {
  let small: Dataset;

  before(async () => {
    const counts = { train: 2_000, test: 500 };
    const content = await syntheticFashion({ trainCount: 2_000, testCount: 500 });
    small = datasetOf('fashion-synthetic', content, counts);
  });

  it('has the same bytes on every engine and machine', () => {
    // A different value means a different dataset: increment the recipe's version too.
    assert.equal(hashOf(small), '852bc2516c5ba0f8aefcda2c4482a29a437f643098d0047acf1aaca3af41b0dc');
    assert.equal(small.checksum, 'synthetic:fashion-1');
  });

  it('has every class equally often, in ten clearly different mean pictures', () => {
    const means = Array.from({ length: 10 }, () => new Float64Array(784));
    const counts = new Array<number>(10).fill(0);
    for (let row = 0; row < small.trainCount; row++) {
      const label = small.targets[row]!;
      counts[label]!++;
      const mean = means[label]!;
      for (let i = 0; i < 784; i++) mean[i]! += small.features[row * 784 + i]! / 200;
    }
    assert.deepEqual(counts, new Array<number>(10).fill(200));
    means.forEach((mean, a) => {
      means.slice(a + 1).forEach((other, b) => {
        const distance = Math.sqrt(mean.reduce((sum, x, i) => sum + (x - other[i]!) ** 2, 0));
        assert.isAbove(distance, 150, `classes ${a} and ${a + 1 + b}`);
      });
    });
  });

  it('can be learnt by a softmax regression, but not wholly', () => {
    const accuracy = softmaxRegression(small, 6, 0.05);
    assert.isAbove(accuracy, 0.65);
    assert.isBelow(accuracy, 0.95);
  });

  it('is what loadDataset generates, in the announced size', async () => {
    const phases = new Set<string>();
    const dataset = await loadDataset('fashion-synthetic', {
      baseUrl,
      shared: false,
      onProgress: ({ phase, loaded, total }) =>
        phases.add(loaded === total ? `${phase}, all` : phase),
    });
    assert.isTrue(phases.has('generate, all'));
    const { train, test } = datasetMeta['fashion-synthetic'].counts;
    assert.deepEqual([dataset.trainCount, dataset.testCount], [train, test]);
    assert.equal(dataset.inputs, datasetMeta['fashion-synthetic'].shape.inputs);
    assert.lengthOf(dataset.features, (train + test) * 784);
    assert.isTrue(dataset.synthetic);
    assert.deepEqual(dataset.features.slice(0, 784 * 2_000), small.features.slice(0, 784 * 2_000));
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const pending = syntheticFashion({
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    assert.equal((await failure(pending)).code, 'aborted');
  });
});

describe('the invented stand-in for California housing', () => {
  let dataset: Dataset;

  before(async () => {
    dataset = await loadDataset('housing-synthetic', { baseUrl, shared: true });
  });

  it('has the same values on every engine and machine', () => {
    assert.equal(
      hashOf(dataset),
      '623363df3f4e6e519644ce70be3a88cf831a3a4629242d0394b906b46f364d21',
    );
    assert.equal(dataset.checksum, 'synthetic:housing-1');
  });

  it('lies in shared memory where there is some', () => {
    const shared = typeof SharedArrayBuffer !== 'undefined';
    assert.equal(!(dataset.features.buffer instanceof ArrayBuffer), shared);
  });

  it('follows its law up to noise of the stated size', () => {
    let squares = 0;
    for (let row = 0; row < dataset.targets.length; row++) {
      const law = housingLaw(dataset.features.subarray(row * 8, row * 8 + 8));
      squares += (dataset.targets[row]! - law) ** 2;
    }
    assert.closeTo(squares / dataset.targets.length, bayesMse, 0.001);
    assert.isTrue(dataset.targets.every((value) => value > 0 && value < 6));
  });

  it('is beyond a linear model: least squares leaves three times the noise', () => {
    const settings = { name: 'housing-synthetic', trainSize: null, testSize: null } as const;
    const { train, test } = trialData(dataset, settings, 433);
    assert.deepEqual([train.count, test.count], [15_480, 5_160]);
    const weights = leastSquares(train.features, train.targets, 8);
    let squares = 0;
    for (let row = 0; row < test.count; row++) {
      let value = weights[8]!;
      for (let i = 0; i < 8; i++) value += weights[i]! * test.features[row * 8 + i]!;
      squares += (value - test.targets[row]!) ** 2;
    }
    assert.isAbove(squares / test.count, 3 * bayesMse);
  });
});

/** Plain stochastic gradient descent; test accuracy. */
function softmaxRegression(dataset: Dataset, epochs: number, rate: number): number {
  const { features, targets, trainCount, testCount } = dataset;
  const weights = new Float64Array(10 * 785);
  const logits = new Float64Array(10);
  const forward = (row: number): number => {
    for (let k = 0; k < 10; k++) {
      let sum = weights[k * 785 + 784]!;
      for (let i = 0; i < 784; i++) sum += weights[k * 785 + i]! * features[row * 784 + i]!;
      logits[k] = sum;
    }
    return logits.indexOf(Math.max(...logits));
  };
  for (let step = 0; step < epochs * trainCount; step++) {
    const row = step % trainCount;
    const highest = logits[forward(row)]!;
    const exponentials = logits.map((logit) => Math.exp(logit - highest));
    const total = exponentials.reduce((sum, x) => sum + x, 0);
    for (let k = 0; k < 10; k++) {
      const error = exponentials[k]! / total - (k === targets[row] ? 1 : 0);
      const stride = (rate * error) / 255 / 255;
      for (let i = 0; i < 784; i++) weights[k * 785 + i]! -= stride * features[row * 784 + i]!;
      weights[k * 785 + 784]! -= rate * error;
    }
  }
  let correct = 0;
  for (let row = trainCount; row < trainCount + testCount; row++) {
    if (forward(row) === targets[row]) correct++;
  }
  return correct / testCount;
}

/** Weights and, last, the constant, by the normal equations (Gauss–Jordan). */
function leastSquares(x: ArrayLike<number>, y: ArrayLike<number>, inputs: number): number[] {
  const size = inputs + 1;
  const system = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
  for (let row = 0; row < y.length; row++) {
    const values = Array.from({ length: inputs }, (_, i) => x[row * inputs + i]!);
    values.push(1, y[row]!);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= size; j++) system[i]![j]! += values[i]! * values[j]!;
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      if (k === i) continue;
      const factor = system[k]![i]! / system[i]![i]!;
      for (let j = i; j <= size; j++) system[k]![j]! -= factor * system[i]![j]!;
    }
  }
  return system.map((row, i) => row[size]! / row[i]!);
}
