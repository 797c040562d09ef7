/** What one cell of a table says: nothing, a number, a date or a text. */

/** Written where a value is not known; compared in lower case, without spaces around. */
const missingWords: ReadonlySet<string> = new Set([
  '',
  '?',
  '-',
  '.',
  'na',
  'n/a',
  '#n/a',
  '<na>',
  'nan',
  'null',
  'none',
  'nil',
]);

const longestMissing = 4;

export const isMissing = (text: string): boolean =>
  text.length <= longestMissing && (text === '' || missingWords.has(text.toLowerCase()));

const withPoint = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const withComma = /^[-+]?(?:\d+,?\d*|,\d+)(?:[eE][-+]?\d+)?$/;

/**
 * The number that the trimmed text is, else NaN. Thousands may not be set off, since "1,234" is
 * another number in another country; signs of currency and per cent are no part of a number.
 */
export function numberIn(text: string, decimal: '.' | ','): number {
  if (!(decimal === '.' ? withPoint : withComma).test(text)) return Number.NaN;
  const value = Number(decimal === '.' ? text : text.replace(',', '.'));
  return Number.isFinite(value) ? value : Number.NaN;
}

const dates =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[-+]\d{2}:?\d{2})?)?$/;
const times = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

export const isDate = (text: string): boolean => dates.test(text) || times.test(text);
