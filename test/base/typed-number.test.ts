import { assert } from 'chai';
import fc from 'fast-check';
import { listDoubt, numberDoubt, typedNumber, typedParts } from '../../src/base/typed-number.ts';

describe('a typed number', () => {
  it('may have a decimal point or a decimal comma', () => {
    for (const [text, value] of [
      ['0,01', 0.01],
      ['0,001', 0.001],
      [' −1,5 ', -1.5],
      ['1,5e-3', 0.0015],
      [',5', 0.5],
      ['12,25', 12.25],
      ['0.01', 0.01],
      ['1e-3', 0.001],
      ['1,000,000', 1_000_000],
      ['1,000.5', 1000.5],
      ['128', 128],
    ] as const)
      assert.equal(typedNumber(text), value, text);
  });

  it('is not guessed where it could be two, and what to write is said', () => {
    assert.isNaN(typedNumber('1,000'));
    assert.include(numberDoubt('1,000'), 'could be 1000 or 1.000');
    for (const text of ['0,001', '1,00', '1000', '1.000', '1,000,000', 'fast', ''])
      assert.equal(numberDoubt(text), '', text);
    for (const text of ['', '  ', 'fast', '0x10', 'Infinity', '1,2,3', '1.2.3', '1,2.3'])
      assert.isNaN(typedNumber(text), text);
  });

  it('comes back as JavaScript writes it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        fc.pre(!Object.is(value, -0));
        assert.equal(typedNumber(String(value)), value);
        assert.equal(typedNumber(String(value).replace('.', ',')), commaValue(value));
      }),
    );
  });
});

/** A comma before exactly three digits is in doubt. */
function commaValue(value: number): number {
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(String(value)) ? Number.NaN : value;
}

describe('a typed list', () => {
  it('is separated by commas, semicolons or spaces', () => {
    assert.deepEqual(typedParts('0.1, 0.01;0.001  1e-4,'), ['0.1', '0.01', '0.001', '1e-4']);
    assert.deepEqual(typedParts('0.1,0.01'), ['0.1', '0.01']);
    assert.deepEqual(typedParts('16,32,64'), ['16', '32', '64']);
    assert.deepEqual(typedParts('16,32'), ['16', '32']);
    assert.deepEqual(typedParts('16, 32; 64'), ['16', '32', '64']);
  });

  it('has decimal commas where that is clear', () => {
    assert.deepEqual(typedParts('0,1; 0,01').map(typedNumber), [0.1, 0.01]);
    assert.deepEqual(typedParts('0,1;0,01; 1').map(typedNumber), [0.1, 0.01, 1]);
    assert.deepEqual(typedParts('0,1 0,5').map(typedNumber), [0.1, 0.5]);
    assert.deepEqual(typedParts('0,01').map(typedNumber), [0.01]);
    assert.deepEqual(typedParts('0,1;').map(typedNumber), [0.1]);
    assert.deepEqual(typedParts('1,5; 2,5').map(typedNumber), [1.5, 2.5]);
    for (const text of ['0,1; 0,01', '0,01', '16,32', '0.1, 0.2', '1,5; 2'])
      assert.equal(listDoubt(text), '', text);
  });

  it('explains itself where it is not', () => {
    assert.deepEqual(typedParts('0,1').map(typedNumber), [0, 1]);
    assert.include(listDoubt('0,1'), 'separate 2 values');
    assert.include(listDoubt('0,1,0,2'), 'separate 4 values');
    assert.include(listDoubt('1,000; 2'), 'could be 1000 or 1.000');
  });

  it('is read in a time that grows with its length alone', () => {
    const long = '0,'.repeat(50_000);
    assert.isAtLeast(typedParts(long).length, 1);
    listDoubt(long);
  });
});
