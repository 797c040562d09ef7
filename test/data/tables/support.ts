/** Tables for tests, written line by line. */
import { assert } from 'chai';
import type { CsvSettings } from '../../../src/document/table.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';
import type { ColumnSummary, OwnTable } from '../../../src/protocol/table.ts';

export const parse = (
  lines: readonly string[] | Blob,
  csv: Partial<CsvSettings> = {},
): Promise<OwnTable> =>
  parseTable(lines instanceof Blob ? lines : new Blob([`${lines.join('\n')}\n`]), {
    title: 'mine.csv',
    csv,
  });

export async function failure(
  lines: readonly string[],
  csv: Partial<CsvSettings> = {},
): Promise<string> {
  try {
    await parse(lines, csv);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return assert.fail('nothing was thrown');
}

export const column = ({ info }: OwnTable, name: string): ColumnSummary =>
  info.columns.find((each) => each.name === name) ?? assert.fail(`no column ${name}`);
export const names = ({ info }: OwnTable): string[] => info.columns.map(({ name }) => name);
export const about = ({ info }: OwnTable): string[] => info.doubts.map((doubt) => doubt.about);

/** @param count lines @param line by its index */
export const many = (count: number, line: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => line(index));
/** A number that no row has twice. */
export const part = (index: number): string => (((index * 37) % 101) / 8 - 5).toFixed(3);
export const german = (text: string): string => text.replace('.', ',');

/** In pieces of some bytes, as a stream may give them. */
export function inPieces(bytes: Uint8Array<ArrayBuffer>, size: number): Blob {
  const blob = new Blob([bytes]);
  blob.stream = () =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) {
          controller.enqueue(bytes.slice(at, at + size));
        }
        controller.close();
      },
    });
  return blob;
}
