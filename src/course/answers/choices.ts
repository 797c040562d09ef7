/** How the report reads what the assignment leaves open: its missing figures, and its ambiguous words. */
import type { LossForm, SharedUnit } from '../theory/multi-task.ts';
import type { Wiring } from '../theory/small-net.ts';

/** v ← βv − ηg, then w ← w + v; or PyTorch's v ← βv + g, then w ← w − ηv. */
export type Velocity = 'classical' | 'pytorch';

export interface Choices {
  /** T5: how the weights of the missing figure are numbered. */
  readonly wiring: Wiring;
  /** T5: what “current velocity” means. */
  readonly velocity: Velocity;
  /** T6: the loss as the question prints it, or with the minus of a cross-entropy. */
  readonly loss: LossForm;
  /** T6: what the hidden unit of the missing figure computes. */
  readonly unit: SharedUnit;
  /** Where the readings that were not chosen go. */
  readonly others: 'appendix' | 'none';
}

export const defaultChoices: Choices = {
  wiring: 'by-neuron',
  velocity: 'classical',
  loss: 'corrected',
  unit: 'sigmoid',
  others: 'appendix',
};
