import { assert } from 'chai';
import {
  blocks,
  largestDifference,
  median,
  medianRatio,
  spread,
} from '../../bench/lib/statistics.mjs';

describe('the statistics of the benchmark', () => {
  it('takes the value in the middle, whatever the order', () => {
    assert.equal(median([9, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 100]), 3);
    assert.equal(median([7]), 7);
    assert.throws(() => median([]), RangeError, 'no values');
  });

  it('compares within a round, so that a slow round changes no ratio', () => {
    // The second round ran on a machine three times slower.
    assert.equal(medianRatio([1, 3, 1], [10, 30, 10]), 10);
    assert.throws(() => medianRatio([1], [1, 2]), RangeError);
  });

  it('cuts steps into blocks that add up and hardly differ', () => {
    assert.deepEqual(blocks(20), [4, 4, 4, 4, 4]);
    assert.deepEqual(blocks(3), [1, 1, 1]);
    for (let steps = 1; steps < 60; steps++) {
      const cut = blocks(steps);
      assert.equal(
        cut.reduce((sum, block) => sum + block, 0),
        steps,
      );
      assert.isAtMost(Math.max(...cut) - Math.min(...cut), 1);
    }
  });

  it('measures how noisy rounds were', () => {
    assert.equal(spread([5, 5, 5]), 0);
    assert.equal(spread([10, 11, 12, 13, 14]), 1 / 12);
  });

  it('finds the largest difference, relative above 1 and absolute below', () => {
    assert.closeTo(largestDifference([0.5, 110], [0.4, 100]), 0.1, 1e-12);
    assert.equal(largestDifference([Number.NaN], [1]), Infinity);
  });
});
