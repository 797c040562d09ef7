/** Where a table can be read in two ways, and the options that decide. */
import type { Doubt, Reading } from '../../src/protocol/table-doubts.ts';
import { textTable } from './columns.ts';

/** Both readings of a doubtful table, side by side. */
export function doubtText({ why, taken, other }: Doubt): string {
  const [left, right] = [readingText(taken), readingText(other)];
  const width = Math.max(...left.map(({ length }) => length));
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    `  ${(left[at] ?? '').padEnd(width)}  |  ${right[at] ?? ''}`.trimEnd(),
  );
  const answers = `  for the left reading: ${optionsFor(taken, other)}\n  for the right reading: ${optionsFor(other, taken)}`;
  return `\n? ${why}\n${rows.join('\n')}\n${answers}\n`;
}

function readingText({ names, rows }: Reading): string[] {
  const shown = 4;
  const columns = names.slice(0, shown).map((name) => ({ head: name.slice(0, 16), right: false }));
  const cells = rows.map((row) => row.slice(0, shown).map((cell) => cell.slice(0, 16) || '–'));
  return textTable(columns, cells).split('\n');
}

/** The options that select one reading and not the other. */
export function optionsFor(reading: Reading, other: Reading): string {
  const words: Readonly<Record<string, string>> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '|': 'bar',
    ' ': 'space',
    '.': 'point',
    "'": 'apostrophe',
    '': 'none',
  };
  const word = (key: string, value: unknown): string => {
    if (key === 'signs') return value === true ? 'ignored' : 'text';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return typeof value === 'string' && key !== 'comment' ? (words[value] ?? value) : String(value);
  };
  return Object.entries(reading.csv)
    .filter(([key, value]) => Reflect.get(other.csv, key) !== value && key !== 'missing')
    .map(([key, value]) => `--${key} ${word(key, value)}`)
    .join(' ');
}
