/** Lines that are not rows, short or long rows, and other encodings. */
import { assert } from 'chai';
import { about, inPieces, column, german, many, names, parse, part } from './support.ts';

describe('rows of another length', () => {
  it('end in empty cells where they are short, in none where what is more is empty', async () => {
    const lines = many(50, (i) => `${8000 + i * 3},M,${part(i)}${i < 30 ? ',' : ''}`);
    const table = await parse(['id,diagnosis,radius,', ...lines]);
    assert.equal(table.info.rows, 50);
    assert.deepEqual(table.info.short, { count: 20, line: 32 });
    assert.isNull(table.info.ragged);
    const longer = await parse(['a,b,c', ...many(30, (i) => `${i * i},${part(i)},${i % 2},,`)]);
    assert.deepEqual([longer.info.rows, longer.info.columns.length], [30, 3]);
    const named = await parse(['"a" "b"', ...many(30, (i) => `"row ${i}" ${part(i)} ${i % 2}`)]);
    assert.deepEqual(names(named), ['column 1', 'a', 'b']);
  });

  it('are no rows where they are a note below the table', async () => {
    const lines = [...many(30, (i) => `${i * i},${part(i)},${i % 2}`), 'Source: the office'];
    const table = await parse(['a,b,c', ...lines]);
    assert.deepEqual([table.info.rows, table.info.ragged?.line], [30, 32]);
  });
});

describe('lines that are no rows, and encodings', () => {
  it('passes over the line that names the separator, titles and comments', async () => {
    const rows = many(20, (i) => [part(i), part(i + 5), part(i + 9)].map(german).join(';'));
    for (const above of [
      ['sep=;'],
      ['"sep=;"'],
      ['Report'],
      ['Report; 2024', 'Vienna'],
      ['# a', '# b'],
    ]) {
      const table = await parse([...above, 'x;y;z', ...rows]);
      assert.deepEqual([...names(table), table.info.rows], ['x', 'y', 'z', 20], above.join());
    }
    const told = await parse(['one;two;three', 'x;y;z', ...rows], { skip: 1 });
    assert.deepEqual(names(told), ['x', 'y', 'z']);
  });

  it('reads cells parted by spaces, and lines that Excel wrote into one cell', async () => {
    const spaced = await parse(many(30, (i) => `   ${part(i)}    ${i}.  \t"a car"`));
    assert.deepEqual(
      spaced.info.columns.map(({ kind }) => kind),
      ['number', 'count', 'constant'],
    );
    const wrapped = await parse([
      '"age;""job"";""y"""',
      ...many(30, (i) => `"${20 + (i % 9)};""clerk; ${i % 2}"";""no"""`),
    ]);
    assert.deepEqual(names(wrapped), ['age', 'job', 'y']);
    assert.isTrue(wrapped.info.csv.wrapped);
    assert.deepEqual(column(wrapped, 'job').values, ['clerk; 0', 'clerk; 1']);
  });

  it('reads a file again whose first accent comes late', async () => {
    const text = [
      'x,town',
      ...many(12_000, (i) => `${part(i)},Wien`),
      '3,K\u00f6ln',
      '4,K\u00f6ln',
    ];
    const bytes = Uint8Array.from(text.join('\n'), (each) => each.charCodeAt(0));
    for (const size of [bytes.length, 65_536, 997]) {
      const table = await parse(inPieces(bytes, size));
      assert.equal(table.info.csv.encoding, 'windows-1252');
      assert.deepEqual(column(table, 'town').values, ['Wien', 'Köln']);
    }
  });

  it('asks which alphabet the letters of an old file are of, and shows both', async () => {
    const bytesOf = (lines: readonly string[], letters: Readonly<Record<string, number>>) =>
      new Blob([Uint8Array.from(lines.join('\n'), (each) => letters[each] ?? each.charCodeAt(0))]);
    const polish = { Ł: 0xa3, ó: 0xf3, ź: 0x9f, ł: 0xb3 };
    const towns = ['x,town', ...many(20, (i) => `${part(i)},${i % 2 ? 'Łódź' : 'Wałbrzych'}`)];
    const table = await parse(bytesOf(towns, polish));
    assert.deepEqual(about(table), ['encoding']);
    const { taken, other } = table.info.doubts[0]!;
    assert.equal(taken.csv.encoding, 'windows-1252');
    assert.deepEqual(other.rows[1], [part(1).replace(/0+$/, ''), 'Łódź']);
    const told = await parse(bytesOf(towns, polish), { encoding: other.csv.encoding });
    assert.deepEqual([about(told), column(told, 'town').values[1]], [[], 'Łódź']);

    const cyrillic = { М: 0xcc, о: 0xee, с: 0xf1, к: 0xea, в: 0xe2, а: 0xe0 };
    const moscow = ['x,town', ...many(20, (i) => `${part(i)},${i % 2 ? 'Москва' : 'сквоМ'}`)];
    const [doubt] = (await parse(bytesOf(moscow, cyrillic))).info.doubts;
    assert.equal(doubt?.other.rows[1]?.[1], 'Москва');
    const french = [
      'x,y',
      ...many(9, (i) => `${i},${['caf\u00e9', '\u00a350', 'na\u00efve', '12\u00b0'][i % 4]}`),
    ];
    assert.deepEqual(about(await parse(bytesOf(french, {}))), []);
  });

  it('says that a file in UTF-8 is damaged, however its bytes come', async () => {
    const text = new TextEncoder().encode(`x,town\n1,Köln\n${'2,Wien\n'.repeat(30_000)}3,K`);
    const bytes = new Uint8Array(text.length + 2);
    bytes.set(text);
    bytes.set([0xf6, 0x6c], text.length);
    for (const size of [bytes.length, 65_536, 997, 11]) {
      const said = await parse(inPieces(bytes, size)).then(() => 'read', String);
      assert.match(said, /a byte is not utf-8 text/, `pieces of ${size}`);
    }
  });
});
