/** Figures in explanations: two digits carry an argument. */
import { significant } from '../../base/numbers.ts';
import type { Trial } from '../../document/schema.ts';
import type { Figure } from '../types.ts';

/** 0.0163 → "0.016", 6.6e-15 → "6.6×10⁻¹⁵". */
export const two = (value: number): string => {
  const size = Math.abs(value);
  return significant(value, size !== 0 && (size < 1e-3 || size >= 99_999.5) ? 3 : 2);
};

/** A figure measured on some trials. */
export const figure = (
  trials: readonly string[],
  name: string,
  value: number,
  text = two(value),
): Figure => ({ trials, name, value, text });

/** Words of a text, as a reader counts them. */
export const words = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** The learning rate of a trial's optimiser. */
export const rateOf = ({ optimizer }: Trial): number => optimizer.learningRate;
