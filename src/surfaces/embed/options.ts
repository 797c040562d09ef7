/** The options of an `<a2-experiment>`, read from its attributes. */
import { engineChoices, type EngineChoice } from '../../catalog/lookup/engine.ts';

/** When a run starts without its button: never, at the visitor's first gesture, or once in view. */
export const autoruns = ['never', 'gesture', 'visible'] as const;

export interface StageOptions {
  /** The document itself; takes precedence over `inline`, `src` and `preset`, in this order. */
  readonly experiment: unknown;
  /** The text of a `<script type="application/json">` inside the element; null for none. */
  readonly inline: string | null;
  readonly src: string | null;
  readonly preset: string | null;
  readonly engine: EngineChoice;
  /** null chooses automatically. */
  readonly workers: number | null;
  readonly seed: number | null;
  readonly data: 'auto' | 'real' | 'stand-in';
  /** Address of the published datasets; null uses the page's configuration. */
  readonly datasets: string | null;
  readonly readonly: boolean;
  readonly compact: boolean;
  readonly lock: readonly string[];
  /** A question to answer before the first run; '' uses the document's. */
  readonly predict: string;
  /** The reader's id, from which the seed is derived; '' for none. */
  readonly student: string;
}

/** One of the listed values; otherwise the fallback and a message. */
export function oneOf<T extends string>(
  attribute: string,
  value: string | null,
  choices: readonly T[],
  fallback: T,
): { readonly value: T; readonly problem: string | null } {
  if (value === null || value === '') return { value: fallback, problem: null };
  const found = choices.find((choice) => choice === value.toLowerCase());
  if (found !== undefined) return { value: found, problem: null };
  const wanted = choices.map((choice) => `"${choice}"`).join(', ');
  return {
    value: fallback,
    problem: `The attribute ${attribute} is "${value.slice(0, 40)}": wanted one of ${wanted}. Using "${fallback}".`,
  };
}

/** A whole number in a range; null if empty, or with a message if invalid. */
export function wholeNumber(
  attribute: string,
  value: string | null,
  min: number,
  max: number,
): { readonly value: number | null; readonly problem: string | null } {
  if (value === null || value.trim() === '') return { value: null, problem: null };
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) {
    return { value: number, problem: null };
  }
  return {
    value: null,
    problem: `The attribute ${attribute} is "${value.slice(0, 40)}": wanted a whole number from ${min} to ${max}. It is ignored.`,
  };
}

export const engineOption = (value: string | null) =>
  oneOf<EngineChoice>('engine', value, engineChoices, 'auto');

/** "optimizer.learningRate, batchSize" → its names, separated by commas, semicolons or spaces. */
export const names = (text: string | null): readonly string[] =>
  (text ?? '').split(/[\s,;]+/).filter((name) => name !== '');
