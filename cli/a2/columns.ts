/** Text in columns, for standard output. */
import { oneLine } from './terminal.ts';

export interface TextColumn {
  readonly head: string;
  /** Aligns the column to the right, as for numbers. */
  readonly right: boolean;
}

const width = (text: string): number => Array.from(text).length;

function padded(text: string, to: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, to - width(text)));
  return right ? space + text : text + space;
}

/** One line per row under a line of heads, which is left out where all are empty. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string {
  const heads = columns.map(({ head }) => head);
  const lines = (heads.every((head) => head === '') ? rows : [heads, ...rows]).map((row) =>
    row.map(oneLine),
  );
  const widths = columns.map((_, at) => Math.max(...lines.map((row) => width(row[at] ?? ''))));
  return lines
    .map((row) =>
      columns
        .map(({ right }, at) => padded(row[at] ?? '', widths[at] ?? 0, right))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
