/** Users' tables in the real database, by file and reading. */
import { assert } from 'chai';
import { openDatabase, type LabDatabase } from '../../src/store/open.ts';
import { deleteTable, keepTable, listTables, readTable } from '../../src/store/tables.ts';
import { parseTable } from '../../src/data/tables/parse.ts';
import type { CsvSettings } from '../../src/document/table.ts';

const text = 'x;y\n1,5;2\n2,5;4\n3,5;8\n';
const read = (csv: Partial<CsvSettings> = {}) =>
  parseTable(new Blob([text]), { title: 'mine.csv', csv });

describe('tables of one’s own', () => {
  let database: LabDatabase;
  beforeEach(async () => {
    database = await openDatabase();
    await database.clear('tables');
  });
  afterEach(() => {
    database.close();
  });

  it('are kept in each way that their file was read in', async () => {
    const [commas, points] = [await read(), await read({ decimal: '.' })];
    await keepTable(database, commas);
    await keepTable(database, points);
    assert.lengthOf(await listTables(database), 2);
    const found = await readTable(database, commas.info);
    assert.deepEqual([...found!.columns[0]!.numbers!], [1.5, 2.5, 3.5]);
    assert.isNull((await readTable(database, points.info))!.columns[0]!.numbers);
    await deleteTable(database, commas.info);
    assert.lengthOf(await listTables(database), 1);
    // Whoever uses it is told what does not fit.
    assert.equal((await readTable(database, commas.info))!.info.csv.decimal, '.');
  });

  it('that a version of before kept are read and deleted as before', async () => {
    const { info, columns } = await read({ rules: 1 });

    const { delimiter, decimal, header, encoding } = info.csv;
    const csv = { delimiter, decimal, header, encoding };
    const without = (value: object, names: readonly string[]): object =>
      Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
    const before = {
      ...without(info, ['short', 'doubts']),
      format: 1,
      csv,
      columns: info.columns.map((column) => without(column, ['gaps', 'rounded'])),
    };
    await database.put('tables', before, info.sha256);
    await database.put('tables', columns, `${info.sha256} data`);
    const [listed] = await listTables(database);
    assert.deepEqual(listed, { ...info, format: 1, doubts: [] });
    const found = await readTable(database, { sha256: info.sha256, csv });
    assert.deepEqual([...found!.columns[0]!.numbers!], [1.5, 2.5, 3.5]);
    await deleteTable(database, listed!);
    assert.isEmpty(await listTables(database));
  });
});
