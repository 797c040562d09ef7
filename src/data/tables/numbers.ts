/** Numbers as people write them: decimal signs, thousands set off, currency and per cent. */
import type { CsvSettings } from '../../document/table.ts';
import type { Lacking } from '../../protocol/table.ts';

export type NumberFormat = Pick<CsvSettings, 'decimal' | 'thousands' | 'signs'>;

const withPoint = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const withComma = /^[-+]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][-+]?\d+)?$/;

/** Characters of a number: a float64 has 309 digits before its point; a longer cell is a text. */
const longest = 400;

/**
 * The number that the trimmed text is under a format, else NaN. Thousands must stand in threes; of
 * "3.3 %" the number is 3.3; "($5)" is a bookkeeper's −5.
 */
export function numberIn(text: string, format: NumberFormat | '.' | ','): number {
  if (typeof format === 'string') return text.length > longest ? Number.NaN : written(text, format);
  const { decimal, thousands, signs } = format;
  if (text.length > longest) return Number.NaN;
  const plain = written(text, decimal);
  if (!Number.isNaN(plain) || (thousands === '' && !signs)) return plain;
  const bare = signs ? withoutSigns(text) : text;
  return written(thousands === '' ? bare : withoutThousands(bare, thousands, decimal), decimal);
}

function written(text: string, decimal: '.' | ','): number {
  if (!(decimal === '.' ? withPoint : withComma).test(text)) {
    // Typesetters write a minus that is no hyphen.
    return text.startsWith('\u2212') ? written(`-${text.slice(1)}`, decimal) : Number.NaN;
  }
  const value = Number(decimal === '.' ? text : text.replace(',', '.'));
  return Number.isFinite(value) ? value : Number.NaN;
}

const currency = String.raw`\p{Sc}|EUR|USD|GBP|CHF|JPY|kr|zł|Kč|Fr\.`;
const sign = String.raw`(?:${currency}|%)`;
const before = new RegExp(String.raw`^([-+\u2212]?)\s*(?:${currency})\s*`, 'u');
const behind = new RegExp(String.raw`${sign}$`, 'u');
const bookkept = /^\((.+)\)$/;

/** The text without signs of currency and per cent; a bookkeeper's brackets are a minus. */
export function withoutSigns(text: string): string {
  const negative = bookkept.exec(text);
  const unled = (negative?.[1] ?? text).replace(before, '$1');
  const unsigned = unled.replace(behind, '');
  const bare = unsigned === unled ? unled : unsigned.trimEnd();
  return negative === null ? bare : `-${bare}`;
}

const spaces = /[ \u00A0\u2009\u202F]/g;
const apostrophes = /['\u2019]/g;

/** The text without its thousands' signs; as it was where they do not stand in threes. */
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

/** The formats that are tried where a text is none under the given one. */
function others(format: NumberFormat): readonly (readonly [Lacking, NumberFormat])[] {
  const { decimal } = format;
  const turned = decimal === '.' ? ',' : '.';
  return [
    ['signs', { ...format, signs: true }],
    ['thousands', { ...format, thousands: turned }],
    ['decimal', { ...format, decimal: turned, thousands: '' }],
    ['signs and thousands', { decimal, thousands: turned, signs: true }],
  ];
}

/** What would make the trimmed text a number, null where nothing known would or it is one. */
export function lackingFor(text: string, format: NumberFormat): Lacking | null {
  // Most texts are words, and need not be tried four times.
  if (!/\d/.test(text) || text.length > 40) return null;
  for (const [lacking, other] of others(format)) {
    if (!Number.isNaN(numberIn(text, other))) return lacking;
  }
  return null;
}

/** The format that has what was lacking. */
export const formatWith = (format: NumberFormat, lacking: Lacking): NumberFormat =>
  others(format).find(([each]) => each === lacking)![1];
