/** What training costs on any machine. */
import { trialCounts, trialOperations } from './parameters.ts';
import type { Trial } from './schema.ts';

/**
 * Multiply–adds of a trial's training: the forward pass of each row, and twice as many for the backward pass. What is
 * evaluated after each epoch is not counted.
 */
export const multiplyAdds = (trial: Trial): number =>
  (3 / 2) * trialOperations(trial) * trialCounts(trial).train * trial.epochs;
