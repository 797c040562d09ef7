/**
 * Numbers as text: the one place that decides how many digits a figure has. No-break spaces keep a number
 * and its unit on one line.
 */

const space = '\u00a0';
const minus = '−';

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** 9380 → "9,380". */
export const count = (value: number): string => grouped.format(value).replace('-', minus);

/** "1 trial", "4 trials". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)}${space}${value === 1 ? one : many}`;

const sign = (text: string): string => text.replace('-', minus);

/** 0.6766 → "67.7 %". */
export function percent(fraction: number, digits = 1): string {
  return Number.isFinite(fraction)
    ? `${sign((fraction * 100).toFixed(digits))}${space}%`
    : nonFinite(fraction);
}

export function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : `${minus}∞`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** -3 → "⁻³". */
export function superscript(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => superscripts[Number(digit)]);
  return (exponent < 0 ? '⁻' : '') + digits.join('');
}

/** 10^exponent as an axis label. */
export const powerOfTen = (exponent: number): string =>
  exponent === 0 ? '1' : `10${superscript(exponent)}`;

/** `digits` significant figures; powers of ten outside 0.001 … 99,999: "2.303", "1.4×10⁻⁹". */
export function significant(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 99_999.5) {
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
    const fixed = value.toFixed(Math.min(decimals, digits + 2));
    return size >= 10_000 ? count(Number(fixed)) : sign(fixed);
  }
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.max(0, digits - 2)).split('e');
  return `${sign(mantissa)}×10${superscript(Number(exponent))}`;
}

/** A setting as a person writes it: 0.01, 1e-7, 128. */
export function plain(value: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  return sign(String(value));
}

/** 0.7 → "0.7 s", 65 → "1 min 05 s", 7400 → "2 h 03 min". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 9.95) return `${seconds.toFixed(1)}${space}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${space}s`;
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 3600)
    return `${Math.floor(whole / 60)}${space}min${space}${two(whole % 60)}${space}s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)}${space}h${space}${two(minutes % 60)}${space}min`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The local day of a time in ms since 1970: "24 Nov 2026", without its year "24 Nov". */
export function dayText(at: number, withYear = true): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'an unknown day';
  const day = `${date.getDate()}${space}${months[date.getMonth()] ?? ''}`;
  return withYear ? `${day}${space}${date.getFullYear()}` : day;
}

/** The local day and minute of a time in ms since 1970: "24 Nov 2026, 13:05". */
export function dateText(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return dayText(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dayText(at)}, ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Bytes in decimal megabytes (10⁶), as downloads are counted, or in gigabytes from 1000 MB on. */
export function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  if (size >= 1000) return `${(size / 1000).toFixed(1)}${space}GB`;
  if (size < 0.1) return bytes === 0 ? `0${space}MB` : `less than 0.1${space}MB`;
  return `${size < 10 ? size.toFixed(1) : String(Math.round(size))}${space}MB`;
}

/** A file's size, in kilobytes below a tenth of a megabyte. */
export const fileSize = (bytes: number): string =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1000)}${space}kB` : megabytes(bytes);

/** Housing targets are in units of $100,000: 0.5 → "$50,000". */
export function dollars(target: number): string {
  return Number.isFinite(target) ? `$${count(Math.round(target * 1000) * 100)}` : nonFinite(target);
}

/** A latitude or longitude: 37.88 → "37.88° N". @param positive and @param negative sides of zero */
export const degrees = (value: number, positive: string, negative: string): string =>
  `${Math.abs(value).toFixed(2)}° ${value < 0 ? negative : positive}`;
