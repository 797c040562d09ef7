/** What an author may ask of an `<a2-experiment>`, read from its attributes. */
import { engineChoices, type EngineChoice } from '../../catalog/lookup/engine.ts';

/** When a run starts without its button: never, at the visitor's first gesture, or once in view. */
export const autoruns = ['never', 'gesture', 'visible'] as const;

export interface StageOptions {
  /** The document itself; goes before `inline`, `src` and `preset`, in this order. */
  readonly experiment: unknown;
  /** The text of a `<script type="application/json">` inside the element; null for none. */
  readonly inline: string | null;
  readonly src: string | null;
  readonly preset: string | null;
  readonly engine: EngineChoice;
  /** null takes as many as make sense. */
  readonly workers: number | null;
  readonly seed: number | null;
  readonly data: 'auto' | 'real' | 'stand-in';
  /** Where the published datasets lie; null takes what the page was configured with. */
  readonly datasets: string | null;
  readonly readonly: boolean;
  readonly compact: boolean;
  readonly lock: readonly string[];
  /** A question to be answered before the first run; '' takes the document's. */
  readonly predict: string;
  /** The reader's id, from which the seed follows; '' for none. */
  readonly student: string;
}

/** A value of a list, or null and a reason in words where it is none of them. */
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
    problem: `The attribute ${attribute} is "${value.slice(0, 40)}": wanted one of ${wanted}. "${fallback}" is taken.`,
  };
}

/** A whole number in a range; null for none, and a reason where it is something else. */
export function wholeNumber(
  attribute: string,
  value: string | null,
  least: number,
  most: number,
): { readonly value: number | null; readonly problem: string | null } {
  if (value === null || value.trim() === '') return { value: null, problem: null };
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) {
    return { value: number, problem: null };
  }
  return {
    value: null,
    problem: `The attribute ${attribute} is "${value.slice(0, 40)}": wanted a whole number from ${least} to ${most}. It is left out.`,
  };
}

export const engineOption = (value: string | null) =>
  oneOf<EngineChoice>('engine', value, engineChoices, 'auto');

/** "optimizer.learningRate, batchSize" → its names; commas or spaces part them. */
export const names = (text: string | null): readonly string[] =>
  (text ?? '').split(/[\s,;]+/).filter((name) => name !== '');
