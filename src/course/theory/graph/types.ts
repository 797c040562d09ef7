/** A network as a graph: read from an equation, and drawn. */

export const graphActivations = ['relu', 'leaky-relu', 'tanh', 'sigmoid', 'linear'] as const;
export type GraphActivation = (typeof graphActivations)[number];

/** A weight as written: a product of names and a number. */
export interface Coefficient {
  readonly factor: number;
  /** Sorted: ["w1"]; empty if the weight is a number. */
  readonly names: readonly string[];
}

export interface Edge {
  /** Id of the source node. */
  readonly from: string;
  readonly weight: Coefficient;
}

export interface InputNode {
  readonly kind: 'input';
  readonly id: string;
  /** "x1". */
  readonly name: string;
}

/** activation(Σ weight · from + Σ bias). */
export interface UnitNode {
  readonly kind: 'unit';
  readonly id: string;
  readonly activation: GraphActivation;
  readonly edges: readonly Edge[];
  /** Terms of a sum; empty without a bias. */
  readonly bias: readonly Coefficient[];
}

export type GraphNode = InputNode | UnitNode;

export interface NetworkGraph {
  /** In topological order; equal sub-expressions are one node. */
  readonly nodes: readonly GraphNode[];
  /** By name, in the order of the equations: [["y", "unit:5"]]. */
  readonly outputs: readonly (readonly [name: string, id: string])[];
}

/** What is wrong with an equation, and where in its text. */
export interface EquationProblem {
  /** Offset of the first wrong character; the text's length if something is missing at the end. */
  readonly at: number;
  readonly length: number;
  readonly message: string;
}
