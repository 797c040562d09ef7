import { assert } from 'chai';
import fc from 'fast-check';
import {
  extent,
  integerTicks,
  linearTicks,
  logTicks,
  niceRange,
  niceStep,
  toScale,
} from '../../../src/figures/charts/scale.ts';

const reasonable = fc.double({ min: 1e-30, max: 1e30, noNaN: true });

describe('axes', () => {
  it('steps by 1, 2 or 5 times a power of ten', () => {
    assert.deepEqual([0.03, 0.2, 1, 3, 70].map(niceStep), [0.05, 0.2, 1, 5, 100]);
  });

  it('takes the smallest such step that is large enough', () => {
    fc.assert(
      fc.property(reasonable, (least) => {
        const step = niceStep(least);
        assert.isAtLeast(step * (1 + 1e-8), least);
        assert.isBelow(step, least * 2.5 * (1 + 1e-8));
      }),
    );
  });

  it('starts whole-number axes at their first number', () => {
    assert.deepEqual(integerTicks(1, 5, 8), [1, 2, 3, 4, 5]);
    assert.deepEqual(integerTicks(1, 100, 5), [1, 20, 40, 60, 80, 100]);
    assert.deepEqual(integerTicks(0.5, 1.5, 8), [1]);
  });

  it('keeps ticks inside the range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (min, span, wanted) => {
          const slack = span * 1e-6;
          for (const tick of linearTicks(min, min + span, wanted)) {
            assert.isAtLeast(tick, min - slack);
            assert.isAtMost(tick, min + span + slack);
          }
        },
      ),
    );
  });

  it('writes decades over long spans and 1-2-5 over short ones', () => {
    assert.deepEqual(logTicks(-9, 0, 4), [-9, -6, -3, 0]);
    assert.deepEqual(
      logTicks(0, 1, 5).map((tick) => Math.round(10 ** tick)),
      [1, 2, 5, 10],
    );
  });

  it('has no place for zero or infinity on a log scale', () => {
    assert.isNull(toScale('log', 0));
    assert.isNull(toScale('log', -1));
    assert.isNull(toScale('linear', Infinity));
    assert.equal(toScale('log', 0.001), -3);
    assert.equal(toScale('linear', 0), 0);
  });

  it('finds zeros beside the extent', () => {
    assert.deepEqual(extent('log', [[0, 0.01, null], [10]]), { min: -2, max: 1, zeros: true });
    assert.isNull(extent('linear', [[null]]));
  });

  it('covers all data, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(reasonable, { minLength: 1 }), (values) => {
        const found = extent('log', [values]);
        const range = niceRange('log', found, false);
        assert.isAtMost(range.min, found!.min + 1e-9);
        assert.isAtLeast(range.max, found!.max - 1e-9);
        assert.isAbove(range.max, range.min);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true })), (values) => {
        const found = extent('linear', [values]);
        const range = niceRange('linear', found, false);
        assert.isAbove(range.max, range.min);
        if (found === null) return;
        assert.isAtMost(range.min, found.min + Math.abs(found.min) * 1e-9 + 1e-300);
        assert.isAtLeast(range.max, found.max - Math.abs(found.max) * 1e-9 - 1e-300);
      }),
    );
  });

  it('makes room for zeros below the lowest decade', () => {
    const range = niceRange('log', { min: -6, max: 0, zeros: true }, true);
    assert.equal(range.zeroTop, -6);
    assert.isBelow(range.min, -6);
    assert.isNull(niceRange('log', { min: -6, max: 0, zeros: false }, true).zeroTop);
  });

  it('has an axis before any data', () => {
    for (const kind of ['linear', 'log'] as const) {
      const { min, max } = niceRange(kind, null, true);
      assert.isAbove(max, min);
    }
  });
});
