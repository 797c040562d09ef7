/** The two losses with PyTorch's mean reduction, and their gradient at the network's output. */
import {
  div,
  exp,
  greater,
  log,
  max,
  mul,
  reshape,
  square,
  sub,
  sum,
  where,
  zerosLike,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Task } from '../../../src/document/parameters.ts';
import type { Scalars } from './scalars.ts';

export interface Loss {
  /** The batch's mean loss, [1]. */
  readonly mean: Tensor1D;
  /** ∂L/∂logits, [batch, outputs]. */
  readonly delta: Tensor2D;
}

/** `logits` and `targets` are [batch, outputs]; targets are one-hot classes, or values. */
export function loss(task: Task, logits: Tensor2D, targets: Tensor2D, scalars: Scalars): Loss {
  return task === 'classification'
    ? crossEntropy(logits, targets, scalars)
    : squaredError(logits, targets, scalars);
}

/**
 * L = mean of log Σ exp(z − m) − (z − m)[target], where m is the row's largest logit, so that
 * nothing overflows; δ = (softmax(z) − target) / batch.
 */
function crossEntropy(logits: Tensor2D, targets: Tensor2D, scalars: Scalars): Loss {
  const batch = logits.shape[0];
  const shifted = sub(logits, max(logits, 1, true));
  const powers = exp(shifted);
  const total = sum(powers, 1, true);
  const inverse = scalars.get(`1/${batch}`, 1 / batch);
  // A product with the targets would make no number of −∞, a logit far below its row's largest.
  const own = where(greater(targets, scalars.zero), shifted, zerosLike(shifted));
  const picked = sum(own, 1, true);
  const mean = mul(sum(sub(log(total), picked)), inverse);
  const delta: Tensor2D = mul(sub(div(powers, total), targets), inverse);
  return { mean: reshape(mean, [1]), delta };
}

/** L = mean of (z − y)² over batch × outputs; δ = 2 (z − y) / (batch × outputs). */
function squaredError(logits: Tensor2D, targets: Tensor2D, scalars: Scalars): Loss {
  const elements = logits.size;
  const difference = sub(logits, targets);
  const mean = mul(sum(square(difference)), scalars.get(`1/${elements}`, 1 / elements));
  const delta: Tensor2D = mul(difference, scalars.get(`2/${elements}`, 2 / elements));
  return { mean: reshape(mean, [1]), delta };
}
