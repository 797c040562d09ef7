/** A network's values, node by node, for given inputs, weights and biases. */
import type { Coefficient, GraphActivation, NetworkGraph } from './types.ts';

/** As in PyTorch: LeakyReLU has slope 0.01 below zero. */
export const activate: Readonly<Record<GraphActivation, (z: number) => number>> = {
  relu: (z) => Math.max(0, z),
  'leaky-relu': (z) => (z > 0 ? z : 0.01 * z),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  linear: (z) => z,
};

/** Every name that needs a value, once each, in the order of the nodes. */
export function namesIn({ nodes }: NetworkGraph): {
  readonly inputs: string[];
  readonly weights: string[];
  readonly biases: string[];
} {
  const inputs = nodes.flatMap((node) => (node.kind === 'input' ? [node.name] : []));
  const units = nodes.flatMap((node) => (node.kind === 'unit' ? [node] : []));
  const names = (coefficients: readonly Coefficient[]) => [
    ...new Set(coefficients.flatMap((each) => each.names)),
  ];
  const weights = names(units.flatMap(({ edges }) => edges.map(({ weight }) => weight)));
  const biases = names(units.flatMap(({ bias }) => bias)).filter((name) => !weights.includes(name));
  return { inputs, weights, biases };
}

/** The value of every node by its id. Throws RangeError where a name has no value. */
export function evaluate(
  graph: NetworkGraph,
  values: Readonly<Record<string, number>>,
): Map<string, number> {
  const known = new Map<string, number>();
  const read = (name: string): number => {
    const value = values[name];
    if (value === undefined)
      throw new RangeError(`Cannot evaluate the network: ${name} has no value`);
    return value;
  };
  const coefficient = ({ factor, names }: Coefficient): number =>
    names.reduce((product, name) => product * read(name), factor);
  for (const node of graph.nodes) {
    if (node.kind === 'input') {
      known.set(node.id, read(node.name));
      continue;
    }
    let z = 0;
    for (const { from, weight } of node.edges) z += coefficient(weight) * known.get(from)!;
    for (const bias of node.bias) z += coefficient(bias);
    known.set(node.id, activate[node.activation](z));
  }
  return known;
}
