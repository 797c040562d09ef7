import { assert } from 'chai';
import fc from 'fast-check';
import { distribution } from '../../../src/base/statistics/distribution.ts';
import { binEdge, histogram } from '../../../src/base/statistics/histogram.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('a histogram', () => {
  it('counts what a comparison with every edge counts', () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        (values, bins) => {
          const [from, to] = [Math.min(...values), Math.max(...values)];
          const found = histogram(values, bins, from, to);
          const wanted = Array.from({ length: bins }, (_, bin) => {
            const [left, right] = [binEdge(found, bin, bins), binEdge(found, bin + 1, bins)];
            return values.filter(
              (value) => value >= left && (value < right || (bin === bins - 1 && value === right)),
            ).length;
          });
          assert.deepEqual(found.counts, wanted);
          assert.equal(
            found.counts.reduce((sum, count) => sum + count, 0),
            values.length,
          );
        },
      ),
    );
  });

  it('keeps what lies outside apart, and loses only what is no number', () => {
    const { counts, below, above } = histogram([-2, -1, 0, 1, 2, 3, NaN, Infinity], 2, -1, 1);
    assert.deepEqual([counts, below, above], [[1, 2], 1, 2]);
  });

  it('gives equal values a range of one around them, as numpy does', () => {
    const { from, to, counts } = histogram([3, 3, 3], 4, 3, 3);
    assert.deepEqual([from, to], [2.5, 3.5]);
    assert.deepEqual(counts, [0, 0, 3, 0]);
  });

  it('loses nothing where the range is as narrow as float64 allows', () => {
    const next = 1 + Number.EPSILON;
    const { counts } = histogram([1, next], 10, 1, next);
    assert.lengthOf(counts, 10);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      2,
    );
  });

  it('refuses bins and ranges that mean nothing', () => {
    assert.throws(() => histogram([1], 0, 0, 1), RangeError, '0 bins');
    assert.throws(() => histogram([1], 3, 1, 0), RangeError, 'between 1 and 0');
    assert.throws(() => histogram([1], 3, 0, Infinity), RangeError);
  });
});

describe('a distribution', () => {
  it('has the moments of its finite values, and counts zeros and what is not finite', () => {
    const { histogram: bins, ...found } = distribution([0, -0, 2, 4, NaN, -Infinity], 4);
    assert.deepEqual(found, {
      count: 6,
      nonFinite: 2,
      zeros: 2,
      mean: 1.5,
      deviation: Math.sqrt((2.25 + 2.25 + 0.25 + 6.25) / 4),
      least: 0,
      greatest: 4,
    });
    assert.deepEqual(bins?.counts, [2, 0, 1, 1]);
  });

  it('has a deviation of exactly 0 for equal values', () => {
    const { mean, deviation } = distribution(new Float32Array(1000).fill(0.1), 4);
    assert.deepEqual([mean, deviation], [Math.fround(0.1), 0]);
  });

  it('says that there is nothing where no value is finite', () => {
    const { mean, histogram: bins } = distribution([NaN, Infinity], 4);
    assert.isNaN(mean);
    assert.isNull(bins);
  });
});
