/** From a network back to its equation, as plain text and as LaTeX. */
import type { Coefficient, GraphActivation, NetworkGraph, UnitNode } from './types.ts';

const plainFunctions: Readonly<Record<GraphActivation, string>> = {
  relu: 'ReLU',
  'leaky-relu': 'LeakyReLU',
  tanh: 'tanh',
  sigmoid: 'σ',
  linear: '',
};

const texFunctions: Readonly<Record<GraphActivation, string>> = {
  relu: '\\operatorname{ReLU}',
  'leaky-relu': '\\operatorname{LeakyReLU}',
  tanh: '\\tanh',
  sigmoid: '\\sigma',
  linear: '',
};

interface Notation {
  readonly name: (text: string) => string;
  readonly call: (activation: GraphActivation, inner: string) => string;
  readonly times: string;
  readonly minus: string;
}

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** "w31" → "w₃₁". */
export const pretty = (name: string): string =>
  name.slice(0, 1) + name.slice(1).replaceAll(/\d/g, (digit) => subscripts.charAt(Number(digit)));

const plain: Notation = {
  name: pretty,
  call: (activation, inner) => `${plainFunctions[activation]}(${inner})`,
  times: '·',
  minus: '−',
};

const tex: Notation = {
  name: (text) => (text.length === 1 ? text : `${text.slice(0, 1)}_{${text.slice(1)}}`),
  call: (activation, inner) => `${texFunctions[activation]}\\left(${inner}\\right)`,
  times: '\\,',
  minus: '-',
};

const notations = { plain, tex } as const;
export type NotationName = keyof typeof notations;

/** A weight or bias: "w₃₁", "−0.5·w₁", "2". */
export function coefficientText(
  coefficient: Coefficient,
  notation: NotationName = 'plain',
): string {
  const { sign, text } = parts(coefficient, notations[notation]);
  return (sign < 0 ? notations[notation].minus : '') + (text === '' ? '1' : text);
}

/** One equation for each output, written out in full. */
export function nestedEquations(graph: NetworkGraph, notation: NotationName = 'plain'): string[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const write = (id: string): string => {
    const node = nodes.get(id)!;
    return node.kind === 'input'
      ? notations[notation].name(node.name)
      : unit(node, write, notation);
  };
  return graph.outputs.map(([name, id]) => `${notations[notation].name(name)} = ${write(id)}`);
}

/** One equation for each unit: "h₁ = ReLU(w₁·x + b₁)", the outputs under their own names. */
export function stepEquations(graph: NetworkGraph, notation: NotationName = 'plain'): string[] {
  const names = nodeNames(graph);
  const { name } = notations[notation];
  const named = (id: string) => name(names.get(id)!);
  const lines = graph.nodes.flatMap((node) =>
    node.kind === 'unit' ? [`${named(node.id)} = ${unit(node, named, notation)}`] : [],
  );
  // An output that is an input, or a second name of a node.
  for (const [output, id] of graph.outputs) {
    if (names.get(id) !== output) lines.push(`${name(output)} = ${named(id)}`);
  }
  return lines;
}

/** A short name for every node: inputs and outputs keep their names, other units are h1, h2, … */
export function nodeNames(graph: NetworkGraph): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, id] of graph.outputs) if (!names.has(id)) names.set(id, name);
  const taken = new Set(graph.outputs.map(([name]) => name));
  let next = 0;
  for (const node of graph.nodes) {
    if (node.kind === 'input') names.set(node.id, node.name);
    else if (!names.has(node.id)) {
      do next += 1;
      while (taken.has(`h${next}`));
      names.set(node.id, `h${next}`);
    }
  }
  return names;
}

function unit(node: UnitNode, write: (id: string) => string, notation: NotationName): string {
  const style = notations[notation];
  const terms = [
    ...node.edges.map(({ from, weight }) => {
      const { sign, text } = parts(weight, style);
      const inner = write(from);
      return { sign, text: text === '' ? inner : `${text}${style.times}${inner}` };
    }),
    ...node.bias.map((bias) => {
      const { sign, text } = parts(bias, style);
      return { sign, text: text === '' ? '1' : text };
    }),
  ];
  const sum = terms
    .map(({ sign, text }, index) => {
      if (index === 0) return sign < 0 ? `${style.minus}${text}` : text;
      return ` ${sign < 0 ? style.minus : '+'} ${text}`;
    })
    .join('');
  return style.call(node.activation, sum);
}

/** `text` is '' for a factor of 1 without names. */
function parts({ factor, names }: Coefficient, style: Notation): { sign: number; text: string } {
  const sign = factor < 0 ? -1 : 1;
  const size = Math.abs(factor);
  const product = names.map(style.name).join(style.times);
  if (size === 1) return { sign, text: product };
  return { sign, text: product === '' ? String(size) : `${size}${style.times}${product}` };
}
