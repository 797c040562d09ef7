/** Regressions from real files that the lab once read wrongly or not at all. */
import { assert } from 'chai';
import { tableDataset } from '../../../src/data/tables/dataset.ts';
import { TableFeatures } from '../../../src/data/tables/features.ts';
import {
  countRows,
  isSuggested,
  isUsable,
  suggestedChoice,
  tableSettings,
  whyNoTarget,
} from '../../../src/data/tables/plan.ts';
import { about, column, failure, german, many, names, parse, part } from './support.ts';

describe('separators and decimal signs', () => {
  it('prefers numbers in all columns to one more column', async () => {
    const lines = many(40, (i) => [part(i), part(i + 9), part(i + 20)].map(german).join(';'));
    const table = await parse(lines);
    assert.deepInclude(table.info.csv, { delimiter: ';', decimal: ',', header: false });
    assert.deepEqual(
      table.info.columns.map(({ kind }) => kind),
      ['number', 'number', 'number'],
    );
    assert.equal(table.columns[0]!.numbers![3], Number(part(3)));
  });

  it('reads numbers with a decimal comma between spaces and tabs, too', async () => {
    for (const delimiter of [' ', '\t', '|'] as const) {
      const lines = many(30, (i) => [part(i), part(i + 9)].map(german).join(delimiter));
      const { csv } = (await parse(lines)).info;
      assert.deepInclude(csv, { delimiter, decimal: ',', header: false });
    }
  });

  it('knows thousands where a sign can be nothing else, and asks where it can', async () => {
    const sure = await parse(['a;b', ...many(9, (i) => `1.${230 + i},5${i};${i}`)]);
    assert.deepInclude(sure.info.csv, { decimal: ',', thousands: '.' });
    assert.equal(sure.columns[0]!.numbers![0], 1230.5);
    assert.deepEqual(about(sure), []);

    const spaced = await parse(['a;b', ...many(9, (i) => `1 ${230 + i},5${i};${i}`)]);
    assert.deepInclude(spaced.info.csv, { decimal: ',', thousands: ' ' });

    const either = await parse(['a;b', ...many(9, (i) => `${230 + i},${100 + i};${i}`)]);
    const [doubt] = either.info.doubts;
    assert.equal(doubt?.about, 'numbers');
    assert.deepEqual(doubt!.taken.rows[0], ['230.1', '0']);
    assert.deepEqual(doubt!.other.rows[0], ['230100', '0']);
    const other = await parse(
      ['a;b', ...many(9, (i) => `${230 + i},${100 + i};${i}`)],
      doubt!.other.csv,
    );
    assert.equal(other.columns[0]!.numbers![0], 230_100);
    assert.deepEqual(about(other), []);
  });

  it('asks whether signs of currency and per cent are passed over', async () => {
    const lines = ['rate,fee,y', ...many(40, (i) => `${i}.3%,$${i}.25,${i}`)];
    const table = await parse(lines);
    assert.deepEqual(about(table), ['numbers']);
    assert.deepEqual(column(table, 'fee').odd, {
      line: 2,
      text: '$0.25',
      count: 40,
      lacking: 'signs',
    });
    const told = await parse(lines, { signs: true });
    assert.deepInclude(column(told, 'rate').numbers!, { min: 0.3, max: 39.3 });
    assert.deepInclude(column(told, 'fee').numbers!, { min: 0.25, max: 39.25 });
    assert.deepEqual(about(await parse(lines, { signs: false })), []);
    const debts = await parse(['a,b', '($5),1', '"(1,250.50 €)",2', '−3,4'], {
      signs: true,
      thousands: ',',
    });
    assert.deepEqual([...debts.columns[0]!.numbers!], [-5, -1250.5, -3]);
  });
});

