/** Findings on a run, and the figures they are based on. */

/** A measured figure in a sentence, which contains `text` character for character. */
export interface Figure {
  /** Ids of the trials it was measured on; several for a mean. */
  readonly trials: readonly string[];
  /** "test accuracy, epoch 3" for instance. */
  readonly name: string;
  readonly value: number;
  readonly text: string;
}

/** One sentence, or two that belong together. */
export interface Sentence {
  /** Names its rule. The same figures give the same sentences in the same order. */
  readonly id: string;
  readonly text: string;
  readonly restsOn: readonly Figure[];
}

export interface Finding extends Sentence {
  readonly topic: 'about' | 'gradients' | 'training' | 'comparison' | 'troubles' | 'limits';
}
