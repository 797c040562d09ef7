/** Checks figures on the real datasets' pages against independent sources. */
import { assert } from 'chai';
import golden from '../../golden/torch.json' with { type: 'json' };
import { exploreTable } from '../../../src/data/explore/columns.ts';
import { exploreImages, imagesOf } from '../../../src/data/explore/images.ts';
import { correlation, summarise } from '../../../src/base/statistics/summary.ts';
import { loadFromFolder } from '../folder.ts';

describe('California housing as its page shows it', () => {
  it('has the moments and quartiles that Python’s statistics module finds', async function () {
    const dataset = await loadFromFolder('california-housing');
    if (dataset === null) return this.skip();
    const column = (at: number) =>
      Float64Array.from({ length: 20_640 }, (_, row) => dataset.features[row * 8 + at]!);
    const value = Float64Array.from(dataset.targets);
    const close = (found: Float64Array, wanted: readonly number[]) => {
      const { mean, deviation, least, lowerQuartile, median, upperQuartile, greatest } = summarise(
        found.toSorted(),
      );
      [mean, deviation, least, lowerQuartile, median, upperQuartile, greatest].forEach((x, i) => {
        assert.closeTo(x, wanted[i]!, Math.abs(wanted[i]!) * 1e-11);
      });
    };
    // fmean, pstdev, min, quantiles(n=4, method='inclusive') and max of the file's columns.
    close(
      column(0),
      [
        3.8706710029069766, 1.8997756945748736, 0.4999, 2.5633999999999997, 3.5347999999999997,
        4.74325, 15.0001,
      ],
    );
    close(
      value,
      [2.068558169089147, 1.1539282040412253, 0.14999, 1.196, 1.797, 2.6472499999999997, 5.00001],
    );
    close(
      column(2),
      [
        5.428999742190376, 2.474113202333516, 0.8461538461538461, 4.440716235896959,
        5.229128787878788, 6.052380952380952, 141.9090909090909,
      ],
    );
    assert.closeTo(correlation(column(0), value), 0.6880752079585478, 1e-11);
  });

  it('splits as PyTorch does, standardises to 0 and 1, and finds what is capped', async function () {
    const dataset = await loadFromFolder('california-housing');
    if (dataset === null) return this.skip();
    const { split, columns } = await exploreTable(dataset, 433);
    const { train_first32, test_first32 } = golden.random_split_20640_15480_5160;
    assert.deepEqual([...split.train.subarray(0, 32)], train_first32);
    assert.deepEqual([...split.test.subarray(0, 32)], test_first32);
    assert.lengthOf(columns, 9);
    for (const { raw, standardised } of columns.slice(0, 8)) {
      const values = standardised!.summary;
      assert.closeTo(values.mean, 0, 1e-6);
      assert.closeTo(values.deviation, 1, 1e-6);
      assert.closeTo(
        values.greatest,
        (raw.summary.greatest - raw.summary.mean) / raw.summary.deviation,
        1e-5,
      );
      for (const { summary, histogram } of [raw, standardised!]) {
        const drawn = histogram.counts.reduce((sum, count) => sum + count, 0);
        assert.equal(drawn + histogram.below + histogram.above, 15_480);
        assert.equal(summary.count, 15_480);
      }
    }
    // According to scikit-learn's own description of the data.
    assert.deepEqual(columns[1]?.capped, { at: 52, rows: 1273 });
    assert.deepEqual(columns[8]?.capped, { at: 5.00001, rows: 965 });
    assert.isNull(columns[0]?.capped);
    assert.isNull(columns[8]?.standardised);
  });

  it('is given up at once when another is wanted', async function () {
    const dataset = await loadFromFolder('california-housing');
    if (dataset === null) return this.skip();
    const controller = new AbortController();
    const exploring = exploreTable(dataset, 1, controller.signal);
    controller.abort(new Error('another seed'));
    let why = '';
    await exploring.catch((error: unknown) => (why = String(error)));
    assert.include(why, 'another seed');
  });
});

describe('FashionMNIST as its page shows it', () => {
  it('has the published counts, and the mean and deviation that everyone normalises with', async function () {
    const dataset = await loadFromFolder('fashion-mnist');
    if (dataset === null) return this.skip();
    const { trainCounts, testCounts, mean, deviation, greys, means } = await exploreImages(dataset);
    assert.deepEqual(trainCounts, new Array<number>(10).fill(6000));
    assert.deepEqual(testCounts, new Array<number>(10).fill(1000));
    assert.equal(mean.toFixed(4), '0.2860');
    assert.equal(deviation.toFixed(4), '0.3530');
    assert.equal(
      greys.reduce((sum, times) => sum + times, 0),
      60_000 * 784,
    );
    // The means of the classes, all of one size, average to the mean of all.
    const average = means.reduce((sum, grey) => sum + grey, 0) / means.length / 255;
    assert.closeTo(average, mean, 0.5 / 255);
  });

  it('gives images of one class, in the file’s order, page by page', async function () {
    const dataset = await loadFromFolder('fashion-mnist');
    if (dataset === null) return this.skip();
    const all = imagesOf(dataset, 'test', 7, 0, 50);
    const second = imagesOf(dataset, 'test', 7, 20, 10);
    assert.deepEqual([...second.rows], [...all.rows.subarray(20, 30)]);
    assert.isTrue(all.classes.every((index) => index === 7));
    const row = (60_000 + second.rows[3]!) * 784;
    assert.deepEqual(
      second.pixels.subarray(3 * 784, 4 * 784),
      dataset.features.subarray(row, row + 784) as Uint8Array,
    );
    assert.lengthOf(imagesOf(dataset, 'test', 7, 990, 50).rows, 10);
  });
});
