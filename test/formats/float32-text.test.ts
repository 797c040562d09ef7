import { assert } from 'chai';
import fc from 'fast-check';
import { float32Text } from '../../src/formats/float32-text.ts';

const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });

describe('a float32 as text', () => {
  it('reads back to the same number, in JSON’s notation', () => {
    fc.assert(
      fc.property(float32, (value) => {
        const text = float32Text(value);
        assert.equal(Math.fround(Number(text)), value === 0 ? 0 : value);
        assert.equal(JSON.stringify(JSON.parse(text)), text);
      }),
      { numRuns: 2000 },
    );
  });

  it('has no digit that could be left out', () => {
    fc.assert(
      fc.property(float32, (value) => {
        const digits = float32Text(value)
          .replace(/e.*/, '')
          .replaceAll(/[-.]/g, '')
          .replace(/^0+/, '')
          .replace(/0+$/, '').length;
        if (digits < 2) return;
        assert.notEqual(Math.fround(Number(value.toPrecision(digits - 1))), value);
      }),
      { numRuns: 2000 },
    );
  });

  it('is what NumPy prints', () => {
    // numpy.format_float_positional(numpy.float32(x), unique=True), and repr() for the last three.
    const known: readonly (readonly [number, string])[] = [
      [Math.fround(0.1), '0.1'],
      [Math.fround(1 / 3), '0.33333334'],
      [Math.fround(16_777_216), '16777216'],
      [Math.fround(1e-7), '1e-7'],
      [Math.fround(3.4028235e38), '3.4028235e+38'],
      [2 ** -149, '1e-45'],
    ];
    for (const [value, text] of known) assert.equal(float32Text(value), text);
    for (const value of [NaN, Infinity, -Infinity]) assert.equal(float32Text(value), '');
  });
});
