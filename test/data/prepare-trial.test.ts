import { assert } from 'chai';
import fc from 'fast-check';
import golden from '../golden/torch.json' with { type: 'json' };
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { columnStatistics, trialData } from '../../src/data/prepare-trial.ts';
import { splitRows } from '../../src/data/split.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';

const table = (rows: readonly (readonly number[])[], trainCount: number): Dataset => ({
  name: 'housing-synthetic',
  task: 'regression',
  synthetic: true,
  inputs: rows[0]?.length ?? 0,
  outputs: 1,
  features: Float64Array.from(rows.flat()),
  targets: Float64Array.from(rows, (_, i) => i / 10),
  trainCount,
  testCount: rows.length - trainCount,
  split: 'seeded',
  checksum: 'synthetic:test',
  featureNames: [],
  classNames: [],
});

const pictures = (): Dataset => ({
  ...table([[0], [0], [0], [0], [0]], 3),
  name: 'fashion-synthetic',
  task: 'classification',
  inputs: 2,
  outputs: 10,
  features: Uint8Array.from({ length: 10 }, (_, i) => i),
  targets: Uint8Array.from([5, 6, 7, 8, 9]),
  split: 'published',
});

const everything = { name: 'housing-synthetic', trainSize: null, testSize: null } as const;
const hashOf = (rows: Int32Array) => bytesToHex(sha256(new Uint8Array(rows.slice().buffer)));

describe('rows held back for validation', () => {
  const count = fc.integer({ min: 2, max: 60 });
  const sizes = fc.record({
    count,
    test: fc.integer({ min: 1, max: 20 }),
    held: fc.integer({ min: 1, max: 80 }),
    kept: fc.option(fc.integer({ min: 1, max: 80 })),
    seed: fc.nat(),
  });
  const numbered = (rows: number, trainCount: number): Dataset =>
    table(
      Array.from({ length: rows }, (_, row) => [row ** 2]),
      trainCount,
    );

  it('are the last of the training part, in no other part, and nothing is lost', () => {
    fc.assert(
      fc.property(sizes, ({ count, test, held, seed }) => {
        const dataset = numbered(count + test, count);
        const settings = { ...everything, validation: held };
        const data = trialData(dataset, settings, seed);
        const rows = [data.train, data.test, data.validation!].flatMap(({ targets }) =>
          Array.from(targets, (value) => Math.round(value * 10)),
        );
        assert.lengthOf(rows, count + test);
        assert.equal(new Set(rows).size, count + test);
        assert.equal(data.validation!.count, Math.min(held, count - 1));
        const split = splitRows(dataset, seed);
        assert.deepEqual(
          Array.from(data.validation!.targets, (value) => Math.round(value * 10)),
          [...split.train.subarray(count - data.validation!.count)],
        );
      }),
    );
  });

  it('are the same for every training size, and count for no statistics', () => {
    fc.assert(
      fc.property(sizes, ({ count, test, held, kept, seed }) => {
        const dataset = numbered(count + test, count);
        const of = (trainSize: number | null) =>
          trialData(dataset, { ...everything, trainSize, validation: held }, seed);
        const [all, some] = [of(null), of(kept)];
        assert.deepEqual(some.validation!.targets, all.validation!.targets);
        assert.isAtMost(some.train.count, all.train.count);
        const features = [...some.train.features];
        const mean = features.reduce((sum, value) => sum + value, 0) / features.length;
        assert.closeTo(mean, 0, 1e-5);
      }),
    );
  });

  it('are views of a published dataset', () => {
    const data = trialData(pictures(), { ...everything, validation: 1 }, 1);
    assert.deepEqual([...data.train.targets], [5, 6]);
    assert.deepEqual([...data.validation!.targets], [7]);
    assert.deepEqual([...data.validation!.features], [4, 5]);
    assert.deepEqual([...data.test.targets], [8, 9]);
    assert.isUndefined(trialData(pictures(), { ...everything }, 1).validation);
  });
});

describe('preparing a trial', () => {
  it('splits 20,640 rows as random_split with seed 433', () => {
    const split = splitRows({ split: 'seeded', trainCount: 15_480, testCount: 5_160 }, 433);
    const expected = golden.random_split_20640_15480_5160;
    assert.deepEqual([...split.train.subarray(0, 32)], expected.train_first32);
    assert.deepEqual([...split.test.subarray(0, 32)], expected.test_first32);
    assert.equal(hashOf(split.train), expected.train_sha256_i32le);
    assert.equal(hashOf(split.test), expected.test_sha256_i32le);
  });

  it('gives pixels as views of the dataset, without a copy', () => {
    const dataset = pictures();
    const { train, test } = trialData(dataset, { ...everything, trainSize: 2 }, 1);
    assert.strictEqual(train.features.buffer, dataset.features.buffer);
    assert.deepEqual([...train.features], [0, 1, 2, 3]);
    assert.deepEqual([...train.targets], [5, 6]);
    assert.deepEqual([...test.features], [6, 7, 8, 9]);
    assert.deepEqual([...test.targets], [8, 9]);
    assert.deepEqual([train.divisor, train.count, test.count], [255, 2, 2]);
  });

  it('standardises with the training rows only, in float64', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i * i, 1e6 + i / 7]);
    const data = trialData(table(rows, 30), everything, 433);
    const { train } = splitRows(table(rows, 30), 433);
    for (const column of [0, 1]) {
      const values = Array.from(train, (row) => rows[row]![column]!);
      const mean = values.reduce((sum, x) => sum + x, 0) / 30;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 30;
      const found = Array.from(train, (_, i) => data.train.features[i * 2 + column]!);
      values.forEach((x, i) => {
        assert.closeTo(found[i]!, (x - mean) / Math.sqrt(variance), 1e-6);
      });
    }
    assert.equal(data.train.divisor, 1);
    assert.instanceOf(data.train.features, Float32Array);
    assert.equal(data.train.targets[0], Math.fround(train[0]! / 10));
  });

  it('takes the first rows after the split, and their own statistics', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i]);
    const dataset = table(rows, 30);
    const { train, test } = trialData(dataset, { ...everything, trainSize: 4, testSize: 3 }, 7);
    const split = splitRows(dataset, 7);
    assert.deepEqual([train.count, test.count], [4, 3]);
    assert.deepEqual(
      [...train.targets],
      Array.from(split.train.subarray(0, 4), (row) => Math.fround(row / 10)),
    );
    const values = Array.from(train.features);
    const sum = values.reduce((total, x) => total + x, 0);
    const squares = values.reduce((total, x) => total + x * x, 0);
    assert.closeTo(sum, 0, 1e-6);
    assert.closeTo(squares, 4, 1e-5);
  });

  it('makes a constant feature zero', () => {
    const rows = Array.from({ length: 7 }, (_, i) => [0.1, i]);
    const dataset = table(rows, 5);
    const { train } = trialData(dataset, everything, 1);
    assert.isTrue(Array.from({ length: 5 }, (_, i) => train.features[2 * i]).every((x) => x === 0));
    const alone = trialData(dataset, { ...everything, trainSize: 1 }, 1);
    assert.deepEqual([...alone.train.features], [0, 0]);
    assert.equal(columnStatistics(dataset.features, 2, Int32Array.of(0, 1, 2)).deviation[0], 0);
  });

  it('takes no more rows than there are', () => {
    const rows = Array.from({ length: 8 }, (_, i) => [i]);
    const data = trialData(table(rows, 6), { ...everything, trainSize: 100, testSize: 100 }, 1);
    assert.deepEqual([data.train.count, data.test.count], [6, 2]);
  });
});
