import { assert } from 'chai';
import fc from 'fast-check';
import { LossBuckets, bucketX } from '../../../src/figures/charts/buckets.ts';

describe('batch losses for drawing', () => {
  it('keeps every loss while there are few', () => {
    const buckets = new LossBuckets(4, 100);
    buckets.take([3, 2, 1]);
    assert.deepEqual(buckets.values, [3, 2, 1, null]);
    assert.deepEqual(bucketX(4, 100), [1, 2, 3, 4]);
  });

  it('keeps the extremes of a bucket in the order in which they came', () => {
    const buckets = new LossBuckets(8, 4);
    buckets.take([5, 1, 9, 4, 2, 8, 3, 3]);
    assert.equal(buckets.size, 4);
    assert.deepEqual(buckets.values, [1, 9, 2, 8]);
    const falling = new LossBuckets(8, 4);
    falling.take([9, 5, 1, 4]);
    assert.deepEqual(falling.values, [9, 1, null, null]);
  });

  it('averages longer windows, the last of which may be short', () => {
    const buckets = new LossBuckets(300, 1000);
    assert.equal(buckets.window, 3);
    buckets.take(Array.from({ length: 299 }, (_, step) => step));
    assert.deepEqual(buckets.means.slice(0, 6), [null, 1, null, null, 4, null]);
    assert.equal(
      buckets.means.findLast((mean) => mean !== null),
      295,
    );
    const short = new LossBuckets(4, 1000);
    short.take([1, NaN, 3, 5]);
    assert.deepEqual(short.means, [1, null, 3, 5]);
  });

  it('leaves out what is not finite', () => {
    const buckets = new LossBuckets(4, 100);
    buckets.take([1, NaN, Infinity, 2]);
    assert.deepEqual(buckets.values, [1, null, null, 2]);
  });

  it('loses no extreme, in however many parts the losses come', () => {
    const losses = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(
        losses,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 2, max: 40 }),
        (all, part, points) => {
          const growing: number[] = [];
          const inParts = new LossBuckets(all.length, points);
          for (let at = 0; at < all.length; at += part) {
            growing.push(...all.slice(at, at + part));
            inParts.take(growing);
          }
          const atOnce = new LossBuckets(all.length, points);
          atOnce.take(all);
          assert.deepEqual(inParts.values, atOnce.values);
          assert.deepEqual(inParts.means, atOnce.means);
          const means = atOnce.means.filter((mean) => mean !== null);
          assert.equal(means.length, Math.ceil(all.length / atOnce.window));
          const kept = atOnce.values.filter((value) => value !== null);
          assert.equal(Math.max(...kept), Math.max(...all));
          assert.equal(Math.min(...kept), Math.min(...all));
          assert.equal(bucketX(all.length, points).length, atOnce.values.length);
        },
      ),
    );
  });

  it('has ascending steps within the trial', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 2, max: 400 }),
        (steps, points) => {
          const x = bucketX(steps, points);
          x.forEach((step, index) => {
            assert.isAtLeast(step, 0.5);
            assert.isAtMost(step, steps + 0.5);
            if (index > 0) assert.isAbove(step, x[index - 1]!);
          });
        },
      ),
    );
  });

  it('shows a part as if it were all, however the losses come', () => {
    const losses = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 5 });
    fc.assert(
      fc.property(
        losses,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 2, max: 40 }),
        (all, start, share, part, points) => {
          const first = Math.floor(start * (all.length - 1));
          const steps = 1 + Math.floor(share * (all.length - 1 - first));
          const growing: number[] = [];
          const near = new LossBuckets(steps, points, first);
          for (let at = 0; at < all.length; at += part) {
            growing.push(...all.slice(at, at + part));
            near.take(growing);
          }
          const alone = new LossBuckets(steps, points);
          alone.take(all.slice(first, first + steps));
          assert.deepEqual(near.values, alone.values);
          assert.deepEqual(near.means, alone.means);
          const x = bucketX(steps, points, first);
          assert.deepEqual(
            x,
            bucketX(steps, points).map((step) => step + first),
          );
        },
      ),
    );
  });

  it('shows every single step of a part that is short enough', () => {
    const losses = Array.from({ length: 48_400 }, (_, step) => Math.sin(step));
    const near = new LossBuckets(500, 1200, 20_000);
    near.take(losses);
    assert.deepEqual(near.values, losses.slice(20_000, 20_500));
    assert.deepEqual(bucketX(500, 1200, 20_000).slice(0, 2), [20_001, 20_002]);
  });
});