describe('headers', () => {
  it('of years, in any order, and of other numbers that go on evenly', async () => {
    for (const head of [
      ['1990', '1991', '1992'],
      ['2020', '2019', '2018'],
      ['1990', '2000', '2015'],
      ['400.5', '401', '401.5'],
    ]) {
      const rows = many(30, (i) => `c${i},${part(i)},${part(i + 1)},${part(i + 7)}`);
      const table = await parse([`country,${head.join(',')}`, ...rows]);
      assert.equal(table.info.rows, 30);
      assert.deepEqual(names(table), ['country', ...head]);
    }
  });

  it('asks where counted numbers may be a row of values', async () => {
    const rows = many(20, (i) => `c${i},${(i * 7) % 9},${(i * 5) % 8},${(i * 3) % 7}`);
    const table = await parse(['Ann,3,4,5', ...rows]);
    assert.deepEqual(about(table), ['header']);
    const bare = await parse(many(20, (i) => `${i % 7},${(i * 5) % 8}`).with(0, '1,2'));
    assert.isFalse(bare.info.csv.header);
  });

  it('asks about numbers of a first row that has texts, too', async () => {
    const table = await parse([`a,7,9.5`, ...many(20, (i) => `b${i},${i % 9},${part(i)}`)]);
    assert.deepEqual(about(table), ['header']);
    const { taken, other } = table.info.doubts[0]!;
    assert.equal(taken.csv.header, !other.csv.header);
    assert.deepEqual(other.names, ['a', '7', '9.5']);
    assert.deepEqual(taken.rows[0], ['a', '7', '9.5']);
  });

  it('with empty names', async () => {
    const spam = await parse([
      'v1,v2,,,',
      ...many(40, (i) => `${i % 3 ? 'ham' : 'spam'},${part(i)},,,`),
    ]);
    assert.equal(spam.info.rows, 40);
    assert.deepEqual(names(spam).slice(0, 2), ['v1', 'v2']);
    assert.deepEqual(column(spam, 'v1').values.toSorted(), ['ham', 'spam']);
    const air = await parse(['date;CO;;', ...many(40, (i) => `1.1.2004;${german(part(i))};;`)]);
    assert.equal(column(air, 'CO').kind, 'number');
    const two = await parse([',,x,y', ...many(30, (i) => `${i},${part(i)},${part(i + 1)},1`)]);
    assert.deepEqual(names(two), ['column 1', 'column 2', 'x', 'y']);
  });

  it('are none where the first cells come again in their columns', async () => {
    const lines = many(60, (i) => `${'abc'[i % 3]},${'xyz'[(i * 7) % 3]},${'pe'[i % 2]}`);
    const table = await parse(lines);
    assert.equal(table.info.rows, 60);
    assert.deepEqual(about(table), ['header']);
    const named = await parse(lines, { header: true });
    assert.deepEqual([named.info.rows, about(named).length], [59, 0]);
  });
});

describe('words that say nothing', () => {
  it('are values in a column of texts, and missing among numbers', async () => {
    const lines = many(
      60,
      (i) => `${i % 4 ? part(i) : '-'},${i % 3 ? 'none' : 'guarantor'},${'+-'[i % 2]}`,
    );
    const table = await parse(['x,debtors,class', ...lines]);
    assert.deepInclude(column(table, 'x'), { kind: 'number', missing: 15 });
    assert.deepEqual(column(table, 'x').gaps, [['-', 15]]);
    assert.deepInclude(column(table, 'debtors'), { kind: 'category', missing: 0, distinct: 2 });
    assert.deepInclude(column(table, 'class'), { kind: 'category', known: 60, distinct: 2 });
    assert.equal(suggestedChoice(table.info)?.target, 'class');
  });

  it('are those that are told, and no others', async () => {
    const lines = ['x,kind', ...many(20, (i) => `${i % 5 ? i : -999},${i % 2 ? 'none' : 'NA'}`)];
    const told = await parse(lines, { missing: ['-999', 'None'] });
    assert.deepInclude(column(told, 'x'), { known: 16, missing: 4 });
    assert.deepInclude(column(told, 'kind'), { known: 10, distinct: 1 });
    assert.deepEqual(column(told, 'kind').values, ['NA']);
  });
});

