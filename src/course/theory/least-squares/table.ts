/** Parses a small table of numbers as typed: one row per line, the target last. */
import { typedNumber, typedParts } from '../../../base/typed-number.ts';

export type ParsedTable =
  | {
      readonly ok: true;
      /** [rows, features] row-major. */
      readonly x: readonly number[];
      /** [rows]. */
      readonly y: readonly number[];
      readonly features: number;
    }
  | { readonly ok: false; readonly message: string };

const maxRows = 500;
const maxColumns = 12;

export function parseTable(text: string): ParsedTable {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), at: index + 1 }))
    .filter(({ line }) => line !== '');
  if (lines.length === 0) return problem('No rows yet: wanted rows such as “1, 0.5, 2”.');
  if (lines.length > maxRows) return problem(`At most ${maxRows} rows, got ${lines.length}.`);
  const rows: number[][] = [];
  for (const { line, at } of lines) {
    const cells = typedParts(line);
    const row: number[] = [];
    for (const cell of cells) {
      const value = typedNumber(cell);
      if (Number.isNaN(value)) {
        return problem(`Line ${at}: wanted numbers, got “${cell.slice(0, 20)}”.`);
      }
      row.push(value);
    }
    const wanted = rows[0]?.length;
    if (wanted !== undefined && row.length !== wanted) {
      return problem(
        `Line ${at}: wanted ${wanted} numbers as in the first line, got ${row.length}.`,
      );
    }
    if (row.length < 2 || row.length > maxColumns) {
      return problem(
        `Line ${at}: wanted 1 to ${maxColumns - 1} features and a target, got ${row.length} numbers.`,
      );
    }
    rows.push(row);
  }
  const features = rows[0]!.length - 1;
  return {
    ok: true,
    x: rows.flatMap((row) => row.slice(0, features)),
    y: rows.map((row) => row[features]!),
    features,
  };
}

const problem = (message: string): ParsedTable => ({ ok: false, message });
