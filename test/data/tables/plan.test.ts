import { assert } from 'chai';
import { trialData } from '../../../src/data/prepare-trial.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { TableSettings } from '../../../src/document/table.ts';
import { shapeOf, countsOf, taskOf } from '../../../src/document/parameters.ts';
import { tableDataset } from '../../../src/data/tables/dataset.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';
import {
  countRows,
  suggestedChoice,
  tableSettings,
  type TableChoice,
} from '../../../src/data/tables/plan.ts';
import type { OwnTable } from '../../../src/protocol/table.ts';

const text = 'id,x,colour,kind\n1,1,red,b\n2,,blue,a\n3,3,red,b\n4,8,,a\n5,4,blue,\n6,5,red,a\n';
const read = (): Promise<OwnTable> => parseTable(new Blob([text]), { title: 'mine.csv' });

async function planned(change: Partial<TableChoice> = {}) {
  const own = await read();
  const choice = { ...suggestedChoice(own.info)!, ...change };
  const counts = countRows(own, choice.target, choice.columns);
  return { own, table: tableSettings(own.info, choice, counts) };
}

const documentOf = (table: TableSettings, dataset = {}) => ({
  format: 'a2-experiment',
  version: 1,
  name: 'mine',
  title: 'Mine',
  trial: {
    dataset: { name: 'table', table, ...dataset },
    model: { depth: 1, width: 4 },
    optimizer: { name: 'sgd' },
    batchSize: 2,
    epochs: 1,
  },
});

describe('planning a table', () => {
  it('predicts the last column from all that can be learnt from', async () => {
    const { table } = await planned({ missing: 'drop' });
    assert.deepInclude(table, { target: 'kind', task: 'classification', rows: 5, complete: 3 });
    assert.deepEqual(table.features, ['x', 'colour=blue', 'colour=red']);
    assert.deepEqual(table.classes, ['a', 'b']);
  });

  it('makes a document that stands for itself', async () => {
    const { table } = await planned({ missing: 'mean' });
    const parsed = parseExperiment(documentOf(table));
    assert.isTrue(parsed.ok);
    const { dataset } = parsed.trials[0]!.trial;
    assert.deepEqual(shapeOf(dataset), { inputs: 3, outputs: 2 });
    assert.deepEqual(countsOf(dataset), { train: 4, test: 1 });
    assert.equal(taskOf(dataset), 'classification');
  });

  it('refuses documents that do not fit themselves', async () => {
    const { table } = await planned();
    for (const wrong of [
      documentOf({ ...table, classes: ['a'] }),
      documentOf({ ...table, features: ['x', 'x'] }),
      documentOf({ ...table, complete: 9 }),
      documentOf(table, { name: 'fashion-mnist' }),
      documentOf(table, { table: undefined }),
    ]) {
      assert.isFalse(parseExperiment(wrong).ok);
    }
  });

  it('leaves out rows, or leaves gaps that the mean of the training rows fills', async () => {
    const dropped = await planned({ missing: 'drop' });
    const whole = tableDataset(dropped.own, dropped.table, false);
    assert.deepEqual([...whole.features], [1, 0, 1, 3, 0, 1, 5, 0, 1]);
    assert.deepEqual([...whole.targets], [1, 1, 0]);

    const { own, table } = await planned({ missing: 'mean' });
    const gaps = tableDataset(own, table, false);
    assert.deepEqual([...gaps.features.slice(3, 6)], [Number.NaN, 1, 0]);
    const { train, test } = trialData(
      gaps,
      { name: 'table', table, trainSize: null, testSize: null },
      433,
    );
    assert.instanceOf(train.targets, Uint8Array);
    assert.isTrue([...train.features, ...test.features].every(Number.isFinite));
    for (let column = 0; column < 3; column++) {
      const values = Array.from({ length: 4 }, (_, row) => train.features[row * 3 + column]!);
      assert.approximately(
        values.reduce((sum, value) => sum + value, 0),
        0,
        1e-6,
      );
    }
  });

  it('says where document and table differ', async () => {
    const { own, table } = await planned();
    const make = (change: Partial<TableSettings>) => () =>
      tableDataset(own, { ...table, ...change }, false);
    assert.throws(make({ rows: 6 }), /it says 6 rows.*there are 5/);
    assert.throws(make({ features: ['y'] }), /no feature "y"/);
    assert.throws(make({ target: 'z' }), /no column "z"/);
    assert.throws(make({ classes: ['b', 'a'] }), /not the classes/);
  });
});
