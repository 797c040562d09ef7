/** A network as a graph: what an equation means and what is drawn. */

export const graphActivations = ['relu', 'leaky-relu', 'tanh', 'sigmoid', 'linear'] as const;
export type GraphActivation = (typeof graphActivations)[number];

/** A weight as it is written: names multiplied with each other and with a number. */
export interface Coefficient {
  readonly factor: number;
  /** In order of their names: ["w1"]; none where the weight is a number. */
  readonly names: readonly string[];
}

export interface Edge {
  /** Id of the node that it comes from. */
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
  /** Summed up; empty without a bias. */
  readonly bias: readonly Coefficient[];
}

export type GraphNode = InputNode | UnitNode;

export interface NetworkGraph {
  /** Every node stands behind those that it comes from; equal sub-expressions are one node. */
  readonly nodes: readonly GraphNode[];
  /** By name, in the order in which they were written: [["y", "u5"]]. */
  readonly outputs: readonly (readonly [name: string, id: string])[];
}

/** What is wrong with an equation, and where in its text. */
export interface EquationProblem {
  /** Index of the first character that it is about; the text's length where something is missing. */
  readonly at: number;
  readonly length: number;
  readonly message: string;
}
