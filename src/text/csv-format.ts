/** How a file of values is written, in words. */
import type { CsvSettings } from '../document/table.ts';

export const delimiterNames: Readonly<Record<CsvSettings['delimiter'], string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars |',
  ' ': 'spaces',
};

export const thousandsNames: Readonly<Record<CsvSettings['thousands'], string>> = {
  '': 'not set off',
  ',': '1,234',
  '.': '1.234',
  ' ': '1 234',
  "'": '1’234',
};

export const encodingNames: Readonly<Record<CsvSettings['encoding'], string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252 (Western Europe)',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, big end first',
  'windows-1250': 'Windows-1250 (Central Europe)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  macintosh: 'Macintosh',
  shift_jis: 'Shift JIS (Japanese)',
  gb18030: 'GB 18030 (Chinese)',
};

/** One sentence's worth: what parts cells and decimals, and what is not the usual. */
export function formatText(csv: CsvSettings): string {
  const { delimiter, header, decimal, encoding, skip, comment, thousands, signs, missing } = csv;
  return [
    `cells parted by ${delimiterNames[delimiter]}`,
    `decimals as ${decimal === ',' ? '1,5' : '1.5'}`,
    header ? 'names in the first row' : 'no names',
    encodingNames[encoding].replace(/ \(.*/, ''),
    ...(skip > 0 ? [`${skip} ${skip === 1 ? 'line' : 'lines'} passed over`] : []),
    ...(comment === '' ? [] : [`lines with ${comment} passed over`]),
    ...(thousands === '' ? [] : [`thousands as ${thousandsNames[thousands]}`]),
    ...(signs ? ['signs of currency and per cent passed over'] : []),
    ...(csv.wrapped ? ['each line in quotes'] : []),
    ...(missing === null ? [] : [`missing: ${missingText(missing)}`]),
  ].join(', ');
}

const missingText = (words: readonly string[]): string =>
  words.length === 0 ? 'empty cells only' : words.map((word) => `“${word}”`).join(', ');
