import { assert } from 'chai';
import fc from 'fast-check';
import { appended } from '../../src/base/appended.ts';

const empty: Float32Array = new Float32Array(0);
const float32 = fc.float({ noNaN: false });

describe('a list of float32 that grows', () => {
  it('has all values in their order, and keeps every earlier snapshot', () => {
    fc.assert(
      fc.property(fc.array(fc.array(float32, { maxLength: 600 }), { maxLength: 8 }), (pieces) => {
        const snapshots = [empty];
        for (const piece of pieces)
          snapshots.push(appended(snapshots.at(-1)!, Float32Array.from(piece)));
        for (const [at, snapshot] of snapshots.entries()) {
          assert.deepEqual(snapshot, Float32Array.from(pieces.slice(0, at).flat()));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('shares its buffer with the list that it continues', () => {
    const one = appended(empty, Float32Array.of(1, 2));
    assert.strictEqual(appended(one, Float32Array.of(3)).buffer, one.buffer);
  });

  it('does not overwrite another continuation of the same list', () => {
    const one = appended(empty, Float32Array.of(1));
    const two = appended(one, Float32Array.of(2));
    const other = appended(one, Float32Array.of(3));
    assert.deepEqual([...two], [1, 2]);
    assert.deepEqual([...other], [1, 3]);
  });

  it('leaves a list of another origin alone', () => {
    const whole = Float32Array.of(1, 2, 3);
    const grown = appended(whole.subarray(0, 2), Float32Array.of(4));
    assert.deepEqual([...grown], [1, 2, 4]);
    assert.deepEqual([...whole], [1, 2, 3]);
  });

  it('copies each value a few times at most', () => {
    const buffers = new Set<ArrayBufferLike>();
    let list = empty;
    for (let at = 0; at < 100_000; at++) {
      list = appended(list, Float32Array.of(at));
      buffers.add(list.buffer);
    }
    assert.isAtMost(buffers.size, 10);
    assert.lengthOf(list, 100_000);
  });
});
