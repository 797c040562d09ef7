/** Float32 numbers as text, with as few digits as read back to the same number. */

const { fround } = Math;

/** Digits that identify any float32. */
const maxDigits = 9;
/** Where the search begins: most numbers need seven to nine digits. */
const usualDigits = 7;

/**
 * "0.1" for fround(0.1), which is 0.10000000149011612 in float64. "" for numbers that are not finite.
 * @param value rounded to float32
 */
export function float32Text(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 24) return String(value);
  let digits = usualDigits;
  if (reads(value, digits)) while (digits > 1 && reads(value, digits - 1)) digits -= 1;
  else while (digits < maxDigits && !reads(value, digits)) digits += 1;
  return String(Number(value.toPrecision(digits)));
}

const reads = (value: number, digits: number): boolean =>
  fround(Number(value.toPrecision(digits))) === value;
