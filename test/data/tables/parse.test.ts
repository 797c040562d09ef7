import { assert } from 'chai';
import fc from 'fast-check';
import { parseTable } from '../../../src/data/tables/parse.ts';
import type { OwnTable } from '../../../src/protocol/table.ts';
import type { CsvSettings } from '../../../src/document/table.ts';
import { isMissing } from '../../../src/data/tables/cells.ts';
import { inPieces } from './support.ts';

const parse = (text: BlobPart, csv: Partial<CsvSettings> = {}): Promise<OwnTable> =>
  parseTable(new Blob([text]), { title: 'mine.csv', csv });

async function failure(text: BlobPart, csv: Partial<CsvSettings> = {}): Promise<string> {
  try {
    await parse(text, csv);
  } catch (error) {
    assert.instanceOf(error, Error);
    return error.message;
  }
  return assert.fail('nothing was thrown');
}

const column = ({ info, columns }: OwnTable, name: string) => {
  const at = info.columns.findIndex((each) => each.name === name);
  assert.isAtLeast(at, 0, `no column ${name}`);
  return { ...info.columns[at]!, ...columns[at]!, numbers: columns[at]!.numbers };
};

describe('reading a CSV file', () => {
  it('types numbers, categories, texts, dates and counted rows', async () => {
    const lines = Array.from({ length: 60 }, (_, i) =>
      [
        i + 1,
        i / 4,
        ['red', 'green', 'blue'][i % 3],
        `name ${i}`,
        `2024-01-${10 + (i % 20)}`,
        7,
        '',
      ].join(','),
    );
    const table = await parse(['id,x,colour,who,when,same,none', ...lines].join('\n'));
    assert.deepEqual(
      table.info.columns.map(({ kind }) => kind),
      ['count', 'number', 'category', 'text', 'date', 'constant', 'empty'],
    );
    assert.deepEqual(column(table, 'colour').values, ['red', 'green', 'blue']);
    assert.deepEqual([...column(table, 'colour').codes!.slice(0, 4)], [1, 2, 3, 1]);
    assert.deepEqual([...column(table, 'x').numbers!.slice(0, 3)], [0, 0.25, 0.5]);
    assert.equal(table.info.sha256.length, 64);
  });

  it('reads what is missing as missing', async () => {
    const table = await parse('a,b\n1,x\nNA,y\n,x\n?,nan\n3,x\n');
    const { numbers, known, missing } = column(table, 'a');
    assert.deepEqual([...numbers!], [1, Number.NaN, Number.NaN, Number.NaN, 3]);
    assert.deepEqual([known, missing], [2, 3]);
    assert.deepEqual([...column(table, 'b').codes!], [1, 2, 1, 0, 1]);
  });

  it('understands a mark at the beginning, CRLF, quotes and breaks inside them', async () => {
    const table = await parse('\uFEFF"a","b, c"\r\n1,"x ""y"""\r\n2,"two\r\nlines"\r\n');
    assert.deepEqual(
      table.info.columns.map(({ name }) => name),
      ['a', 'b, c'],
    );
    assert.deepEqual(column(table, 'b, c').values, ['x "y"', 'two\nlines']);
  });

  it('guesses semicolons with decimal commas, tabs, and files without a header', async () => {
    const german = await parse('x;y\n1,5;a\n2,25;b\n');
    assert.deepEqual(german.info.csv, {
      delimiter: ';',
      decimal: ',',
      header: true,
      encoding: 'utf-8',
      skip: 0,
      comment: '',
      thousands: '',
      signs: false,
      missing: null,
      wrapped: false,
      rules: 2,
    });
    assert.deepEqual([...column(german, 'x').numbers!], [1.5, 2.25]);
    const bare = await parse('1\t2\n3\t4\n');
    assert.deepEqual([bare.info.csv.delimiter, bare.info.csv.header], ['\t', false]);
    assert.deepEqual([...column(bare, 'column 2').numbers!], [2, 4]);
  });

  it('takes a told format instead of the guessed one', async () => {
    const table = await parse('1,2\n3,4\n5,6\n', { header: true });
    assert.deepEqual(
      table.info.columns.map(({ name }) => name),
      ['1', '2'],
    );
  });

  it('reads old Windows files and UTF-16', async () => {
    const latin = await parse(
      Uint8Array.from(
        Array.from('a,b\n1,caf', (c) => c.charCodeAt(0)).concat([0xe9, 10, 50, 44, 120, 10]),
      ),
    );
    assert.equal(latin.info.csv.encoding, 'windows-1252');
    assert.deepEqual(column(latin, 'b').values, ['café', 'x']);
    const wide = Uint8Array.from([
      0xff,
      0xfe,
      ...Array.from('a,b\n1,x\n2,y\n', (c) => [c.charCodeAt(0), 0]).flat(),
    ]);
    assert.deepEqual(column(await parse(wide), 'b').values, ['x', 'y']);
  });

  it('keeps texts that a spreadsheet would run as formulas as texts', async () => {
    const table = await parse('a,b\n1,=1+1\n2,@SUM(A1)\n3,=1+1\n');
    assert.deepEqual(column(table, 'b').values, ['=1+1', '@SUM(A1)']);
  });

  it('says which cell kept a column of numbers from being one', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i === 20 ? '1,234' : i * 2};${i}`);
    const table = await parse(['x;y', ...lines].join('\n'), { decimal: '.' });
    assert.deepEqual(column(table, 'x').odd, {
      line: 22,
      text: '1,234',
      count: 1,
      lacking: 'thousands',
    });
  });

  it('gives columns without a name, and twice the same one, names of their own', async () => {
    const table = await parse('a,,a\nx,2,3\ny,5,6\n');
    assert.deepEqual(
      table.info.columns.map(({ name }) => name),
      ['a', 'column 2', 'a (2)'],
    );
  });

  it('leaves out some ragged rows and counts them', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => (i === 3 ? '1,2,3' : `${i * i},${i % 2}`));
    const table = await parse(['x,y', ...lines, ''].join('\n'));
    assert.equal(table.info.rows, 29);
    assert.deepEqual(table.info.ragged, { count: 1, line: 5, cells: 3 });
  });

  it('says file, line and what was wanted where it cannot read on', async () => {
    assert.match(await failure(''), /“mine\.csv” is empty/);
    assert.match(await failure('\n\n  \n'), /“mine\.csv” is empty/);
    assert.match(await failure('a,b\n'), /no row of values below its header/);
    assert.match(await failure('a\n1\n2\n'), /line 1: wanted two columns or more/);
    assert.match(await failure('a,b\n1,2\n3,4,5\n6,7,8\n'), /line 3: wanted 2 cells.*found 3/);
    assert.match(
      await failure('a,b\n1,2\n2,"x\n3,4\n'),
      /line 3: a quote \("\) is opened and never closed/,
    );
    assert.match(await failure(Uint8Array.from([80, 75, 3, 4, 0, 0, 8, 0])), /zero byte/);
    const late = new TextEncoder().encode(`a,b\n${'1,2\n'.repeat(50_000)}`);
    late[late.length - 2] = 0xff;
    assert.match(await failure(late, { encoding: 'utf-8' }), /not utf-8 text/);
  });

  it('gives up a row that never ends', async () => {
    assert.match(
      await failure(`a,b\n1,"${'x,y\n'.repeat(1_200_000)}`),
      /line 2: a row of more than/,
    );
  });

  it('reads documents of before by the rules of before', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) =>
        `${['01067', '1067', 'A-1'][i % 3]},${i % 2 ? 'none' : '-'},${i}${i === 9 ? '' : ',1'}`,
    );
    const text = ['plz,debtors,x,y', ...lines, ''].join('\n');
    const now = await parse(text);
    const before = await parse(text, { ...now.info.csv, rules: 1 });
    assert.deepEqual(column(before, 'plz').values, ['1067', 'A-1']);
    assert.equal(column(before, 'debtors').kind, 'empty');
    assert.deepEqual([before.info.rows, before.info.ragged?.line], [29, 11]);
    assert.deepEqual(column(now, 'plz').values, ['01067', '1067', 'A-1']);
    assert.deepEqual(column(now, 'debtors').values, ['-', 'none']);
    assert.equal(now.info.rows, 30);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    try {
      await parseTable(new Blob(['a,b\n1,2\n3,4\n']), { title: 'x', signal });
      assert.fail('it went on');
    } catch (error) {
      assert.propertyVal(error, 'code', 'aborted');
    }
  });

  it('reads back any table, however it is written and cut into pieces', async () => {
    const cell = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `k${text.replaceAll('\0', '')}`),
      fc.constantFrom('', 'a"b', 'a,b', 'a\nb', '=1+1', 'é', '"'),
    );
    const rows = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 2,
        maxLength: 40,
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...([',', ';', '\t', '|'] as const)),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 70 }),
        async (cells, delimiter, newline, size) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const head = cells[0]!.map((_, index) => `c${index}`);
          const text = [head, ...cells].map((row) => row.map(quoted).join(delimiter)).join(newline);
          const csv = { delimiter, header: true, decimal: '.', encoding: 'utf-8' } as const;
          const file = inPieces(new TextEncoder().encode(text), size);
          const table = await parseTable(file, { title: 'any', csv });
          assert.equal(table.info.rows, cells.length);
          head.forEach((_, at) => {
            const { values } = table.info.columns[at]!;
            const codes = table.columns[at]!.codes!;
            cells.forEach((row, index) => {
              const wanted = row[at]!.replaceAll(/\r\n?/g, '\n').trim();
              const found = codes[index] === 0 ? null : values[codes[index]! - 1]!;
              if (isMissing(wanted)) assert.isNull(found);
              else if (found !== wanted) assert.equal(Number(found), Number(wanted));
            });
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});
