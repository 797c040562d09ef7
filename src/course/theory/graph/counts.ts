/** Counts of a network's parts, and its skip connections. */
import { namesIn } from './evaluate.ts';
import type { NetworkGraph } from './types.ts';

export interface GraphCounts {
  readonly inputs: number;
  readonly units: number;
  readonly edges: number;
  readonly weights: number;
  readonly biases: number;
  /** Units in the equation written out in full, counting repetitions. */
  readonly written: number;
  /** Weights of edges that skip at least one unit on a longer path to the same unit. */
  readonly skips: readonly string[];
}

export function countsOf(graph: NetworkGraph): GraphCounts {
  const { inputs, weights, biases } = namesIn(graph);
  const units = graph.nodes.flatMap((node) => (node.kind === 'unit' ? [node] : []));
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  /** Length of the longest path to each node, in edges. */
  const depth = new Map<string, number>();
  const occurrences = new Map<string, number>();
  for (const node of graph.nodes) {
    const from = node.kind === 'unit' ? node.edges.map((edge) => depth.get(edge.from)!) : [];
    depth.set(node.id, from.length === 0 ? 0 : 1 + Math.max(...from));
    const inner = node.kind === 'unit' ? node.edges.map((edge) => occurrences.get(edge.from)!) : [];
    occurrences.set(
      node.id,
      node.kind === 'unit' ? 1 + inner.reduce((sum, each) => sum + each, 0) : 0,
    );
  }
  const skips = units.flatMap((unit) =>
    unit.edges
      .filter(({ from }) => byId.get(from)?.kind === 'unit')
      .filter(({ from }) => depth.get(unit.id)! - depth.get(from)! > 1)
      .map(({ weight }) =>
        weight.names.length === 0 ? String(weight.factor) : weight.names.join('·'),
      ),
  );
  return {
    inputs: inputs.length,
    units: units.length,
    edges: units.reduce((sum, { edges }) => sum + edges.length, 0),
    weights: weights.length,
    biases: biases.length,
    written: graph.outputs.reduce((sum, [, id]) => sum + occurrences.get(id)!, 0),
    skips,
  };
}
