import { assert } from 'chai';
import fc from 'fast-check';
import { correlation, quantile, summarise } from '../../../src/base/statistics/summary.ts';

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
  minLength: 2,
  maxLength: 60,
});

describe('a summary', () => {
  it('interpolates quantiles between neighbours, as numpy and scikit-learn do', () => {
    // numpy.quantile([1, 2, 4, 8], [0.25, 0.5, 0.75, 1]) is [1.75, 3, 5, 8].
    const sorted = [1, 2, 4, 8];
    assert.deepEqual(
      [0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share)),
      [1.75, 3, 5, 8],
    );
    assert.isNaN(quantile([], 0.5));
  });

  it('agrees with sums over the pairs', () => {
    fc.assert(
      fc.property(values, (list) => {
        const sorted = Float64Array.from(list).toSorted();
        const { mean, deviation, least, greatest, median } = summarise(sorted);
        const n = list.length;
        assert.closeTo(mean, list.reduce((sum, x) => sum + x, 0) / n, 1e-9);
        // σ² = Σᵢⱼ (xᵢ − xⱼ)² / 2n², which needs no mean.
        let pairs = 0;
        for (const a of list) for (const b of list) pairs += (a - b) ** 2;
        assert.closeTo(deviation, Math.sqrt(pairs / (2 * n * n)), 1e-7);
        assert.deepEqual([least, greatest], [Math.min(...list), Math.max(...list)]);
        assert.isAtLeast(list.filter((x) => x <= median + 1e-12).length, n / 2);
        assert.isAtLeast(list.filter((x) => x >= median - 1e-12).length, n / 2);
      }),
    );
  });
});

describe('a correlation', () => {
  it('is 1 along a rising line, −1 along a falling one, and does not see its scale', () => {
    const x = [1, 2, 3, 7];
    assert.closeTo(correlation(x, [10, 20, 30, 70]), 1, 1e-12);
    assert.closeTo(correlation(x, [-1, -2, -3, -7]), -1, 1e-12);
    // By hand: x̄ = ȳ = 2, Σ dx dy = 1, Σ dx² = 2, Σ dy² = 2.
    assert.closeTo(correlation([1, 2, 3], [1, 3, 2]), 0.5, 1e-12);
  });

  it('is no number where a column is constant, and refuses columns of other lengths', () => {
    assert.isNaN(correlation([1, 1, 1], [1, 2, 3]));
    assert.throws(() => correlation([1], [1, 2]), RangeError);
  });
});
