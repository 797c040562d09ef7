/** What the sum of a batch's losses is divided by. */
import type { Criterion } from '../../../src/catalog/kinds/loss.ts';
import { divisorOf } from '../../../src/catalog/lookup/loss-divisor.ts';
import type { LossName } from '../../../src/catalog/registry/loss.meta.ts';
import type { Batch } from './batch.ts';

export const batchDivisor = (
  loss: LossName,
  batch: Pick<Batch, 'targets' | 'count'>,
  outputs: number,
  criterion: Criterion | undefined,
): number =>
  criterion?.weights === undefined
    ? divisorOf(loss, batch.count, outputs)
    : weightOf(batch, criterion.weights);

/** The sum of the weights of a batch's rows, by their classes. */
function weightOf({ targets }: Pick<Batch, 'targets'>, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < targets.length; at++) sum += targets[at]! * weights[at % weights.length]!;
  return sum;
}
