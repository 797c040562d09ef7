/** Numbers in plain text, for drawings and tables. */

/** At most `digits` significant digits, without trailing zeros: "0.6682", "0.1". */
export function short(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  return String(Number(value.toPrecision(digits))).replace('-', '−');
}

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** ("w", 3) → "w₃". */
export const indexed = (letter: string, index: number): string =>
  letter + Array.from(String(index), (digit) => subscripts[Number(digit)]).join('');
