/** A table's predictions as a stream: one line a row, whatever the file looks like and however it is cut. */
import { assert } from 'chai';
import fc from 'fast-check';
import Papa from 'papaparse';
import { LabError } from '../../../src/base/errors.ts';
import { predictRows, softmax } from '../../../src/lab/model/forward.ts';
import { predictionLines } from '../../../src/lab/predict/predictions.ts';
import {
  modelOfTable,
  modelOn,
  predictionsOf,
  refusal,
  settingsOf,
  tableDatasetOf,
} from './support.ts';

const housing = modelOn({ name: 'california-housing' });
const housingNames =
  'MedInc,HouseAge,AveRooms,AveBedrms,Population,AveOccup,Latitude,Longitude'.split(',');
const housingRow = [8.3252, 41, 6.98, 1.02, 322, 2.55, 37.88, -122.23];

/** Thirty persons: a number, a category and a class. */
const persons = [
  'age,größe,class',
  ...Array.from(
    { length: 30 },
    (_, i) => `${20 + i},${['klein', 'mittel', 'groß'][i % 3]!},${i % 2 ? '+' : '-'}`,
  ),
].join('\n');

const personsModel = (change: Parameters<typeof modelOfTable>[1] = {}) =>
  modelOfTable(persons, change);

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string) =>
  Uint8Array.from(
    Array.from(text, (letter) => letter.charCodeAt(0)).flatMap((unit) => [unit & 255, unit >> 8]),
  );

