import { assert } from 'chai';
import fc from 'fast-check';
import { isHeic, readJpeg } from '../../src/formats/jpeg.ts';
import { comment, exif, madeJpeg } from './made-jpeg.ts';

const holds = (bytes: Uint8Array, text: string): boolean =>
  new TextDecoder('latin1').decode(bytes).includes(text);

describe('a JPEG file', () => {
  it('is read by its frame, and loses EXIF, comments and what follows its end', () => {
    const plain = madeJpeg(640, 480);
    const whole = new Uint8Array([
      ...madeJpeg(640, 480, [...exif(6, 'at 52.01 N with a camera'), ...comment('mine')]),
      ...new TextEncoder().encode('more'),
    ]);
    const read = readJpeg(whole);
    assert.deepInclude(read, { width: 640, height: 480, hasMetadata: true });
    assert.isTrue(holds(whole, '52.01'));
    assert.deepEqual(read?.bytes, plain);
    assert.deepInclude(readJpeg(plain), { hasMetadata: false, bytes: plain });
  });

  it('is none where it ends early, has no size, or is something else', () => {
    const whole = madeJpeg(9, 9);
    for (let length = 0; length < whole.length; length++) {
      assert.isNull(readJpeg(whole.subarray(0, length)), `${length} bytes`);
    }
    assert.isNull(readJpeg(madeJpeg(0, 9)));
    assert.isNull(readJpeg(new TextEncoder().encode('GIF89a')));
  });

  it('gives for any bytes null, or a file that reads the same again', () => {
    const extra = fc.array(fc.nat(255), { maxLength: 40 });
    fc.assert(
      fc.property(extra, extra, fc.uint8Array({ maxLength: 60 }), (head, scan, tail) => {
        const read = readJpeg(new Uint8Array([...madeJpeg(3, 4, head, scan), ...tail]));
        if (read === null) return;
        assert.deepEqual(readJpeg(read.bytes), { ...read, hasMetadata: false });
      }),
    );
  });
});

describe('a HEIC file', () => {
  const box = (...brands: readonly string[]): Uint8Array =>
    new Uint8Array([
      ...[0, 0, 0, 12 + 4 * brands.length],
      ...new TextEncoder().encode(`ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`),
      ...new Array<number>(64).fill(0),
    ]);

  it('is told by its brands from AVIF and from films', () => {
    assert.isTrue(isHeic(box('heic', 'mif1', 'heic')));
    assert.isTrue(isHeic(box('mif1', 'heic')));
    assert.isFalse(isHeic(box('avif', 'mif1', 'miaf')));
    assert.isFalse(isHeic(box('isom', 'mp42')));
    assert.isFalse(isHeic(madeJpeg(8, 8)));
    assert.isFalse(isHeic(new Uint8Array(0)));
  });
});
