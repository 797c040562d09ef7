/** What the worked answers are made of, before a page or the report draws it. */

/** One step of a computation. */
export interface Step {
  readonly title: string;
  /** Formulas, in TeX, each on a line of its own. */
  readonly lines: readonly string[];
  /** Said below the formulas. */
  readonly note?: string;
}

export interface NumberField {
  readonly key: string;
  /** What it is, in words. */
  readonly label: string;
  /** Its symbol, in TeX. */
  readonly tex: string;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** A slider beside the field, on a logarithmic scale. */
  readonly slider?: boolean;
}

export type FieldValues = Readonly<Record<string, number>>;

export interface DrawnNode {
  readonly id: string;
  /** Centre, in the drawing's units. */
  readonly x: number;
  readonly y: number;
  /** As written in the circle: "h₁". */
  readonly name: string;
  readonly kind: 'input' | 'neuron' | 'loss';
  /** In words: "hidden neuron 1". */
  readonly means: string;
  /** What it holds, below its name; '' while that is not known yet. */
  readonly value: string;
  /** Lines above and below: sum and bias, gradient. */
  readonly above?: readonly string[];
  readonly below?: readonly string[];
}

export interface DrawnEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** "w₁ = 0.1" */
  readonly label: string;
  /** The gradient, on a second line; '' while that is not known yet. */
  readonly gradient: string;
  /** Where along the edge its label stands, 0 … 1. */
  readonly at: number;
}
