/** From equations to a network. */
import { Builder, type Affine } from './builder.ts';
import { readFormula, type Formula, type Term } from './formula.ts';
import { Problem } from './problem.ts';
import { tokenise, type PlacedWord, type Token } from './tokens.ts';
import type { EquationProblem, NetworkGraph } from './types.ts';

export type ParsedEquation =
  | { readonly ok: true; readonly graph: NetworkGraph }
  | { readonly ok: false; readonly problem: EquationProblem };

/** Length limit of the text; real equations have about a hundred characters. */
export const maxCharacters = 5000;
const maxUnits = 200;

/**
 * Reads one equation, or several separated by semicolons or line breaks; later ones may use names
 * that earlier ones define: "h = ReLU(w1 x + b1); y = σ(w2 h + b2)". Names that start with x are
 * inputs, with w weights, with b biases. A name that no other equation uses is an output. Never throws.
 */
export function parseNetwork(source: string): ParsedEquation {
  try {
    if (source.length > maxCharacters) {
      const message = `At most ${maxCharacters} characters, got ${source.length}.`;
      throw new Problem({ at: maxCharacters, length: source.length - maxCharacters, message });
    }
    const reader = new Reader();
    let from = 0;
    for (const part of source.split(/[;\n]/)) {
      if (part.trim() !== '') reader.equation(part, from);
      from += part.length + 1;
    }
    return { ok: true, graph: reader.graph(source.length) };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.problem };
    throw error;
  }
}

class Reader {
  readonly #builder = new Builder();
  readonly #defined = new Map<string, { id: string; used: boolean }>();

  equation(part: string, from: number): void {
    const found = tokenise(part);
    if (!found.ok) throw new Problem({ ...found.problem, at: from + found.problem.at });
    const tokens = found.tokens.map((token) => ({ ...token, at: from + token.at }));
    const [name, body] = this.#sides(tokens, from);
    const formula = readFormula(body, from + part.length);
    const interpreter = new Interpreter(from, this.#builder, (known) => {
      const unit = this.#defined.get(known);
      if (unit !== undefined) unit.used = true;
      return unit?.id;
    });
    this.#defined.set(name, { id: interpreter.node(formula), used: false });
    if (this.#builder.size > maxUnits) {
      const message = `At most ${maxUnits} nodes can be drawn.`;
      throw new Problem({ at: from, length: part.length, message });
    }
  }

  /** The name before "=" ("y" if there is none) and the tokens after it. */
  #sides(tokens: readonly Token[], from: number): readonly [string, readonly Token[]] {
    const signs = tokens.flatMap((token, at) =>
      token.kind === 'sign' && token.sign === '=' ? [at] : [],
    );
    const [sign, again] = signs;
    const free = (name: string) => !this.#defined.has(name);
    if (sign === undefined) {
      const name = ['y', 'y2', 'y3', 'y4'].find(free) ?? `y${this.#defined.size + 1}`;
      return [name, tokens];
    }
    if (again !== undefined) {
      const message = 'A second “=”: wanted one equation, or a semicolon between two.';
      throw new Problem({ at: tokens[again]!.at, length: 1, message });
    }
    const [left] = tokens;
    if (sign !== 1 || left?.kind !== 'word' || left.word.kind !== 'name') {
      const message = 'Wanted one name before “=”, such as y.';
      throw new Problem({ at: from, length: Math.max(1, tokens[sign]!.at - from), message });
    }
    const { word } = left;
    if (/^[wxb]/.test(word.name) || !free(word.name)) {
      const message = free(word.name)
        ? `“${word.text}” cannot be defined: names that start with x are inputs, with w weights, with b biases.`
        : `“${word.text}” is defined twice.`;
      throw new Problem({ at: left.at, length: word.length, message });
    }
    return [word.name, tokens.slice(sign + 1)];
  }

  graph(end: number): NetworkGraph {
    const outputs = [...this.#defined].filter(([, { used }]) => !used);
    if (outputs.length === 0) {
      const message = 'No equation yet: wanted one such as y = σ(w1 x1 + w2 x2 + b1).';
      throw new Problem({ at: end, length: 0, message });
    }
    return this.#builder.graph(outputs.map(([name, { id }]) => [name, id]));
  }
}

/** Interprets a formula: sums, products of a weight and a unit, activations. */
class Interpreter {
  readonly #from: number;
  readonly #builder: Builder;
  readonly #known: (name: string) => string | undefined;

