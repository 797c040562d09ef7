import { assert } from 'chai';
import fc from 'fast-check';
import { spread } from '../../../src/figures/charts/spread.ts';

const gap = 22;

describe('labels at the ends of lines', () => {
  it('leaves labels alone that have room', () => {
    assert.deepEqual(spread([100, 20, 60], gap, 0, 200), [100, 20, 60]);
  });

  it('moves two that meet apart by the same amount', () => {
    assert.deepEqual(spread([50, 50], gap, 0, 200), [39, 61]);
  });

  it('stays within the plot', () => {
    assert.deepEqual(spread([199, 200], gap, 0, 200), [178, 200]);
    assert.deepEqual(spread([0, 1], gap, 10, 200), [10, 32]);
  });

  it('never overlaps, never leaves the plot and keeps the order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { maxLength: 12 }),
        (wishes) => {
          const placed = spread(wishes, gap, 0, 300);
          const order = wishes
            .map((_, index) => index)
            .sort((a, b) => wishes[a]! - wishes[b]! || a - b);
          const sorted = order.map((index) => placed[index]!);
          sorted.forEach((place, index) => {
            assert.isAtLeast(place, -1e-9);
            assert.isAtMost(place, 300 + 1e-9);
            if (index > 0) assert.isAtLeast(place - sorted[index - 1]!, gap - 1e-9);
          });
        },
      ),
    );
  });
});
