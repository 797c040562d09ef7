import { assert } from 'chai';
import fc from 'fast-check';
import { npy } from '../../src/formats/npz.ts';

const headerOf = (bytes: Uint8Array): { header: string; data: number } => {
  const length = new DataView(bytes.buffer).getUint16(8, true);
  return { header: new TextDecoder().decode(bytes.subarray(10, 10 + length)), data: 10 + length };
};

describe('an array in NumPy’s format', () => {
  it('has data at a multiple of 64 bytes, and its shape and type before it', () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1, maxLength: 200 }), (array) => {
        const bytes = npy(array, [array.length]);
        const { header, data } = headerOf(bytes);
        assert.equal(data % 64, 0);
        assert.include(header, "'descr': '<f8'");
        assert.include(header, `'shape': (${array.length},)`);
        assert.isTrue(header.endsWith('\n'));
        assert.deepEqual(new Float64Array(bytes.slice(data).buffer), array);
      }),
    );
  });

  it('refuses a shape that is not the array’s', () => {
    assert.throws(() => npy(new Uint8Array(6), [2, 4]), /8 values, got 6/);
  });
});