describe('the predictions of a table', () => {
  it('are the outputs of the page’s own pass on standardised rows, in the target’s unit', async () => {
    const statistics = {
      mean: Float64Array.from(housingRow, (value) => value - 1),
      deviation: Float64Array.from(housingRow, (_, i) => i),
    };
    const model = modelOn({ name: 'california-housing' }, statistics);
    const { lines } = await predictionsOf(model, [housingNames, housingRow].join('\n'));
    const rows = Float32Array.from(housingRow, (_, i) => 1 / (i === 0 ? 1 : i));
    const wanted = await predictRows(model, rows, 1, () => Promise.resolve());
    assert.lengthOf(lines, 2);
    assert.equal(lines[0], '"predicted MedHouseVal ($100,000)"');
    assert.closeTo(Math.fround(Number(lines[1])), wanted[0]!, 1e-6);
  });

  it('find the columns by their names, in any order, and name those that are not read', async () => {
    const order = [3, 7, 0, 1, 5, 2, 6, 4];
    const pick = (from: readonly unknown[]) => order.map((at) => from[at]);
    const [plain, mixed] = [
      await predictionsOf(housing, [housingNames, housingRow].join('\n')),
      await predictionsOf(
        housing,
        [
          ['id', ...pick(housingNames), 'MedHouseVal'],
          [9, ...pick(housingRow), 1.5],
        ].join('\n'),
      ),
    ];
    assert.deepEqual(mixed.lines, plain.lines);
    assert.deepEqual(mixed.reading?.unused, ['id']);
    assert.equal(mixed.report.truths?.rows, 1);
    const error = await refusal(predictionsOf(housing, 'MedInc,houseage,b\n1,2,3\n'));
    assert.match(
      error,
      /lacks 7 columns.*"HouseAge" \(is it "houseage"\?\), .*found MedInc, houseage, b\./,
    );
  });

  it('are one line a row, whatever the rows are, in their order', async () => {
    const model = await personsModel();
    const file = [
      'class,größe,age',
      '+,groß,20',
      ',,',
      '-,klein,NA',
      '"-" , "mittel" , "21"',
      'x,klein,30,,',
      '+,mittel',
    ];
    const { lines, report } = await predictionsOf(model, `${file.join('\n')}\n`);
    assert.equal(lines[0], 'prediction,P(+),P(-)');
    assert.lengthOf(lines, file.length);
    assert.deepEqual(
      lines.map((line) => line === ',,'),
      [false, false, true, true, false, false, true],
    );
    assert.deepEqual(report.missing, {
      count: 3,
      line: 3,
      text: 'column "größe": wanted a value, found nothing',
    });
    assert.equal(report.rows, 6);
    assert.equal(report.truths?.rows, 2);
  });

  it('stop at a cell that cannot be used, or leave that row empty', async () => {
    const model = await personsModel();
    const cases: readonly (readonly [string, RegExp])[] = [
      ['abc,klein', /^“rows\.csv”, line 3: column "age": wanted a number, found "abc"\.$/],
      [
        '20,riesig',
        /line 3: column "größe": wanted one of "groß", "klein", "mittel", found "riesig"\.$/,
      ],
      ['20,klein,1,2', /line 3: wanted 2 cells, found 4\.$/],
    ];
    for (const [row, wanted] of cases) {
      const file = ['age,größe', '20,klein', row, '21,klein'].join('\n');
      assert.match(await refusal(predictionsOf(model, file)), wanted);
      const { lines, report } = await predictionsOf(model, file, { keepGoing: true });
      assert.deepEqual(
        lines.map((line) => line === ',,'),
        [false, false, true, false],
        row,
      );
      assert.equal(report.unusable?.count, 1);
    }
  });

  it('fill in missing values with the mean where training did', async () => {
    const model = await personsModel({ missing: 'mean' });
    const { mean } = model.statistics!;
    const [gaps, filled] = [
      await predictionsOf(model, 'age,größe\n,klein\n?,klein\n'),
      await predictionsOf(model, `age,größe\n${mean[0]!},klein\n`),
    ];
    assert.isNull(gaps.report.missing);
    assert.deepEqual(gaps.lines.slice(1), [filled.lines[1]!, filled.lines[1]!]);
  });

  it('take an unknown category for a row of zeros where training knew such rows', async () => {
    const settings = await settingsOf(persons);
    const features = settings.features.filter((each) => !each.endsWith('=groß'));
    const model = await modelOfTable(persons, {}, { ...settings, features });
    const { lines } = await predictionsOf(model, 'age,größe\n20,groß\n20,riesig\n20,klein\n');
    assert.equal(lines[1], lines[2]);
    assert.notEqual(lines[1], lines[3]);
  });

  it('are the same however the file is cut, encoded, quoted and ended', async () => {
    const model = await personsModel();
    const rows = persons.split('\n');
    const { lines } = await predictionsOf(model, persons);
    const quoted = (sign: string) =>
      rows.map((row) =>
        row
          .split(',')
          .map((cell) => `"${cell}"`)
          .join(sign),
      );
    const variants: readonly Uint8Array[] = [
      utf8(`\ufeff${rows.join('\r\n')}\r\n`),
      utf8(quoted(';').join('\n')),
      utf8(quoted('\t').join('\r')),
      latin1(rows.join('\n')),
      utf16(`\ufeff${rows.join('\n')}`),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...variants), fc.array(fc.nat(400)), async (bytes, cuts) => {
        const found = await predictionsOf(model, bytes, { cuts });
        assert.deepEqual(found.lines, lines);
      }),
    );
  });

  it('go on in another encoding where the first accent comes late', async () => {
    const model = await personsModel();
    const many = Array.from({ length: 12_000 }, (_, i) => `${20 + (i % 50)},klein,x`);
    const text = [
      'age,gr\u00f6\u00dfe,name',
      ...many,
      '30,gro\u00df,\u00e9',
      '30,gro\u00df,y',
    ].join('\n');
    // The names are ASCII in this file, so that only its end shows how it is written.
    const ascii = text.replace('gr\u00f6\u00dfe', 'groesse');
    const settings = await settingsOf(persons.replace('größe', 'groesse'));
    const late = modelOn(tableDatasetOf(settings), model.statistics);
    const wanted = await predictionsOf(late, ascii);
    const bytes = latin1(ascii);
    const accent = bytes.indexOf(0xdf);
    for (const cuts of [
      [],
      [150_000],
      [accent + 1],
      [accent, accent + 1, accent + 2, accent + 3],
    ]) {
      const found = await predictionsOf(late, bytes, { cuts: [140_000, ...cuts] });
      assert.deepEqual(found.lines, wanted.lines);
    }
  });

  it('settle a doubt as the training table was written, and tell of it otherwise', async () => {
    const training = [
      'x;y',
      ...Array.from({ length: 20 }, (_, i) => `${i}.5;${i % 2 ? 'a' : 'b'}`),
    ].join('\n');
    const settings = await settingsOf(training);
    const model = modelOn(tableDatasetOf(settings));
    // One thousand one hundred, or one and a tenth.
    const doubtful = 'x;z\n1.100;a\n2.200;b\n';
    const { reading, lines } = await predictionsOf(model, doubtful);
    assert.deepEqual(reading?.doubts, []);
    assert.equal(lines[1], (await predictionsOf(model, 'x\n1.1\n')).lines[1]);
    const german = modelOn(
      tableDatasetOf({ ...settings, csv: { ...settings.csv, decimal: ',', thousands: '.' } }),
    );
    const as = await predictionsOf(german, doubtful);
    assert.deepEqual([as.reading?.csv.thousands, as.reading?.doubts], ['.', []]);
    assert.equal(as.lines[1], (await predictionsOf(model, 'x\n1100\n')).lines[1]);
    const housed = await predictionsOf(
      housing,
      [housingNames, housingRow.map((_, i) => `1.10${i}`)].map((row) => row.join(';')).join('\n'),
    );
    assert.lengthOf(housed.reading!.doubts, 1);
  });

  it('take columns by their places where the file is said to have no names', async () => {
    const csv = { header: false };
    const named = await predictionsOf(housing, [housingNames, housingRow].join('\n'));
    const bare = await predictionsOf(housing, housingRow.join(','), { csv });
    assert.deepEqual(bare.lines, named.lines);
    assert.match(
      await refusal(predictionsOf(housing, '1,2,3\n', { csv })),
      /has no column names\. Wanted the model’s 8 columns in their order \(MedInc, .*\), found 3\./,
    );
    assert.match(
      await refusal(predictionsOf(await personsModel(), '20,klein\n', { csv })),
      /the model reads categories, whose columns are found by name/,
    );
    const training = Array.from({ length: 30 }, (_, i) => `${i % 7}.5,${i}.25,${i % 2}`).join('\n');
    const headless = modelOn(tableDatasetOf(await settingsOf(training)));
    const { lines, report } = await predictionsOf(headless, '1.5,2.5,1\n2.5,3.5,0\n');
    assert.lengthOf(lines, 3);
    assert.equal(report.truths?.rows, 2);
  });

  it('compare themselves with the truth, in the unit of the target', async () => {
    const file = [
      [...housingNames, 'MedHouseVal'],
      [...housingRow, 1],
      [...housingRow, ''],
      [...housingRow, 3],
    ].join('\n');
    const { lines, report } = await predictionsOf(housing, file);
    const errors = [1, 3].map((truth) => Math.fround(Number(lines[1])) - truth);
    assert.deepEqual(report.truths, {
      task: 'regression',
      rows: 2,
      squared: errors.reduce((sum, each) => sum + each ** 2, 0) / 2,
      absolute: errors.reduce((sum, each) => sum + Math.abs(each), 0) / 2,
    });
    const none = await predictionsOf(housing, [housingNames, housingRow].join('\n'));
    assert.isNull(none.report.truths);
    assert.match(
      await refusal(
        predictionsOf(housing, [housingNames, housingRow].join('\n'), { target: 'price' }),
      ),
      /lacks the column "price": found MedInc/,
    );
  });

  it('are empty where an output is not finite, and none where there are no rows', async () => {
    const huge = [housingNames, housingRow.map(() => '1e300'), housingRow].join('\n');
    const { lines, report } = await predictionsOf(housing, huge);
    assert.deepEqual([lines[1], report.infinite], ['""', 1]);
    const none = await predictionsOf(housing, `${housingNames.join(',')}\n`);
    assert.deepEqual([none.lines.length, none.report.rows], [1, 0]);
    for (const empty of ['', '\n\n', '  '])
      assert.match(await refusal(predictionsOf(housing, empty)), /“rows\.csv” is empty/);
  });

  it('stop when they are told to, and read no more', async () => {
    const controller = new AbortController();
    const file = [housingNames, ...Array.from({ length: 5000 }, () => housingRow)].join('\n');
    let seen = 0;
    const promise = predictionsOf(housing, file, {
      signal: controller.signal,
      cuts: Array.from({ length: 20 }, (_, i) => 140_000 + 2000 * i),
      onRows: (rows) => {
        seen = rows;
        if (rows > 0) controller.abort();
      },
    });
    const error = await promise.then(
      () => assert.fail('it did not stop'),
      (reason: unknown) => reason,
    );
    assert.instanceOf(error, LabError);
    assert.equal(error.code, 'aborted');
    assert.isBelow(seen, 5000);
  });
});

