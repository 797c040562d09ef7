/** Tables written in many formats: the format is guessed, and the cells are read back. */
import { assert } from 'chai';
import fc from 'fast-check';
import Papa from 'papaparse';
import { delimiters, type CsvSettings } from '../../../src/document/table.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';
import { RowReader, firstRows } from '../../../src/data/tables/rows.ts';
import type { OwnTable } from '../../../src/protocol/table.ts';
import { inPieces } from './support.ts';

const read = (text: string, csv: Partial<CsvSettings> = {}): Promise<OwnTable> =>
  parseTable(new Blob([text]), { title: 'any.csv', csv });

/** Three columns of numbers with decimals, one of texts. */
const rowsOf = fc.array(
  fc.record({
    numbers: fc.array(fc.integer({ min: -99_999, max: 99_999 }), { minLength: 3, maxLength: 3 }),
    word: fc.constantFrom('ja', 'nein', 'vielleicht'),
  }),
  { minLength: 12, maxLength: 40 },
);

describe('the format of a file', () => {
  it('is found whatever parts cells and decimals, with names and without', async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsOf,
        fc.constantFrom(...delimiters),
        fc.constantFrom(...([',', '.'] as const)),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, delimiter, decimal, header, newline) => {
          fc.pre(delimiter !== ',' || decimal !== ',');
          const number = (value: number) => (value / 128).toFixed(7).replace('.', decimal);
          const lines = rows.map(({ numbers, word }) =>
            [...numbers.map((value) => number(value)), word].join(delimiter),
          );
          const head = header ? [['a', 'b', 'c', 'd'].join(delimiter)] : [];
          const table = await read([...head, ...lines, ''].join(newline));
          assert.deepInclude(table.info.csv, { delimiter, decimal, header });
          // A text that occurs only in the first row may be a name.
          assert.deepEqual(
            table.info.doubts.filter(({ about }) => about !== 'header'),
            [],
          );
          assert.equal(table.info.rows, rows.length);
          rows.forEach(({ numbers }, row) => {
            numbers.forEach((value, at) =>
              assert.equal(table.columns[at]!.numbers![row], Number((value / 128).toFixed(7))),
            );
          });
        },
      ),
    );
  });

  it('is the same however the file is cut into pieces', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '1', ',', ';', '"', '\n', '\r\n', ' ', '#', '.', '0'),
      minLength: 4,
      maxLength: 200,
    });
    const outcome = async (file: Blob): Promise<unknown> => {
      try {
        const { info, columns } = await parseTable(file, { title: 'any.csv' });
        return { info: { ...info, importedAt: 0 }, columns };
      } catch (error) {
        return String(error);
      }
    };
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (drawn, size) => {
        const bytes = new TextEncoder().encode(drawn);
        assert.deepEqual(await outcome(inPieces(bytes, size)), await outcome(new Blob([bytes])));
      }),
    );
  });

  it('never ends in anything but a table or a sentence that names the file', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (drawn) => {
        try {
          const { info } = await parseTable(new Blob([Uint8Array.from(drawn)]), {
            title: 'any.csv',
          });
          assert.isAtLeast(info.rows, 2);
        } catch (error) {
          assert.propertyVal(error, 'code', 'table-format', String(error));
          assert.include(String(error), '“any.csv”');
        }
      }),
    );
  });

  it('that is told is not guessed', async () => {
    const csv = fc.record({
      delimiter: fc.constantFrom(...delimiters),
      header: fc.boolean(),
      decimal: fc.constantFrom(...(['.', ','] as const)),
      skip: fc.integer({ min: 0, max: 2 }),
      comment: fc.constantFrom(...(['', '#'] as const)),
      signs: fc.boolean(),
      wrapped: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(rowsOf, csv, async (rows, told) => {
        const text = rows.map(({ numbers, word }) => [...numbers, word].join(';')).join('\n');
        const table = await read(text, told).catch(() => null);
        if (table !== null) assert.deepInclude(table.info.csv, told);
      }),
    );
  });
});

describe('rows', () => {
  it('are those of Papa Parse where the quotes are right', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', ',', ';', '"', '\n', '1'),
      maxLength: 6,
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 9 });
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';'), (cells, delimiter) => {
        // A space before two quotes is an empty cell.
        fc.pre(!cells.flat().some((each) => /^\s+""$/.test(each)));
        const text = Papa.unparse(cells, { delimiter, newline: '\n', quotes: true });
        const format = { delimiter, skip: 0, comment: '', wrapped: false } as const;
        const wanted = Papa.parse<string[]>(text, { delimiter, newline: '\n' }).data.filter(
          (row) => row.length > 1,
        );
        const trimmed = (rows: readonly (readonly string[])[]) =>
          rows.map((row) => row.map((each) => each.trim()));
        assert.deepEqual(trimmed(firstRows(text, format, 100)), trimmed(wanted));
      }),
    );
  });

  it('begin at the lines that they are said to', () => {
    const line = fc.constantFrom('a,b', '"x\ny",2', '', '# note', '"p","q"', '"a" b,1');
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        (lines, size) => {
          const text = lines.join('\n');
          const wanted: number[] = [];
          let at = 1;
          for (const each of lines) {
            if (each !== '' && !each.startsWith('#')) wanted.push(at);
            at += each.split('\n').length;
          }
          const format = { delimiter: ',', skip: 0, comment: '#', wrapped: false } as const;
          const reader = new RowReader('any.csv', format);
          const found: number[] = [];
          for (let from = 0; from < text.length; from += size) {
            reader.push(
              text.slice(from, from + size),
              from + size >= text.length,
              (_, { line: place }) => found.push(place),
            );
          }
          assert.deepEqual(found, wanted);
        },
      ),
    );
  });
});