  constructor(from: number, builder: Builder, known: (name: string) => string | undefined) {
    this.#from = from;
    this.#builder = builder;
    this.#known = known;
  }

  /** Id of the node for a formula: an activation, or a linear unit for a sum. */
  node(formula: Formula): string {
    const sum = this.#affine(formula);
    const [only] = sum.edges;
    const same = only?.weight.factor === 1 && only.weight.names.length === 0;
    if (sum.edges.length === 1 && sum.bias.length === 0 && same) return only.from;
    if (sum.edges.length === 0)
      throw this.#at(formula.first, 'This is a constant, not a network: it contains no input.');
    return this.#builder.unit('linear', sum);
  }

  #affine(formula: Formula): Affine {
    switch (formula.kind) {
      case 'word':
        return this.#leaf(formula.word);
      case 'call':
        return this.#call(formula.word, formula.argument);
      case 'sum':
        return formula.terms.map((term) => this.#signed(term)).reduce(plus);
      case 'product':
        return formula.factors
          .map((factor) => this.#signed(factor))
          .reduce((left, right) => this.#times(left, right, formula.first));
      default:
        return formula satisfies never;
    }
  }

  #signed({ sign, of }: Term): Affine {
    const value = this.#affine(of);
    return sign === 1 ? value : scaled(value, { factor: -1, names: [] });
  }

  #leaf(word: PlacedWord): Affine {
    if (word.kind === 'number') return constant({ factor: word.value, names: [] });
    if (word.kind === 'function') {
      throw this.#at(word, `“${word.text}” needs brackets: ${word.text}(…).`);
    }
    const known = this.#known(word.name);
    if (known !== undefined) return through(known);
    if (word.name.startsWith('x')) return through(this.#builder.input(word.name));
    if (/^[wb]/.test(word.name)) return constant({ factor: 1, names: [word.name] });
    throw this.#at(
      word,
      `“${word.text}” is not known: names of inputs start with x, of weights with w, of biases with b; other names must be defined in an earlier equation.`,
    );
  }

  #call(word: PlacedWord, argument: Formula | null): Affine {
    if (argument === null) throw this.#at(word, `The brackets of “${word.text}” are empty.`);
    // "w1 (a + b)" reads like a call.
    if (word.kind !== 'function')
      return this.#times(this.#leaf(word), this.#affine(argument), word);
    const sum = this.#affine(argument);
    if (sum.edges.length === 0) throw this.#at(word, `No input reaches this ${word.text}.`);
    return through(this.#builder.unit(word.activation, sum));
  }

  #times(left: Affine, right: Affine, near: PlacedWord): Affine {
    const [scale, sum] = left.edges.length === 0 ? [left, right] : [right, left];
    if (scale.edges.length > 0) {
      throw this.#at(near, 'Cannot multiply two units: wanted a weight times a unit.');
    }
    const [coefficient] = scale.bias;
    if (coefficient === undefined || scale.bias.length > 1) {
      throw this.#at(near, 'Cannot use a sum of weights as a weight: write one product for each.');
    }
    if (sum.edges.length === 0) return scaled(sum, coefficient);
    // A weight before a sum in brackets is the weight of a linear unit, not of each of its edges.
    const [only] = sum.edges;
    const single = sum.edges.length === 1 && sum.bias.length === 0;
    if (single) return scaled({ edges: [only!], bias: [] }, coefficient);
    return scaled(through(this.#builder.unit('linear', sum)), coefficient);
  }

  #at({ at, length }: PlacedWord, message: string): Problem {
    return new Problem({ at: this.#from + at, length, message });
  }
}

const one = { factor: 1, names: [] };
const through = (from: string): Affine => ({ edges: [{ from, weight: one }], bias: [] });
const constant = (value: Affine['bias'][number]): Affine => ({ edges: [], bias: [value] });

const scaled = ({ edges, bias }: Affine, by: Affine['bias'][number]): Affine => {
  const times = (value: Affine['bias'][number]) => ({
    factor: value.factor * by.factor,
    names: [...value.names, ...by.names].toSorted(),
  });
  return {
    edges: edges.map(({ from, weight }) => ({ from, weight: times(weight) })),
    bias: bias.map(times),
  };
};

const plus = (left: Affine, right: Affine): Affine => ({
  edges: [...left.edges, ...right.edges],
  bias: [...left.bias, ...right.bias],
});
