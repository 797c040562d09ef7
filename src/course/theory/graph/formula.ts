/**
 * Parses a formula into a tree: sums of products of words, calls and brackets; the product sign is optional.
 *
 *     sum     = [+|−]… product (+|− product)…
 *     product = factor ([·] [+|−]… factor)…       a sign only after “·”
 *     factor  = word | word ( sum ) | ( sum )
 */
import { Problem } from './problem.ts';
import type { PlacedWord, Sign, Token } from './tokens.ts';

export type Formula = { readonly first: PlacedWord } & (
  | { readonly kind: 'word'; readonly word: PlacedWord }
  /** "σ(…)", and "w1 (…)", which reads the same. */
  | { readonly kind: 'call'; readonly word: PlacedWord; readonly argument: Formula | null }
  | { readonly kind: 'sum'; readonly terms: readonly Term[] }
  | { readonly kind: 'product'; readonly factors: readonly Term[] }
);

export interface Term {
  readonly sign: 1 | -1;
  readonly of: Formula;
}

/** Nesting limit of brackets; real equations have about five levels. */
const maxDepth = 100;

/**
 * Parses the tokens of one side of an equation. Throws Problem if they are not a formula.
 * @param end offset of the text's end, for errors about missing parts
 */
export function readFormula(tokens: readonly Token[], end: number): Formula {
  if (tokens.length === 0) {
    throw new Problem({ at: end, length: 0, message: 'The right side is missing.' });
  }
  return new Parser(tokens, end).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): Formula {
    const formula = this.#sum();
    if (this.#next < this.#tokens.length) this.#fail();
    return formula;
  }

  #sum(): Formula {
    const terms: Term[] = [{ sign: this.#signs(), of: this.#product() }];
    while (this.#sees('+') || this.#sees('-')) {
      terms.push({ sign: this.#signs(), of: this.#product() });
    }
    const [only] = terms;
    return terms.length === 1 && only!.sign === 1
      ? only!.of
      : { kind: 'sum', terms, first: only!.of.first };
  }

  #product(): Formula {
    const factors: Term[] = [{ sign: 1, of: this.#factor() }];
    for (;;) {
      if (this.#takes('*')) factors.push({ sign: this.#signs(), of: this.#factor() });
      else if (this.#token?.kind === 'word' || this.#sees('(')) {
        factors.push({ sign: 1, of: this.#factor() });
      } else break;
    }
    const [only] = factors;
    return factors.length === 1 ? only!.of : { kind: 'product', factors, first: only!.of.first };
  }

  #factor(): Formula {
    const token = this.#token;
    if (token?.kind === 'word') {
      this.#next += 1;
      const { word } = token;
      if (!this.#takes('(')) return { kind: 'word', word, first: word };
      const argument = this.#takes(')') ? null : this.#inBrackets();
      return { kind: 'call', word, argument, first: word };
    }
    return this.#takes('(') ? this.#inBrackets() : this.#fail();
  }

  /** What follows an opening bracket, up to the closing one. */
  #inBrackets(): Formula {
    this.#depth += 1;
    if (this.#depth > maxDepth) {
      const message = `Brackets can be nested at most ${maxDepth} deep.`;
      throw new Problem({ at: this.#token?.at ?? this.#end, length: 1, message });
    }
    const formula = this.#sum();
    if (!this.#takes(')')) this.#fail();
    this.#depth -= 1;
    return formula;
  }

  /** Any number of + and −, combined into one sign. */
  #signs(): 1 | -1 {
    let sign: 1 | -1 = 1;
    for (;;) {
      if (this.#takes('-')) sign = sign === 1 ? -1 : 1;
      else if (!this.#takes('+')) return sign;
    }
  }

  get #token(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #sees(sign: Sign): boolean {
    const token = this.#token;
    return token?.kind === 'sign' && token.sign === sign;
  }

  #takes(sign: Sign): boolean {
    const seen = this.#sees(sign);
    if (seen) this.#next += 1;
    return seen;
  }

  /** The next token is unexpected, or a token is missing at the end. */
  #fail(): never {
    const token = this.#token;
    if (token === undefined) {
      const message =
        this.#depth > 0
          ? 'A closing bracket is missing.'
          : 'The formula ends too early: an operand is missing.';
      throw new Problem({ at: this.#end, length: 0, message });
    }
    const message =
      this.#depth === 0 && this.#sees(')')
        ? 'This closing bracket has no opening bracket.'
        : 'The formula cannot be read from here: an operator or an operand is missing.';
    throw new Problem({ at: token.at, length: 1, message });
  }
}
