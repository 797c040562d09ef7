import { assert } from 'chai';
import fc from 'fast-check';
import type { ChartModel } from '../../../src/figures/charts/model.ts';
import {
  fitted,
  isZoomable,
  minWidth,
  movedBy,
  sliced,
  windowKey,
  zoomedBy,
  type XWindow,
} from '../../../src/figures/charts/window.ts';
import { specOf } from './support.ts';

const wholes = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 60, max: 50_000 }))
  .map(([first, width]): XWindow => [first, first + width]);

/** Whole steps inside the whole, not fewer than can be shown, and never all of it. */
function assertRight(whole: XWindow, window: XWindow | null): void {
  if (window === null) return;
  const [from, to] = window;
  assert.isTrue(Number.isInteger(from) && Number.isInteger(to));
  assert.isAtLeast(from, whole[0]);
  assert.isAtMost(to, whole[1]);
  assert.isAtLeast(to - from, minWidth);
  assert.isBelow(to - from, whole[1] - whole[0]);
}

const key = (name: string, changes: Partial<KeyboardEvent> = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...changes,
});

describe('the part of a chart in sight', () => {
  it('is worth choosing from sixty steps on', () => {
    assert.isFalse(isZoomable(specOf({ xRange: [1, 60] })));
    assert.isTrue(isZoomable(specOf({ xRange: [1, 61] })));
  });

  it('lies within the whole, whatever is chosen and done to it', () => {
    const acts = fc.array(
      fc.oneof(
        fc.record({ factor: fc.constantFrom(0.5, 2), at: fc.option(fc.double({ noNaN: true })) }),
        fc.record({ share: fc.constantFrom(-0.25, 0.25, -3, 3) }),
      ),
    );
    const ends = fc.double({ min: -1e5, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(wholes, ends, ends, acts, (whole, a, b, all) => {
        let window = fitted(whole, a, b);
        assertRight(whole, window);
        for (const act of all) {
          window =
            'factor' in act
              ? zoomedBy(whole, window, act.factor, act.at)
              : movedBy(whole, window, act.share);
          assertRight(whole, window);
        }
      }),
    );
  });

  it('holds what was dragged over, in both directions', () => {
    assert.deepEqual(fitted([1, 1000], 100.4, 199.6), [100, 200]);
    assert.deepEqual(fitted([1, 1000], 199.6, 100.4), [100, 200]);
    assert.deepEqual(fitted([1, 1000], 500, 500.2), [498, 502]);
    assert.deepEqual(fitted([1, 1000], 999.9, 1000), [996, 1000]);
    assert.isNull(fitted([1, 1000], -50, 2000));
  });

  it('keeps the x that is read in its place when coming closer', () => {
    fc.assert(
      fc.property(wholes, fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
        const width = whole[1] - whole[0];
        const centre = whole[0] + share * width;
        const window = zoomedBy(whole, null, 0.5, centre);
        assert.isNotNull(window);
        const place = (centre - window[0]) / (window[1] - window[0]);
        assert.approximately(place, share, 2.5 / width);
      }),
    );
  });

  it('comes back to the whole, and moves no farther than its ends', () => {
    const closer = zoomedBy([1, 1000], null, 0.5, null);
    assert.isNull(zoomedBy([1, 1000], closer, 2, null));
    assert.deepEqual(movedBy([1, 1000], [1, 100], -0.25), [1, 100]);
    assert.deepEqual(movedBy([1, 1000], [890, 990], 0.25), [900, 1000]);
    assert.deepEqual(movedBy([1, 1000], [10, 14], 0.1), [11, 15]);
    assert.isNull(movedBy([1, 1000], null, 0.25));
  });

  it('follows the keyboard and leaves the browser its own keys', () => {
    const whole = [1, 101] as const;
    assert.deepEqual(windowKey(key('+', { shiftKey: true }), whole, null, null), [26, 76]);
    assert.deepEqual(windowKey(key('='), whole, null, 1), [1, 51]);
    assert.deepEqual(windowKey(key('ArrowRight', { shiftKey: true }), whole, [1, 41], 1), [11, 51]);
    assert.deepEqual(windowKey(key('ArrowLeft', { shiftKey: true }), whole, [11, 51], 1), [1, 41]);
    assert.isNull(windowKey(key('-'), whole, [26, 76], null));
    assert.isNull(windowKey(key('0'), whole, [40, 50], null));
    assert.isUndefined(windowKey(key('ArrowRight'), whole, [1, 41], null));
    assert.isUndefined(windowKey(key('+', { ctrlKey: true }), whole, null, null));
    assert.isUndefined(windowKey(key('0', { metaKey: true }), whole, [40, 50], null));
  });

  it('cuts out of a model what lies in it', () => {
    const column = [10, 20, null, 40];
    const model: ChartModel = {
      x: [1, 2, 3, 4],
      groups: [],
      lines: [
        {
          group: 'a',
          name: '',
          dashed: false,
          values: column,
          spread: { low: column, high: column, counts: [1, 1, 0, 1], of: 2 },
        },
      ],
    };
    const part = sliced(model, [2, 3]);
    assert.deepEqual(part.x, [2, 3]);
    assert.deepEqual(part.lines[0]?.values, [20, null]);
    assert.deepEqual(part.lines[0]?.spread?.counts, [1, 0]);
    assert.deepEqual(part.lines[0]?.spread?.low, [20, null]);
    assert.deepEqual(sliced(model, [7, 9]).x, []);
  });
});
