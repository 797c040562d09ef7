import { assert } from 'chai';
import fc from 'fast-check';
import {
  idxHeaderSize,
  readIdxShape,
  requireIdxShape,
  requireLabels,
} from '../../src/formats/idx.ts';
import { LabError } from '../../src/base/errors.ts';
import { thrown } from '../data/support.ts';

function encode(shape: readonly number[], values: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  bytes.set([0, 0, 8, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}

const images = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
  .chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc.tuple(fc.constant(shape), fc.uint8Array({ minLength: length, maxLength: length }));
  });

describe('decoding IDX', () => {
  it('returns the shape that was encoded, and where the values begin', () => {
    fc.assert(
      fc.property(images, ([shape, values]) => {
        const bytes = encode(shape, values);
        assert.deepEqual(readIdxShape(bytes, 'a file'), shape);
        assert.deepEqual([...bytes.subarray(idxHeaderSize(shape.length))], [...values]);
      }),
    );
  });

  it('refuses every truncated header', () => {
    fc.assert(
      fc.property(images, fc.nat(), ([shape, values], cut) => {
        const bytes = encode(shape, values);
        const short = bytes.subarray(0, cut % idxHeaderSize(shape.length));
        assert.equal(thrown(() => readIdxShape(short, 'short')).code, 'dataset-format');
      }),
    );
  });

  it('answers random bytes with a result or a LabError, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, plausible) => {
        if (plausible) bytes.set([0, 0, 8].slice(0, bytes.length));
        try {
          readIdxShape(bytes, 'noise');
        } catch (error) {
          assert.instanceOf(error, LabError);
        }
      }),
    );
  });

  it('names file, wanted and found', () => {
    const bytes = encode([2, 28, 28], new Uint8Array(2 * 784));
    const { message } = thrown(() => requireIdxShape(bytes, 't10k.gz', [10_000, 28, 28]));
    assert.include(message, 't10k.gz');
    assert.include(message, '[10000, 28, 28]');
    assert.include(message, '[2, 28, 28]');
    assert.match(
      thrown(() => readIdxShape(new Uint8Array([0, 0, 13, 1]), 'f')).message,
      /00 00 0d 01/,
    );
  });

  it('finds a label that is no class', () => {
    requireLabels(new Uint8Array([0, 9, 5]), 'labels', 10);
    const error = thrown(() => requireLabels(new Uint8Array([0, 10]), 'labels', 10));
    assert.include(error.message, '10 as label 1');
  });
});
