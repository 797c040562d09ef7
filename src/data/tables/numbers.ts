/** Numbers as people write them: decimal signs, thousands separators, currency and per cent. */
import type { CsvSettings } from '../../document/table.ts';
import type { Lacking } from '../../protocol/table.ts';

export type NumberFormat = Pick<CsvSettings, 'decimal' | 'thousands' | 'signs'>;

const withPoint = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const withComma = /^[-+]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][-+]?\d+)?$/;

/** Maximum characters of a number: a float64 has 309 digits before its point; a longer cell is a text. */
const maxLength = 400;

/**
 * The number that a trimmed text means under a format, else NaN. Thousands must be in groups of three;
 * "3.3 %" is 3.3; "($5)" is −5 as in bookkeeping.
 */
export function numberIn(text: string, format: NumberFormat | '.' | ','): number {
  if (typeof format === 'string')
    return text.length > maxLength ? Number.NaN : written(text, format);
  const { decimal, thousands, signs } = format;
  if (text.length > maxLength) return Number.NaN;
  const plain = written(text, decimal);
  if (!Number.isNaN(plain) || (thousands === '' && !signs)) return plain;
  const bare = signs ? withoutSigns(text) : text;
  return written(thousands === '' ? bare : withoutThousands(bare, thousands, decimal), decimal);
}

function written(text: string, decimal: '.' | ','): number {
  if (!(decimal === '.' ? withPoint : withComma).test(text)) {
    // Accept the typographic minus sign.
    return text.startsWith('\u2212') ? written(`-${text.slice(1)}`, decimal) : Number.NaN;
  }
  const value = Number(decimal === '.' ? text : text.replace(',', '.'));
  return Number.isFinite(value) ? value : Number.NaN;
}

const currency = String.raw`\p{Sc}|EUR|USD|GBP|CHF|JPY|kr|zł|Kč|Fr\.`;
const sign = String.raw`(?:${currency}|%)`;
const leadingCurrency = new RegExp(String.raw`^([-+\u2212]?)\s*(?:${currency})\s*`, 'u');
const trailingSign = new RegExp(String.raw`${sign}$`, 'u');
const inBrackets = /^\((.+)\)$/;

/** The text without currency and per cent signs; brackets as in bookkeeping become a minus. */
export function withoutSigns(text: string): string {
  const negative = inBrackets.exec(text);
  const withoutLeading = (negative?.[1] ?? text).replace(leadingCurrency, '$1');
  const unsigned = withoutLeading.replace(trailingSign, '');
  const bare = unsigned === withoutLeading ? withoutLeading : unsigned.trimEnd();
  return negative === null ? bare : `-${bare}`;
}

const spaces = /[ \u00A0\u2009\u202F]/g;
const apostrophes = /['\u2019]/g;

/** The text without thousands separators; unchanged if the groups are not of three digits. */
function withoutThousands(
  text: string,
  thousands: Exclude<CsvSettings['thousands'], ''>,
  decimal: '.' | ',',
): string {
  const same = text.replace(thousands === ' ' ? spaces : apostrophes, (each) =>
    thousands === ' ' || thousands === "'" ? thousands : each,
  );
  const [whole = '', part] = same.split(decimal, 2);
  const groups = whole.replace(/^[-+\u2212]/, '').split(thousands);
  const inThrees =
    groups.length > 1 &&
    /^\d{1,3}$/.test(groups[0]!) &&
    groups.slice(1).every((group) => /^\d{3}$/.test(group));
  if (!inThrees) return text;
  const joined = whole.replaceAll(thousands, '');
  return part === undefined ? joined : `${joined}${decimal}${part}`;
}

/** Other formats to try if a text is not a number under the given one. */
function others(format: NumberFormat): readonly (readonly [Lacking, NumberFormat])[] {
  const { decimal } = format;
  const otherSign = decimal === '.' ? ',' : '.';
  return [
    ['signs', { ...format, signs: true }],
    ['thousands', { ...format, thousands: otherSign }],
    ['decimal', { ...format, decimal: otherSign, thousands: '' }],
    ['signs and thousands', { decimal, thousands: otherSign, signs: true }],
  ];
}

/** The format change that would make the trimmed text a number; null if none would. */
export function lackingFor(text: string, format: NumberFormat): Lacking | null {
  // Most texts are words and need not be tried.
  if (!/\d/.test(text) || text.length > 40) return null;
  for (const [lacking, other] of others(format)) {
    if (!Number.isNaN(numberIn(text, other))) return lacking;
  }
  return null;
}

/** The format with that change. */
export const formatWith = (format: NumberFormat, lacking: Lacking): NumberFormat =>
  others(format).find(([each]) => each === lacking)![1];