describe('quotes', () => {
  const rows = (broken: (index: number) => string) => [
    'name,x,y',
    ...many(23, (i) => `${broken(i)},${part(i)},${i}`),
  ];

  it('that end inside a cell belong to it', async () => {
    const table = await parse(rows((i) => (i % 2 ? `"Ann ${i}" A` : `Bob ${i}`)));
    assert.equal(table.info.rows, 23);
    assert.deepEqual(column(table, 'name').values.slice(0, 2), ['Bob 0', 'Ann 1 A']);
  });

  it('that are opened and never closed are named by their line, however many there are', async () => {
    for (const broken of [[3], [3, 8], [3, 8, 15]]) {
      const said = await failure(rows((i) => (broken.includes(i) ? `"n${i}` : `n${i}`)));
      assert.match(said, /“mine\.csv”, line 5: a quote \("\) is opened and never closed/);
    }
  });

  it('that enclose whole rows are no text', async () => {
    const said = await failure(rows((i) => (i === 3 ? `"n${i}` : i === 6 ? `n${i}"` : `n${i}`)));
    assert.match(
      said,
      /line 5: a quoted cell continues to line 8 and contains what look like whole rows/,
    );
    const text = await parse([
      'a,b,c',
      ...many(9, (i) => `${i},"one, two\nthree, four",${part(i)}`),
    ]);
    assert.equal(text.info.rows, 9);
  });

  it('may have spaces before them', async () => {
    const lines = ['"name", "v", w', ...many(20, (i) => `"Ann, ${i % 2}", "${part(i)}", ""`)];
    const table = await parse(lines);
    assert.deepEqual(names(table), ['name', 'v', 'w']);
    assert.deepEqual(column(table, 'name').values, ['Ann, 0', 'Ann, 1']);
    assert.equal(column(table, 'v').kind, 'number');
    assert.equal(column(table, 'w').kind, 'empty');
  });
});

describe('codes and large integers', () => {
  it('keep the text that they are in a column of texts', async () => {
    const codes = ['01067', '1067', 'A-1010', '10e3', '10000'];
    const table = await parse(['x,plz', ...many(60, (i) => `${part(i)},${codes[i % 5]}`)]);
    assert.deepEqual(column(table, 'plz').values, codes);
    assert.deepEqual(column(table, 'plz').top[0], ['01067', 12]);
  });

  it('keep their zeros and their last digits as classes', async () => {
    const plz = await parse([
      'x,plz',
      ...many(30, (i) => `${part(i)},${['01067', '1067'][i % 2]}`),
    ]);
    assert.deepEqual(column(plz, 'plz').values, ['01067', '1067']);
    const account = (i: number) => `900719925474099${3 + (i % 3)}`;
    const table = await parse(['x,account', ...many(30, (i) => `${part(i)},${account(i)}`)]);
    const { values, rounded } = column(table, 'account');
    assert.deepEqual(values, [account(0), account(1), account(2)]);
    assert.deepEqual(rounded, { line: 2, text: account(0) });
  });
});

describe('names of features', () => {
  it('are two where a column is called as a category’s value', async () => {
    const lines = many(30, (i) => `${'FM'[i % 2]},${100 + i * i},${part(i)}`);
    const own = await parse(['sex,sex=M,y', ...lines]);
    const choice = { ...suggestedChoice(own.info)!, target: 'y' };
    const counts = countRows(own, choice.target, choice.columns);
    const table = tableSettings(own.info, choice, counts);
    assert.deepEqual(table.features, ['sex=F', 'sex=M (2)', 'sex=M']);
    const { features } = tableDataset(own, table, false);
    assert.deepEqual([...features.slice(0, 6)], [1, 0, 100, 0, 1, 101]);
    const one = tableSettings(own.info, { ...choice, columns: ['sex'] }, counts);
    assert.deepEqual([...tableDataset(own, one, false).features.slice(0, 4)], [1, 0, 0, 1]);
  });

  it('are found by their names, whichever of a thousand columns they are of', async () => {
    const head = many(300, (i) => `p${i}`).join();
    const own = await parse([
      head,
      ...many(40, (row) => many(300, (i) => `${(i * row) % 9}`).join()),
    ]);
    const features = new TableFeatures(own.info);
    const { length } = own.info.columns;
    for (const at of [0, 150, length - 1]) {
      for (const asCategory of [false, true]) {
        for (const feature of features.ofColumn(at, asCategory)) {
          assert.deepEqual(features.find(feature.name), feature);
        }
      }
    }
    assert.isUndefined(features.find('p1=77'));
  });

  it('let numbers be categories', async () => {
    const own = await parse(['month,y', ...many(36, (i) => `${(i % 12) + 1},${part(i)}`)]);
    const choice = { ...suggestedChoice(own.info)!, categories: ['month'] };
    const table = tableSettings(own.info, choice, countRows(own, 'y', ['month']));
    assert.equal(table.features.length, 12);
    assert.equal(table.features[9], 'month=10');
    const { features } = tableDataset(own, table, false);
    assert.equal(features[9 * 12 + 9], 1);
    assert.equal(
      [...features].reduce((sum, each) => sum + each, 0),
      36,
    );
  });
});

describe('what can be learnt from and predicted', () => {
  it('takes years and levels for numbers, and an index for one', async () => {
    const years = await parse(['year,co2', ...many(60, (i) => `${1960 + i},${part(i)}`)]);
    assert.deepEqual(suggestedChoice(years.info)?.columns, ['year']);
    const index = await parse(['id,x,y', ...many(30, (i) => `${i + 1},${part(i)},${part(i + 4)}`)]);
    assert.equal(column(index, 'id').kind, 'count');
    assert.isTrue(isUsable(column(index, 'id')));
    assert.isFalse(isSuggested(column(index, 'id')));
  });

  it('lets more than twenty categories be ticked, and says why a column cannot be predicted', async () => {
    const areas = await parse(['area,price', ...many(100, (i) => `district ${i % 25},${part(i)}`)]);
    assert.isTrue(isUsable(column(areas, 'area')));
    assert.isFalse(isSuggested(column(areas, 'area')));
    const labels = await parse(['x,label', ...many(900, (i) => `${part(i)},c${i % 300}`)]);
    assert.match(whyNoTarget(column(labels, 'label'))!, /more than 256 different texts/);
  });

  it('suggests classes where they come again and again', async () => {
    const level = await parse([
      'level,salary',
      ...many(12, (i) => `${i + 1},${45_000 + 9000 * i * i}`),
    ]);
    assert.deepInclude(suggestedChoice(level.info)!, { target: 'salary', task: 'regression' });
    const grade = await parse(['x,grade', ...many(60, (i) => `${part(i)},${i % 6}`)]);
    assert.equal(suggestedChoice(grade.info)?.task, 'classification');
    const price = await parse(['x,price', ...many(40, (i) => `${part(i)},"${230 + i},000"`)]);
    assert.deepEqual(about(price), ['numbers']);
    assert.equal(column(price, 'price').odd?.lacking, 'thousands');
    assert.equal(suggestedChoice(price.info)?.target, 'x');
  });
});
