/** What the program says of a run, and what it says it from. */

/** A measured figure as a sentence carries it: `text` stands in the sentence, letter by letter. */
export interface Figure {
  /** Ids of the trials that it was measured on; several for a mean. */
  readonly trials: readonly string[];
  /** What it is, "test accuracy, epoch 3" for instance. */
  readonly name: string;
  readonly value: number;
  readonly text: string;
}

/** One sentence, or two that belong together. */
export interface Finding {
  /** Which rule said it: the same figures give the same findings in the same order. */
  readonly id: string;
  readonly topic: 'about' | 'gradients' | 'training' | 'comparison' | 'troubles' | 'limits';
  readonly text: string;
  readonly restsOn: readonly Figure[];
}
