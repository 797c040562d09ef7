/**
 * A text eight times as long may take about eight times the work, not sixty-four times. Work is this process's
 * CPU time over enough readings to be measurable, and only its growth is tested, so no machine is too slow.
 */
import { assert } from 'chai';
import { readHeader } from '../../../src/formats/model/safetensors-header.ts';
import type { CsvSettings } from '../../../src/document/table.ts';
import { numberIn, withoutSigns } from '../../../src/data/tables/numbers.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';

type Read = (text: string) => unknown;

const factor = 8;
/** Half the growth of quadratic work, which leaves room for a garbage collection. */
const most = factor ** 2 / 2;
/** Measurable milliseconds of CPU time. */
const measurable = 15;
const mostRounds = 1 << 14;

async function work(read: Read, text: string, rounds: number): Promise<number> {
  const began = process.cpuUsage();
  for (let round = 0; round < rounds; round++) await read(text);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

async function growth(read: Read, shape: (length: number) => string, length: number) {
  const [short, long] = [shape(length), shape(factor * length)];
  await work(read, short, 3);
  let rounds = 1;
  let before = await work(read, short, rounds);
  while (before < measurable && rounds < mostRounds) {
    rounds *= 2;
    before = await work(read, short, rounds);
  }
  return (await work(read, long, rounds)) / before;
}

const table =
  (csv: Partial<CsvSettings>): Read =>
  (text) =>
    // Refused text has been read too.
    parseTable(new Blob([text]), { title: 'mine.csv', csv }).catch(() => null);

const cell = (text: string): string => `a,b\n${text},2\n3,4\n`;
const shapes: Readonly<Record<string, (length: number) => string>> = {
  'digits and a letter': (length) => cell(`${'1'.repeat(length)}x`),
  'digits and a letter in quotes': (length) => cell(`"${'1'.repeat(length)}x"`),
  'blanks within a cell': (length) => cell(`1${' '.repeat(length)}x`),
  points: (length) => cell('.'.repeat(length)),
  thousands: (length) => cell(`${'1.'.repeat(length / 2)}x`),
  'line breaks': (length) => `a,b\n1,2\n${'\n'.repeat(length)}3,4\n`,
  'blank lines': (length) => `a,b\n1,2\n${' \n'.repeat(length / 2)}3,4\n`,
  comments: (length) => `a,b\n1,2\n${'#\n'.repeat(length / 2)}3,4\n`,
  quotes: (length) => `a,b\n1,2\n${'"'.repeat(length)}\n`,
  delimiters: (length) => `a,b\n1,2\n${','.repeat(length)}\n`,
};

describe('reading a table takes work that grows with its length', () => {
  for (const [name, shape] of Object.entries(shapes)) {
    it(name, async () => {
      assert.isBelow(await growth(table({ delimiter: ',', signs: true }), shape, 4000), most);
      assert.isBelow(await growth(table({ delimiter: ' ' }), shape, 4000), most);
    });
  }
});

describe('reading a number takes work that grows with its length', () => {
  const digits = (length: number) => `${'1'.repeat(length)}x`;
  const blanks = (length: number) => `1${' '.repeat(length)}x`;

  for (const [name, shape] of Object.entries({ digits, blanks })) {
    it(name, async () => {
      assert.isBelow(await growth((text) => numberIn(text, '.'), shape, 4000), most);
      assert.isBelow(await growth((text) => numberIn(text, ','), shape, 4000), most);
      assert.isBelow(await growth(withoutSigns, shape, 4000), most);
    });
  }

  it('of four hundred digits at most', () => {
    assert.equal(numberIn('1'.repeat(309), '.'), Number('1'.repeat(309)));
    assert.isNaN(numberIn('1'.repeat(401), '.'));
    assert.isNaN(numberIn(`${'1'.repeat(400)}.`, { decimal: '.', thousands: ',', signs: true }));
  });
});

describe('reading the header of a model takes work that grows with its length', () => {
  it('digits', async () => {
    const read: Read = (text) => {
      const header = new TextEncoder().encode(text);
      const file = new Uint8Array(8 + header.length);
      new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
      file.set(header, 8);
      const fail = (what: string): never => {
        throw new Error(what);
      };
      try {
        return readHeader(file, fail);
      } catch {
        return null;
      }
    };
    const shape = (length: number) => `{"a":[${'1'.repeat(length)}]}`;
    assert.isBelow(await growth(read, shape, 4000), most);
  });
});