describe('the lines of predictions', () => {
  it('are read back by another reader, whatever the classes are called', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(names, fc.nat(), (classes, seed) => {
        const outputs = Float32Array.from(classes, (_, i) => Math.sin(seed + i) * 10);
        for (const raw of [false, true]) {
          const lines = predictionLines({ classes, target: 'y', unit: '' }, { raw });
          const [header = [], row = [], empty = []] = Papa.parse<string[]>(
            [lines.header, lines.line(outputs), lines.empty].join('\n'),
            { newline: '\n', delimiter: ',' },
          ).data;
          assert.lengthOf(header, classes.length + 1);
          assert.deepEqual(
            empty,
            header.map(() => ''),
          );
          const numbers = raw ? outputs : Float32Array.from(softmax(outputs));
          assert.deepEqual(Float32Array.from(row.slice(1), Number), numbers);
          const best = classes[numbers.indexOf(Math.max(...numbers))]!;
          assert.include([best, `'${best}`], row[0]);
          assert.isFalse(/^[=@\t\r]/.test(row[0]!), row[0]);
        }
      }),
    );
  });

  it('leave numbers and signs as classes as they are', () => {
    const line = (...classes: string[]) =>
      predictionLines({ classes, target: null, unit: '' })
        .line(Float32Array.of(1, 0))!
        .split(',')[0];
    assert.deepEqual(
      [line('-1', '1'), line('-', '+'), line('+5', 'x'), line('-x', 'x'), line('=1', 'x')],
      ['-1', '-', '+5', "'-x", "'=1"],
    );
  });
});
