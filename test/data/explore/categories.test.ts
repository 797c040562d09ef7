import { assert } from 'chai';
import fc from 'fast-check';
import { inOneGo } from '../../../src/base/event-loop.ts';
import { categorySteps } from '../../../src/data/explore/categories.ts';

const found = (names: readonly string[], rows: readonly (readonly number[])[]) =>
  inOneGo(categorySteps(names, rows.flat()));

describe('columns of texts among features', () => {
  it('are the runs of one name of which each row has at most one', () => {
    const names = ['age', 'sex=f', 'sex=m', 'region=north', 'region=south', 'region=west'];
    const rows = [
      [20, 1, 0, 1, 0, 0],
      [30, 0, 1, 0, 0, 1],
      [40, 0, 1, 0, 0, 1],
    ];
    assert.deepEqual(found(names, rows), [
      { name: 'sex', first: 1, values: ['f', 'm'], counts: [1, 2], others: 0, missing: 0 },
      {
        name: 'region',
        first: 3,
        values: ['north', 'south', 'west'],
        counts: [1, 0, 2],
        others: 0,
        missing: 0,
      },
    ]);
  });

  it('may miss values, and have others that are no feature', () => {
    const rows = [
      [0, 0],
      [NaN, NaN],
      [1, 0],
      [0, 0],
    ];
    assert.deepEqual(found(['kind=a', 'kind=b'], rows), [
      { name: 'kind', first: 0, values: ['a', 'b'], counts: [1, 0], others: 2, missing: 1 },
    ]);
  });

  it('are told by the data where a name or a value has "=" in it', () => {
    const row = (at: number) => [0, 1, 2].map((each) => Number(each === at));
    const rows = [row(0), row(1), row(2)];
    assert.deepEqual(
      found(['a=b=1', 'a=b=2', 'a=c'], rows).map(({ name, values }) => [name, values]),
      [['a', ['b=1', 'b=2', 'c']]],
    );
    const two = [
      [1, 0, 1],
      [0, 1, 0],
    ];
    assert.deepEqual(
      found(['a=b=1', 'a=b=2', 'a=c'], two).map(({ name, values }) => [name, values]),
      [
        ['a=b', ['1', '2']],
        ['a', ['c']],
      ],
    );
  });

  it('are no columns of numbers, whatever these are called', () => {
    assert.isEmpty(found(['a=b'], [[0.5], [1]]));
    assert.isEmpty(found(['age', 'height'], [[0, 1]]));
    const gap = [
      [1, NaN],
      [0, 1],
    ];
    assert.isFalse(found(['a=1', 'a=2'], gap).some(({ values }) => values.length === 2));
  });

  it('have each row once, whatever the rows', () => {
    const cases = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: -2, max: 4 })))
      .map(([size, codes]) => ({ size, codes: codes.map((code) => Math.min(code, size - 1)) }));
    fc.assert(
      fc.property(cases, ({ size, codes }) => {
        const names = ['x', ...Array.from({ length: size }, (_, at) => `kind=${at}`), 'y'];
        const rows = codes.map((code) => [
          7,
          ...Array.from({ length: size }, (_, at) => (code === -2 ? NaN : Number(at === code))),
          9,
        ]);
        const [category, ...more] = found(names, rows);
        assert.isEmpty(more);
        const of = (code: number) => codes.filter((each) => each === code).length;
        assert.deepEqual(category, {
          name: 'kind',
          first: 1,
          values: Array.from({ length: size }, (_, at) => String(at)),
          counts: Array.from({ length: size }, (_, at) => of(at)),
          others: of(-1),
          missing: of(-2),
        });
      }),
    );
  });
});
