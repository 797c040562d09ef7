import { assert } from 'chai';
import fc from 'fast-check';
import { decodeHousing } from '../../src/catalog/dataset/california-housing/lib/decode.ts';
import { LabError } from '../../src/base/errors.ts';
import { thrown } from './support.ts';

const first =
  '-122.230000,37.880000,41.000000,880.000000,129.000000,322.000000,126.000000,8.325200,452600.000000';

describe('decoding California housing', () => {
  it('derives the eight features of scikit-learn and the target', () => {
    const { rows, features, targets } = decodeHousing(`${first}\n${first}\r\n`, 'file');
    assert.equal(rows, 2);
    const expected = [8.3252, 41, 880 / 126, 129 / 126, 322, 322 / 126, 37.88, -122.23];
    assert.deepEqual([...features], [...expected, ...expected]);
    assert.deepEqual([...targets], [4.526, 4.526]);
  });

  it('names line, column, wanted and found', () => {
    const bad = first.replace('880.000000', 'many');
    assert.equal(
      thrown(() => decodeHousing(`${first}\n${bad}\n`, 'cal_housing.data')).message,
      'cal_housing.data, line 2, column 4 (totalRooms): wanted a finite number, found "many".',
    );
    assert.include(thrown(() => decodeHousing('1,2,3', 'f')).message, 'line 1: wanted 9 numbers');
    assert.include(thrown(() => decodeHousing(`${first}\n\n${first}`, 'f')).message, 'line 2');
    assert.include(thrown(() => decodeHousing('', 'f')).message, 'empty');
    const none = first.replace(',126.0', ',0.0');
    assert.include(thrown(() => decodeHousing(none, 'f')).message, '(households): wanted more');
  });

  it('reads any finite numbers back exactly', () => {
    const cell = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    const line = fc.tuple(
      fc.array(cell, { minLength: 6, maxLength: 6 }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      cell,
      cell,
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const text = lines.map(([six, households, ...two]) => [...six, households, ...two].join());
        const { features, targets } = decodeHousing(text.join('\n'), 'file');
        lines.forEach(([six, households, income, value], row) => {
          assert.equal(features[row * 8], income + 0);
          assert.equal(features[row * 8 + 2], six[3]! / households + 0);
          assert.equal(targets[row], value / 100_000 + 0);
        });
      }),
    );
  });

  it('answers damaged text with a result or a LabError, nothing else', () => {
    fc.assert(
      fc.property(
        fc.nat(first.length),
        fc.string({ maxLength: 6, unit: 'binary' }),
        (at, noise) => {
          try {
            decodeHousing(
              `${first.slice(0, at)}${noise}${first.slice(at + noise.length)}\n`,
              'file',
            );
          } catch (error) {
            assert.instanceOf(error, LabError);
            assert.match(error.message, /line \d|empty/);
          }
        },
      ),
    );
  });
});
