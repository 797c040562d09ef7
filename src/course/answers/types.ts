/** The parts of a worked answer, before a page or the report renders them. */

/** One step of a computation. */
export interface Step {
  readonly title: string;
  /** Formulas, in TeX, each on a line of its own. */
  readonly lines: readonly string[];
  /** Shown below the formulas. */
  readonly note?: string;
}

export interface NumberField {
  readonly key: string;
  /** Its name in words. */
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
  /** Its value, below its name; '' while unknown. */
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
  /** The gradient, on a second line; '' while unknown. */
  readonly gradient: string;
  /** Position of the label along the edge, 0 … 1. */
  readonly at: number;
}
