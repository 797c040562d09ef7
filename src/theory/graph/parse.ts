/** From equations to a network. mathjs reads the formula; what it means for a network is found here. */
import { parse, type MathNode } from 'mathjs/number';
import { Builder, type Affine } from './builder.ts';
import { tokenise, type PlacedWord } from './tokens.ts';
import type { EquationProblem, NetworkGraph } from './types.ts';

export type ParsedEquation =
  | { readonly ok: true; readonly graph: NetworkGraph }
  | { readonly ok: false; readonly problem: EquationProblem };

/** Characters of a text; a person's equation has some hundred. */
export const mostCharacters = 5000;
const mostUnits = 200;

class Problem extends Error {
  readonly problem: EquationProblem;

  constructor(problem: EquationProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * Reads one equation, or several parted by semicolons or line ends, in which later ones may use names
 * that earlier ones have defined: "h = ReLU(w1 x + b1); y = σ(w2 h + b2)". Names that begin with x are
 * inputs, with w weights, with b biases. What no other equation uses is an output. Never throws.
 */
export function parseNetwork(source: string): ParsedEquation {
  try {
    if (source.length > mostCharacters) {
      const message = `At most ${mostCharacters} characters, got ${source.length}.`;
      throw new Problem({ at: mostCharacters, length: source.length - mostCharacters, message });
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
    const tokens = tokenise(part);
    if (!tokens.ok) throw new Problem({ ...tokens.problem, at: from + tokens.problem.at });
    const { words, places } = tokens;
    const [name, body, offset] = this.#sides(tokens.text, words, places, from);
    const tree = read(body, (index) => from + (places[offset + index] ?? part.length));
    const meaning = new Meaning(words, from, this.#builder, (known) => {
      const found = this.#defined.get(known);
      if (found !== undefined) found.used = true;
      return found?.id;
    });
    this.#defined.set(name, { id: meaning.node(tree), used: false });
    if (this.#builder.size > mostUnits) {
      const message = `At most ${mostUnits} nodes can be drawn.`;
      throw new Problem({ at: from, length: part.length, message });
    }
  }

  /** The name before "=", "y" where there is none, and what stands behind it. */
  #sides(
    text: string,
    words: readonly PlacedWord[],
    places: readonly number[],
    from: number,
  ): readonly [string, string, number] {
    const sign = text.indexOf('=');
    const free = (name: string) => !this.#defined.has(name);
    if (sign === -1) {
      const name = ['y', 'y2', 'y3', 'y4'].find(free) ?? `y${this.#defined.size + 1}`;
      return [name, text, 0];
    }
    const again = text.indexOf('=', sign + 1);
    if (again !== -1) {
      const message = 'A second “=”: wanted one equation, or a semicolon between two.';
      throw new Problem({ at: from + places[again]!, length: 1, message });
    }
    const left = text.slice(0, sign).trim();
    const word = words[Number(/^s(\d+)$/.exec(left)?.[1] ?? Number.NaN)];
    if (word?.kind !== 'name') {
      const message = 'Before “=” stands one name, such as y.';
      throw new Problem({ at: from, length: Math.max(1, places[sign]!), message });
    }
    if (/^[wxb]/.test(word.name) || !free(word.name)) {
      const message = free(word.name)
        ? `“${word.text}” cannot be defined: names with x are inputs, with w weights, with b biases.`
        : `“${word.text}” is defined twice.`;
      throw new Problem({ at: from + word.at, length: word.length, message });
    }
    return [word.name, text.slice(sign + 1), sign + 1];
  }

  graph(end: number): NetworkGraph {
    const outputs = [...this.#defined].filter(([, { used }]) => !used);
    if (outputs.length === 0) {
      const message = 'Nothing is here yet: wanted an equation such as y = σ(w1 x1 + w2 x2 + b1).';
      throw new Problem({ at: end, length: 0, message });
    }
    return this.#builder.graph(outputs.map(([name, { id }]) => [name, id]));
  }
}

/** The tree of a formula; mathjs's complaint becomes one with a place. */
function read(text: string, placeOf: (index: number) => number): MathNode {
  if (text.trim() === '') {
    throw new Problem({
      at: placeOf(text.length),
      length: 0,
      message: 'The right side is missing.',
    });
  }
  try {
    return parse(text);
  } catch (error) {
    const char: unknown = error instanceof Error ? Reflect.get(error, 'char') : undefined;
    const index = typeof char === 'number' ? Math.max(0, char - 1) : 0;
    const opened = text.split('(').length - text.split(')').length;
    const rest = text.slice(index).trim();
    const message =
      opened > 0 && rest === ''
        ? 'A closing bracket is missing.'
        : opened < 0 && rest.startsWith(')')
          ? 'This bracket closes nothing.'
          : 'The formula cannot be read from here: an operator or an operand is missing.';
    throw new Problem({ at: placeOf(index), length: rest === '' ? 0 : 1, message });
  }
}

interface Shape {
  readonly type: string;
  readonly fn?: { readonly name?: string } | string;
  readonly name?: string;
  readonly args?: readonly MathNode[];
  readonly content?: MathNode;
}

/** What a formula's parts mean: sums, products of a weight and a unit, activations. */
class Meaning {
  readonly #words: readonly PlacedWord[];
  readonly #from: number;
  readonly #builder: Builder;
  readonly #known: (name: string) => string | undefined;

  constructor(
    words: readonly PlacedWord[],
    from: number,
    builder: Builder,
    known: (name: string) => string | undefined,
  ) {
    this.#words = words;
    this.#from = from;
    this.#builder = builder;
    this.#known = known;
  }

  /** Id of the node that a formula is: an activation, or a linear unit where it is a sum. */
  node(tree: MathNode): string {
    const sum = this.#affine(tree);
    const [only] = sum.edges;
    const same = only?.weight.factor === 1 && only.weight.names.length === 0;
    if (sum.edges.length === 1 && sum.bias.length === 0 && same) return only.from;
    if (sum.edges.length === 0)
      throw this.#problem(tree, 'A constant is no network: no input is in it.');
    return this.#builder.unit('linear', sum);
  }

  #affine(tree: MathNode): Affine {
    const node = tree as MathNode & Shape;
    const args = node.args ?? [];
    if (node.type === 'ParenthesisNode') return this.#affine(node.content!);
    if (node.type === 'SymbolNode') return this.#leaf(this.#word(node.name ?? ''));
    if (node.type === 'FunctionNode') return this.#call(node, args);
    switch (typeof node.fn === 'string' ? node.fn : '') {
      case 'add':
        return plus(this.#affine(args[0]!), this.#affine(args[1]!), 1);
      case 'subtract':
        return plus(this.#affine(args[0]!), this.#affine(args[1]!), -1);
      case 'unaryMinus':
        return scaled(this.#affine(args[0]!), { factor: -1, names: [] });
      case 'unaryPlus':
        return this.#affine(args[0]!);
      case 'multiply':
        return this.#product(tree, args);
      default:
        throw this.#problem(tree, 'Wanted sums and products of weights and units here.');
    }
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
      `“${word.text}” is not known: names of inputs begin with x, of weights with w, of biases with b, and others must be defined in an equation before.`,
    );
  }

  #call(node: Shape, args: readonly MathNode[]): Affine {
    const name = typeof node.fn === 'string' ? node.fn : (node.fn?.name ?? '');
    const word = this.#word(name);
    const [argument] = args;
    if (argument === undefined || args.length > 1) {
      throw this.#at(word, `“${word.text}” takes one argument, got ${args.length}.`);
    }
    // "w1 (a + b)" reads like a call.
    if (word.kind !== 'function')
      return this.#times(this.#leaf(word), this.#affine(argument), word);
    const sum = this.#affine(argument);
    if (sum.edges.length === 0) throw this.#at(word, `No input reaches this ${word.text}.`);
    return through(this.#builder.unit(word.activation, sum));
  }

  #product(tree: MathNode, args: readonly MathNode[]): Affine {
    const [left, right] = [this.#affine(args[0]!), this.#affine(args[1]!)];
    return this.#times(left, right, this.#first(tree));
  }

  #times(left: Affine, right: Affine, near: PlacedWord | undefined): Affine {
    const [scale, sum] = left.edges.length === 0 ? [left, right] : [right, left];
    if (scale.edges.length > 0) {
      throw this.#at(
        near,
        'Two units are multiplied here; a network multiplies a unit by a weight.',
      );
    }
    const [coefficient] = scale.bias;
    if (coefficient === undefined || scale.bias.length > 1) {
      throw this.#at(near, 'A sum of weights is no weight: write one product for each.');
    }
    if (sum.edges.length === 0) return scaled(sum, coefficient);
    // A weight before a sum in brackets is the weight of a linear unit, not of each of its edges.
    const [only] = sum.edges;
    const single = sum.edges.length === 1 && sum.bias.length === 0;
    if (single) return scaled({ edges: [only!], bias: [] }, coefficient);
    return scaled(through(this.#builder.unit('linear', sum)), coefficient);
  }

  #word(name: string): PlacedWord {
    return this.#words[Number(name.slice(1))]!;
  }

  /** The first word in a part of the formula, to point at. */
  #first(tree: MathNode): PlacedWord | undefined {
    let first = Infinity;
    tree.traverse((node) => {
      const { name, fn } = node as MathNode & Shape;
      const text = name ?? (typeof fn === 'object' ? fn.name : undefined) ?? '';
      if (/^s\d+$/.test(text)) first = Math.min(first, Number(text.slice(1)));
    });
    return this.#words[first];
  }

  #problem(tree: MathNode, message: string): Problem {
    return this.#at(this.#first(tree), message);
  }

  #at(word: PlacedWord | undefined, message: string): Problem {
    return new Problem({ at: this.#from + (word?.at ?? 0), length: word?.length ?? 1, message });
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

const plus = (left: Affine, right: Affine, sign: 1 | -1): Affine => {
  const other = sign === 1 ? right : scaled(right, { factor: -1, names: [] });
  return { edges: [...left.edges, ...other.edges], bias: [...left.bias, ...other.bias] };
};
