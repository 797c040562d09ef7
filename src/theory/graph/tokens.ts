/**
 * The words of an equation. People write w₃₁, w_31, w_{31}, w31 or w1x; a parser of formulas wants one
 * way. So every name and number is replaced by a word of its own, s0, s1, …, which says where it stood:
 * the parser keeps no places, and an error must point at the character.
 */
import type { EquationProblem, GraphActivation } from './types.ts';

export type Word =
  | { readonly kind: 'function'; readonly activation: GraphActivation }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number };

export type PlacedWord = Word & {
  readonly at: number;
  readonly length: number;
  /** As it was written. */
  readonly text: string;
};

export interface Tokens {
  readonly ok: true;
  readonly words: readonly PlacedWord[];
  /** For the parser: words as s0, s1, …, everything else one character wide. */
  readonly text: string;
  /** Place in the original of each character of `text`, and of its end. */
  readonly places: readonly number[];
}

const functions: readonly (readonly [pattern: string, activation: GraphActivation])[] = [
  ['leaky[ _-]?relu|lrelu', 'leaky-relu'],
  ['relu', 'relu'],
  ['tanh', 'tanh'],
  ['sigmoid|sigma|σ', 'sigmoid'],
  ['linear|identity|id(?=\\s*\\()', 'linear'],
];

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** What is skipped: LaTeX's spacing and sizing. */
const nothing = /^(?:\s|\\[,;:! ]|\\(?:left|right|big|Big|quad|qquad)(?![A-Za-z])|~|&)+/;
const wrapped = /^\\(?:operatorname|mathrm|text|mathit|mathbf)\*?\{([^{}]*)\}/;
const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
const name = /^([A-Za-zα-ωΑ-Ω])(?:_?\{([A-Za-z0-9]+)\}|_([A-Za-z0-9]+)|([0-9₀-₉]+))?/;
const operators: readonly (readonly [RegExp, string])[] = [
  [/^(?:\\cdot(?![A-Za-z])|\\times(?![A-Za-z])|[*·⋅×∙])/, '*'],
  [/^[+]/, '+'],
  [/^[-−–]/, '-'],
  [/^[([{]/, '('],
  [/^[)\]}]/, ')'],
  [/^(?:=|:=)/, '='],
];

/** Splits one equation. */
export function tokenise(source: string): Tokens | { ok: false; problem: EquationProblem } {
  const words: PlacedWord[] = [];
  let text = '';
  const places: number[] = [];
  const push = (piece: string, at: number) => {
    places.push(...new Array<number>(piece.length).fill(at));
    text += piece;
  };
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const skipped = nothing.exec(rest)?.[0].length ?? 0;
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const word = wordAt(rest);
    if (word !== null) {
      // Blanks around it, so that two words beside each other are a product.
      push(` s${words.length} `, at);
      words.push({ ...word.word, at, length: word.length, text: rest.slice(0, word.length) });
      at += word.length;
      continue;
    }
    const operator = operators.find(([pattern]) => pattern.test(rest));
    if (operator === undefined) return { ok: false, problem: unknownAt(rest, at) };
    push(operator[1], at);
    at += operator[0].exec(rest)![0].length;
  }
  places.push(source.length);
  return { ok: true, words, text, places };
}

function wordAt(rest: string): { word: Word; length: number } | null {
  const inner = wrapped.exec(rest);
  for (const [pattern, activation] of functions) {
    const found = new RegExp(`^\\\\?(?:${pattern})(?![a-zA-Z])`, 'iu').exec(rest);
    if (found !== null) {
      return { word: { kind: 'function', activation }, length: found[0].length };
    }
    if (inner !== null && new RegExp(`^(?:${pattern})$`, 'iu').test(inner[1]!.trim())) {
      return { word: { kind: 'function', activation }, length: inner[0].length };
    }
  }
  const digits = number.exec(rest);
  if (digits !== null) {
    return { word: { kind: 'number', value: Number(digits[0]) }, length: digits[0].length };
  }
  const letters = name.exec(rest);
  // Several letters in a row are a misspelt function and not a product.
  if (letters === null || /^[A-Za-z]{3,}/.test(rest)) return null;
  const index = letters[2] ?? letters[3] ?? plainDigits(letters[4] ?? '');
  return { word: { kind: 'name', name: letters[1]! + index }, length: letters[0].length };
}

const plainDigits = (text: string): string =>
  text.replaceAll(/[₀-₉]/g, (digit) => String(subscripts.indexOf(digit)));

function unknownAt(rest: string, at: number): EquationProblem {
  const letters = /^\\?[A-Za-z]+/.exec(rest)?.[0];
  if (letters !== undefined) {
    return {
      at,
      length: letters.length,
      message: `“${letters}” is no function that is known here: wanted ReLU, LeakyReLU, tanh, σ (sigmoid) or linear.`,
    };
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 32);
  return {
    at,
    length: character.length,
    message: `“${character}” has no meaning here: wanted names, numbers, + − · = and brackets.`,
  };
}
