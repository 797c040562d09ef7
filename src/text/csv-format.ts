/** The format of a CSV file, in words. */
import type { CsvSettings } from '../document/table.ts';

export const delimiterNames: Readonly<Record<CsvSettings['delimiter'], string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'pipes (|)',
  ' ': 'spaces',
};

export const thousandsNames: Readonly<Record<CsvSettings['thousands'], string>> = {
  '': 'no separator',
  ',': '1,234',
  '.': '1.234',
  ' ': '1 234',
  "'": '1’234',
};

export const encodingNames: Readonly<Record<CsvSettings['encoding'], string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252 (Western Europe)',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 big-endian',
  'windows-1250': 'Windows-1250 (Central Europe)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  macintosh: 'Macintosh',
  shift_jis: 'Shift JIS (Japanese)',
  gb18030: 'GB 18030 (Chinese)',
};

/** The separators, and whatever is not the default, as one list. */
export function formatText(csv: CsvSettings): string {
  const { delimiter, header, decimal, encoding, skip, comment, thousands, signs, missing } = csv;
  return [
    `cells separated by ${delimiterNames[delimiter]}`,
    `decimals as ${decimal === ',' ? '1,5' : '1.5'}`,
    header ? 'column names in the first row' : 'no column names',
    encodingNames[encoding].replace(/ \(.*/, ''),
    ...(skip > 0 ? [`first ${skip === 1 ? 'line' : `${skip} lines`} skipped`] : []),
    ...(comment === '' ? [] : [`lines starting with ${comment} skipped`]),
    ...(thousands === '' ? [] : [`thousands as ${thousandsNames[thousands]}`]),
    ...(signs ? ['currency and percent signs ignored'] : []),
    ...(csv.wrapped ? ['each line quoted'] : []),
    ...(missing === null ? [] : [`missing: ${missingText(missing)}`]),
  ].join(', ');
}

const missingText = (words: readonly string[]): string =>
  words.length === 0 ? 'empty cells only' : words.map((word) => `“${word}”`).join(', ');
