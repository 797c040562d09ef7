import { datasetMeta } from '../../src/catalog/registry/dataset.meta.ts';
import { assert } from 'chai';
import { createHash } from 'node:crypto';
import { readManifest } from '../../data/prepare.mjs';
import { datasetChecksum } from '../../src/data/checksums.ts';
import { datasetFiles, fileUrl, type RealDatasetName } from '../../src/data/files.ts';
import type { DatasetName } from '../../src/document/schema.ts';
import { loadDataset } from '../../src/data/load.ts';
import { columnStatistics, trialData } from '../../src/data/prepare-trial.ts';
import type { Dataset, DatasetProgress } from '../../src/protocol/dataset.ts';

import { folder, fromFolder } from './folder.ts';
import { baseUrl, MemoryStore } from './support.ts';

const load = (name: 'fashion-mnist' | 'california-housing', shared = false): Promise<Dataset> =>
  loadDataset(name, { baseUrl, shared, fetch: fromFolder, store: null });

describe('the list of published files', () => {
  it('is that of the catalog, with as many rows as it says', async () => {
    const { datasets } = await readManifest();
    assert.sameMembers(
      datasets.map(({ name }) => name),
      Object.keys(datasetFiles),
    );
    for (const { name, counts, files } of datasets) {
      const { train, test } = datasetMeta[name as DatasetName].counts;
      assert.deepEqual([counts?.train, counts?.test], [train, test]);
      assert.deepEqual(
        files.map(({ name: file, sha256, size }) => [file, sha256, size]),
        datasetFiles[name as RealDatasetName].map((file) => [file.name, file.sha256, file.size]),
      );
    }
  });

  it('gives a dataset of several files the checksum of their sha256sum listing', () => {
    const names = ['t10k-images', 't10k-labels', 'train-images', 'train-labels'];
    const files = datasetFiles['fashion-mnist'];
    const lines = names.map((name) => {
      const file = files.find((candidate) => candidate.name.startsWith(name))!;
      return `${file.sha256}  ${file.name}\n`;
    });
    const expected = createHash('sha256').update(lines.join('')).digest('hex');
    assert.equal(datasetChecksum(files), `sha256 ${expected}`);
    const only = datasetFiles['california-housing'];
    assert.equal(datasetChecksum(only), `sha256 ${only[0]?.sha256}`);
  });
});

describe('the real datasets', () => {
  before(function () {
    // Shown as skipped in the report if the files are missing.
    if (folder === null) this.skip();
  });

  it('Fashion-MNIST has 60,000 + 10,000 pictures, each class equally often', async () => {
    const dataset = await load('fashion-mnist', true);
    assert.instanceOf(dataset.features.buffer, SharedArrayBuffer);
    assert.instanceOf(dataset.features, Uint8Array);
    assert.lengthOf(dataset.features, 70_000 * 784);
    const train = new Array<number>(10).fill(0);
    const test = new Array<number>(10).fill(0);
    dataset.targets.forEach((label, row) => (row < 60_000 ? train : test)[label]!++);
    assert.deepEqual(train, new Array<number>(10).fill(6_000));
    assert.deepEqual(test, new Array<number>(10).fill(1_000));
    // The figures that PyTorch users normalise with: mean 0.2860, deviation 0.3530.
    const pixels = dataset.features.subarray(0, 60_000 * 784);
    let [sum, squares] = [0, 0];
    for (const pixel of pixels) {
      sum += pixel;
      squares += pixel * pixel;
    }
    const mean = sum / pixels.length;
    assert.closeTo(mean / 255, 0.286, 5e-5);
    assert.closeTo(Math.sqrt(squares / pixels.length - mean * mean) / 255, 0.353, 5e-5);
    assert.deepEqual([...dataset.targets.subarray(0, 5)], [9, 0, 0, 3, 0]);
  });

  it('Fashion-MNIST is split as published, without a copy', async () => {
    const dataset = await load('fashion-mnist');
    const settings = { name: 'fashion-mnist', trainSize: null, testSize: 100 } as const;
    const { train, test } = trialData(dataset, settings, 433);
    assert.deepEqual([train.count, test.count, train.divisor], [60_000, 100, 255]);
    assert.strictEqual(test.features.buffer, dataset.features.buffer);
    assert.equal(test.features.byteOffset, 60_000 * 784);
    assert.equal(test.targets[0], 9);
  });

  it('tell with their progress that a kept file was damaged', async () => {
    const store = new MemoryStore();
    const [file] = datasetFiles['california-housing'];
    store.entries.set(fileUrl(file!, baseUrl), new Uint8Array(10_000));
    let notices: readonly string[] = [];
    const onProgress = (progress: DatasetProgress) => (notices = progress.notices ?? []);
    const options = { baseUrl, shared: false, fetch: fromFolder, store, onProgress };
    await loadDataset('california-housing', options);
    assert.match(notices.join(), /^A stored file was damaged .* cal_housing.data was too short\.$/);
  });

  it('California housing has the means and the first row of scikit-learn', async () => {
    const dataset = await load('california-housing');
    assert.deepEqual([dataset.trainCount, dataset.testCount], [15_480, 5_160]);
    const means = [
      3.870671, 28.639486, 5.429, 1.096675, 1425.476744, 3.070655, 35.631861, -119.569704,
    ];
    const rows = Int32Array.from({ length: 20_640 }, (_, row) => row);
    const found = columnStatistics(dataset.features, 8, rows).mean;
    means.forEach((mean, i) => assert.closeTo(found[i]!, mean, 1e-6));
    const target = columnStatistics(dataset.targets, 1, rows).mean;
    assert.closeTo(target[0]!, 2.068558, 1e-6);
    const first = [8.3252, 41, 6.984127, 1.02381, 322, 2.555556, 37.88, -122.23];
    first.forEach((value, i) => assert.closeTo(dataset.features[i]!, value, 1e-6));
    assert.equal(dataset.targets[0], 4.526);
  });
});
