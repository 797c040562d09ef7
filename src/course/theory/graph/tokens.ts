/**
 * Splits an equation into words and signs. Normalises w₃₁, w_31, w_{31} and w31 to one form, and keeps
 * every token's offset, so that errors can point at the character.
 */
import type { EquationProblem, GraphActivation } from './types.ts';

export type Word =
  | { readonly kind: 'function'; readonly activation: GraphActivation }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number };

export type PlacedWord = Word & {
  readonly at: number;
  readonly length: number;
  /** As written. */
  readonly text: string;
};

/** All kinds of brackets are normalised to round ones. */
export type Sign = '+' | '-' | '*' | '(' | ')' | '=';

export type Token =
  | { readonly kind: 'word'; readonly word: PlacedWord; readonly at: number }
  | { readonly kind: 'sign'; readonly sign: Sign; readonly at: number };

export interface Tokens {
  readonly ok: true;
  readonly tokens: readonly Token[];
}

const functions: readonly (readonly [pattern: string, activation: GraphActivation])[] = [
  ['leaky[ _-]?relu|lrelu', 'leaky-relu'],
  ['relu', 'relu'],
  ['tanh', 'tanh'],
  ['sigmoid|sigma|σ', 'sigmoid'],
  ['linear|identity|id(?=\\s*\\()', 'linear'],
];

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** Skipped: white space, and LaTeX's spacing and sizing. */
const nothing = /^(?:\s|\\[,;:! ]|\\(?:left|right|big|Big|quad|qquad)(?![A-Za-z])|~|&)+/;
const wrapped = /^\\(?:operatorname|mathrm|text|mathit|mathbf)\*?\{([^{}]*)\}/;
const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
const name = /^([A-Za-zα-ωΑ-Ω])(?:_?\{([A-Za-z0-9]+)\}|_([A-Za-z0-9]+)|([0-9₀-₉]+))?/;
const signs: readonly (readonly [RegExp, Sign])[] = [
  [/^(?:\\cdot(?![A-Za-z])|\\times(?![A-Za-z])|[*·⋅×∙])/, '*'],
  [/^[+]/, '+'],
  [/^[-−–]/, '-'],
  [/^[([{]/, '('],
  [/^[)\]}]/, ')'],
  [/^(?:=|:=)/, '='],
];

/** Splits one equation. */
export function tokenise(source: string): Tokens | { ok: false; problem: EquationProblem } {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const skipped = nothing.exec(rest)?.[0].length ?? 0;
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const found = wordAt(rest);
    if (found !== null) {
      const { word, length } = found;
      tokens.push({ kind: 'word', word: { ...word, at, length, text: rest.slice(0, length) }, at });
      at += length;
      continue;
    }
    const sign = signs.find(([pattern]) => pattern.test(rest));
    if (sign === undefined) return { ok: false, problem: unknownAt(rest, at) };
    tokens.push({ kind: 'sign', sign: sign[1], at });
    at += sign[0].exec(rest)![0].length;
  }
  return { ok: true, tokens };
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
  // Three letters or more in a row are a misspelt function, not a product.
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
      message: `“${letters}” is not a known function: wanted ReLU, LeakyReLU, tanh, σ (sigmoid) or linear.`,
    };
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 32);
  return {
    at,
    length: character.length,
    message: `“${character}” is not allowed here: wanted names, numbers, + − · = and brackets.`,
  };
}
