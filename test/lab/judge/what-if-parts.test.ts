/** Which inputs of a table a what-if has, and that its initial row is possible. */
import { assert } from 'chai';
import type { Dataset } from '../../../src/protocol/dataset.ts';
import { fieldsOf } from '../../../src/ui/elements/what-if/fields.ts';
import { whatIfParts } from '../../../src/lab/judge/what-if-parts.ts';

const noPause = () => Promise.resolve();

function tableOf(names: readonly string[], rows: readonly (readonly number[])[]): Dataset {
  return {
    name: 'table',
    task: 'regression',
    synthetic: false,
    inputs: names.length,
    outputs: 1,
    features: Float64Array.from(rows.flat()),
    targets: new Float64Array(rows.length),
    trainCount: rows.length - 1,
    testCount: 1,
    split: 'seeded',
    checksum: '',
    featureNames: names,
    classNames: [],
  };
}

const begun = ({ features }: Awaited<ReturnType<typeof whatIfParts>>) =>
  features.map(({ median }) => median);

describe('what a what-if can set', () => {
  it('is a select for each column of texts, which begins at its most frequent value', async () => {
    const names = ['age', 'region=north', 'region=south', 'region=west', 'smoker=no', 'smoker=yes'];
    const rows = [
      [10, 1, 0, 0, 1, 0],
      [20, 0, 1, 0, 1, 0],
      [30, 0, 0, 1, 1, 0],
      [40, 0, 0, 1, 0, 1],
    ];
    const parts = await whatIfParts(tableOf(names, rows), null, noPause);
    assert.deepEqual(begun(parts).slice(1), [0, 0, 1, 1, 0]);
    assert.deepEqual(
      parts.categories.map(({ name, first, options }) => [
        name,
        first,
        options.map(({ label, values }) => `${label} ${values.join('')}`),
      ]),
      [
        ['region', 1, ['north 100', 'south 010', 'west 001']],
        ['smoker', 4, ['no 10', 'yes 01']],
      ],
    );
    assert.deepEqual(
      fieldsOf(parts.features, parts.categories).map(({ kind, at }) => [kind, at]),
      [
        ['number', 0],
        ['category', 1],
        ['category', 4],
      ],
    );
  });

  it('names what is missing or none of the values, as the network read it', async () => {
    const rows = [
      [0, 0],
      [0, 0],
      [1, 0],
      [NaN, NaN],
    ];
    const statistics = { mean: Float64Array.of(0.25, 0.125), deviation: Float64Array.of(1, 1) };
    const parts = await whatIfParts(tableOf(['kind=a', 'kind=b'], rows), statistics, noPause);
    assert.deepEqual(parts.categories[0]!.options, [
      { label: 'a', values: [1, 0] },
      { label: 'b', values: [0, 1] },
      { label: '(another value)', values: [0, 0] },
      { label: '(missing)', values: [0.25, 0.125] },
    ]);
    assert.deepEqual(begun(parts), [0, 0]);
  });

  it('has no slider that leads nowhere', async () => {
    // Of 400 rows two are not 0, which the 99th percentile passes over; one column is the same throughout.
    const rows = Array.from({ length: 400 }, (_, row) => [row < 2 ? 5 : 0, 3, NaN]);
    const parts = await whatIfParts(tableOf(['rare', 'same', 'empty'], rows), null, noPause);
    const [rare, same] = parts.features;
    assert.deepInclude(rare!, { low: 0, high: 5, median: 0 });
    assert.deepInclude(same!, { low: 3, high: 3, median: 3 });
    assert.deepEqual(
      fieldsOf(parts.features, parts.categories).map(({ kind }) => kind),
      ['number', 'fixed', 'fixed'],
    );
  });
});
