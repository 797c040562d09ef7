/** Numbers as TeX, rounded for display only. */
import { trimmedEnd } from '../../base/trim.ts';

/** 39065 → "39{,}065". */
export const whole = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: 0 }).replaceAll(',', '{,}');

/**
 * At most `digits` significant digits, without trailing zeros; in scientific notation if the number is
 * very small or large.
 */
export function num(value: number, digits = 6): string {
  if (Number.isNaN(value)) return '\\mathrm{NaN}';
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e7) {
    const decimals = Math.min(digits + 3, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
    const [integer = '0', fraction = ''] = size.toFixed(decimals).split('.');
    const kept = trimmedEnd(fraction, '0');
    return `${value < 0 ? '-' : ''}${whole(Number(integer))}${kept === '' ? '' : `.${kept}`}`;
  }
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const kept = trimmedEnd(trimmedEnd(mantissa, '0'), '.');
  return `${kept} \\times 10^{${String(Number(exponent))}}`;
}

/** In brackets if negative, so that no sign follows another. */
export const term = (value: number, digits = 6): string =>
  value < 0 ? `(${num(value, digits)})` : num(value, digits);

/** A matrix, given by its rows. */
export const matrix = (rows: readonly (readonly number[])[], digits = 4): string =>
  `\\begin{bmatrix} ${rows
    .map((row) => row.map((value) => num(value, digits)).join(' & '))
    .join(' \\\\ ')} \\end{bmatrix}`;
