/** Collects nodes; equal sub-expressions become one node. */
import type { Coefficient, Edge, GraphActivation, GraphNode, NetworkGraph } from './types.ts';

/** Σ weight · unit + Σ bias, not yet under an activation. */
export interface Affine {
  readonly edges: readonly Edge[];
  readonly bias: readonly Coefficient[];
}

export const coefficientKey = ({ factor, names }: Coefficient): string =>
  `${factor}*${names.join('*')}`;

export class Builder {
  readonly #nodes = new Map<string, GraphNode>();

  get size(): number {
    return this.#nodes.size;
  }

  /** Id of the input of this name. */
  input(name: string): string {
    const key = `input ${name}`;
    const found = this.#nodes.get(key);
    if (found !== undefined) return found.id;
    this.#nodes.set(key, { kind: 'input', id: name, name });
    return name;
  }

  /** Id of the unit; the order of a sum's terms does not matter. */
  unit(activation: GraphActivation, { edges, bias }: Affine): string {
    const parts = edges.map(({ from, weight }) => `${from}:${coefficientKey(weight)}`);
    const key = `${activation}(${parts.toSorted().join(' ')} + ${bias.map(coefficientKey).toSorted().join(' ')})`;
    const found = this.#nodes.get(key);
    if (found !== undefined) return found.id;
    const units = [...this.#nodes.values()].filter(({ kind }) => kind === 'unit').length;
    // A colon, because no name in an equation has one.
    const id = `unit:${units + 1}`;
    this.#nodes.set(key, { kind: 'unit', id, activation, edges, bias });
    return id;
  }

  /** The nodes that the outputs need, in topological order. */
  graph(outputs: NetworkGraph['outputs']): NetworkGraph {
    const byId = new Map([...this.#nodes.values()].map((node) => [node.id, node]));
    const needed = new Set<string>();
    const pending = outputs.map(([, id]) => id);
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (needed.has(id)) continue;
      needed.add(id);
      const node = byId.get(id);
      if (node?.kind === 'unit') pending.push(...node.edges.map(({ from }) => from));
    }
    return { nodes: [...this.#nodes.values()].filter(({ id }) => needed.has(id)), outputs };
  }
}
