/**
 * Files shaped like well-known ones, read with guessed formats and compared with pandas reading them with the
 * right settings. ./shapes/make.py wrote both, with pandas 1.5 and 2.3, which differ in one word: "None"
 * is a value in one and missing in the other.
 */
import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import { parseTable } from '../../../src/data/tables/parse.ts';
import type { OwnTable } from '../../../src/protocol/table.ts';

interface Frame {
  readonly header: boolean;
  readonly columns: readonly {
    readonly name: string;
    readonly cells: readonly (number | string | null)[];
  }[];
}

const folder = new URL('shapes/', import.meta.url);
const frames = (version: string) =>
  JSON.parse(readFileSync(new URL(`pandas-${version}.json`, folder), 'utf8')) as Readonly<
    Record<string, Frame>
  >;

const read = (name: string): Promise<OwnTable> =>
  parseTable(new Blob([readFileSync(new URL(`files/${name}`, folder))]), { title: name });

/** A cell's value: a number, a text, or null if missing. */
function cellsOf({ info, columns }: OwnTable, at: number): (number | string | null)[] {
  const { numbers, codes } = columns[at]!;
  const { values } = info.columns[at]!;
  return Array.from({ length: info.rows }, (_, row) => {
    if (numbers !== null) return Number.isNaN(numbers[row]) ? null : numbers[row]!;
    return codes === null || codes[row] === 0 ? null : values[codes[row]! - 1]!;
  });
}

/** Names that pandas makes up are the lab's own, "Unnamed: 0" and "a.1". */
const named = (name: string, at: number): string =>
  name.startsWith('Unnamed: ') ? `column ${at + 1}` : name;

/** pandas keeps the spaces around a text. */
const trimmed = (cell: number | string | null) => (typeof cell === 'string' ? cell.trim() : cell);

describe('files in the shapes of well-known ones', () => {
  const expected = frames('1.5');

  it('are read alike by pandas 1.5 and 2.3, but for the word None', () => {
    assert.isAtLeast(Object.keys(expected).length, 40);
    const later = JSON.parse(
      JSON.stringify(expected).replaceAll('"None"', 'null'),
    ) as typeof expected;
    assert.deepEqual(frames('2.3'), later);
  });

  for (const [name, { header, columns }] of Object.entries(expected)) {
    it(`${name}: has the rows, names and values that pandas finds`, async () => {
      const table = await read(name);
      const { info } = table;
      if (header) {
        assert.deepEqual(
          info.columns.map((column) => column.name),
          columns.map((column, at) => named(column.name, at)),
        );
      } else {
        assert.isFalse(info.csv.header);
      }
      assert.equal(info.columns.length, columns.length);
      assert.isNull(info.ragged);
      columns.forEach(({ cells }, at) => {
        const found = info.columns[at]!;
        assert.equal(info.rows, cells.length);
        // Dates and numbers that are names are texts in both; an account is a number in the lab.
        const wanted = cells.map((cell) => trimmed(cell));
        const texts = wanted.some((cell) => typeof cell === 'string');
        if (texts && found.numbers !== null) {
          assert.deepEqual(
            [...table.columns[at]!.codes!].map((code) => found.values[code - 1] ?? null),
            wanted,
          );
        } else {
          assert.deepEqual(cellsOf(table, at), wanted, `column ${at + 1} of ${name}`);
        }
      });
    });
  }

  it('raise a question only where a person would have one', async () => {
    const asked: Record<string, string[]> = {};
    for (const name of Object.keys(expected)) {
      const { doubts } = (await read(name)).info;
      if (doubts.length > 0) asked[name] = doubts.map(({ about }) => about);
    }
    assert.deepEqual(asked, { 'mushroom.data': ['header'] });
  });
});
