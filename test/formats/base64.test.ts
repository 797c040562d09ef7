import { assert } from 'chai';
import fc from 'fast-check';
import { floatsOfBytes } from '../../src/base/floats-of-bytes.ts';
import { bytesOfFloats } from '../../src/base/little-endian.ts';
import { Base64Reader, base64Pieces } from '../../src/formats/base64.ts';

const textOf = (bytes: Uint8Array): string => [...base64Pieces(bytes)].join('');

function read(pieces: readonly string[]): number[] | null {
  const reader = new Base64Reader();
  const found: number[] = [];
  for (const piece of pieces) {
    const bytes = reader.take(piece);
    if (bytes === null) return null;
    found.push(...bytes);
  }
  return reader.isWhole ? found : null;
}

describe('base64 in pieces', () => {
  it('is the base64 of the whole, and is read back however it is cut', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.integer({ min: 1, max: 9 }),
        (bytes, cut) => {
          const text = textOf(bytes);
          assert.equal(text, btoa(String.fromCharCode(...bytes)));
          const pieces = text.match(new RegExp(`.{1,${cut}}`, 'g')) ?? [];
          assert.deepEqual(read(pieces), [...bytes]);
        },
      ),
    );
  });

  it('of many bytes comes in short pieces', () => {
    const bytes = Uint8Array.from({ length: 300_001 }, (_, at) => at % 251);
    const pieces = [...base64Pieces(bytes)];
    assert.isAbove(pieces.length, 3);
    assert.isAtMost(Math.max(...pieces.map(({ length }) => length)), 131_072);
    const reader = new Base64Reader();
    const found = pieces.flatMap((piece) => [...reader.take(piece)!]);
    assert.deepEqual(found, [...bytes]);
  });

  it('is refused where it is not base64, and where two texts would mean the same', () => {
    for (const text of [
      'AAA',
      'A A=',
      'A===',
      'AA=A',
      'AA==AAAA',
      'AB==',
      'AAB=',
      'AA-_',
      'AAA\n',
      '====',
    ]) {
      assert.isNull(read([text]), text);
      assert.isNull(read(Array.from(text)), text);
    }
  });
});

describe('float32 as bytes', () => {
  const float = fc.float({ noNaN: true });

  it('are little-endian on every machine, and come back to the bit', () => {
    fc.assert(
      fc.property(fc.array(float), (values) => {
        const list = Float32Array.from(values);
        for (const little of [true, false]) {
          const bytes = bytesOfFloats(list, little);
          const view = new DataView(bytes.buffer, bytes.byteOffset);
          for (const [at, value] of list.entries()) {
            assert.isTrue(Object.is(view.getFloat32(4 * at, true), value));
          }
          assert.deepEqual(floatsOfBytes(bytes, little), list);
        }
      }),
    );
  });

  it('are read from where no float32 can lie', () => {
    const bytes = new Uint8Array(9);
    bytes.set(bytesOfFloats(Float32Array.of(1.5, -2)), 1);
    assert.deepEqual([...floatsOfBytes(bytes.subarray(1))], [1.5, -2]);
  });
});
