import { assert } from 'chai';
import fc from 'fast-check';
import {
  count,
  counted,
  dollars,
  duration,
  megabytes,
  percent,
  powerOfTen,
  significant,
  superscript,
} from '../../src/base/numbers.ts';

/** Replaces no-break spaces, so that expectations can be typed. */
const plainSpaces = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Parses the output of `significant`. */
function read(text: string): number {
  const [mantissa = '', exponent] = text.replaceAll('−', '-').replaceAll(',', '').split('×10');
  const digits = exponent?.replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) =>
    String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)),
  );
  return Number(mantissa) * 10 ** Number(digits?.replace('⁻', '-') ?? 0);
}

describe('numbers in words', () => {
  it('writes accuracies as percentages with one digit', () => {
    assert.equal(plainSpaces(percent(0.6766)), '67.7 %');
    assert.equal(plainSpaces(percent(1)), '100.0 %');
    assert.equal(percent(NaN), 'NaN');
  });

  it('groups thousands and agrees in number', () => {
    assert.equal(count(9380), '9,380');
    assert.equal(plainSpaces(counted(1, 'trial')), '1 trial');
    assert.equal(plainSpaces(counted(2345, 'step')), '2,345 steps');
  });

  it('writes losses with significant digits and far ones as powers of ten', () => {
    assert.equal(significant(2.302585), '2.303');
    assert.equal(significant(0.2588), '0.2588');
    assert.equal(significant(0), '0');
    assert.equal(significant(-0.5, 2), '−0.50');
    assert.equal(significant(1.4e-9), '1.40×10⁻⁹');
    assert.equal(significant(3e12, 3), '3.0×10¹²');
    assert.equal(significant(Infinity), '∞');
  });

  it('loses no more than its digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        fc.pre(value === 0 || (Math.abs(value) > 1e-300 && Math.abs(value) < 1e300));
        const error = Math.abs(read(significant(value)) - value);
        assert.isAtMost(error, Math.abs(value) * 0.006);
      }),
    );
  });

  it('writes exponents raised', () => {
    assert.equal(superscript(-12), '⁻¹²');
    assert.equal(powerOfTen(0), '1');
    assert.equal(powerOfTen(-3), '10⁻³');
  });

  it('writes durations in the two units that matter', () => {
    assert.deepEqual(
      [0.74, 9.96, 59.4, 65, 3599.6, 7400].map((seconds) => plainSpaces(duration(seconds))),
      ['0.7 s', '10 s', '59 s', '1 min 05 s', '1 h 00 min', '2 h 03 min'],
    );
    assert.equal(duration(NaN), '–');
  });

  it('writes bytes as megabytes and housing targets as dollars', () => {
    assert.equal(plainSpaces(megabytes(30_878_645)), '31 MB');
    assert.equal(plainSpaces(megabytes(421_000)), '0.4 MB');
    assert.equal(dollars(Math.sqrt(0.2588)), '$50,900');
  });
});
