/** Figures from a network's outputs, summed in float64 outside tfjs: the same on every backend. */
import type { Sums } from '../../../src/catalog/kinds/metric.ts';
import type { Task } from '../../../src/document/parameters.ts';
import type { Batch } from './batch.ts';

/** `logits` are [count, outputs], row-major, as the batch's targets are. */
export function measure(task: Task, logits: Float32Array, { count, targets }: Batch): Sums {
  const outputs = logits.length / count;
  return task === 'classification'
    ? classified(logits, targets, count, outputs)
    : regressed(logits, targets, outputs);
}

function classified(
  logits: Float32Array,
  targets: Float32Array,
  count: number,
  outputs: number,
): Sums {
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < count; row++) {
    const start = row * outputs;
    let best = 0;
    let target = 0;
    for (let k = 1; k < outputs; k++) {
      if (logits[start + k]! > logits[start + best]!) best = k;
      if (targets[start + k] === 1) target = k;
    }
    let total = 0;
    for (let k = 0; k < outputs; k++) total += Math.exp(logits[start + k]! - logits[start + best]!);
    loss += Math.log(total) - single(logits[start + target]! - logits[start + best]!);
    if (best === target) correct += 1;
  }
  return { loss, correct, absolute: 0 };
}

function regressed(logits: Float32Array, targets: Float32Array, outputs: number): Sums {
  let squares = 0;
  let absolute = 0;
  for (let index = 0; index < logits.length; index++) {
    const error = logits[index]! - targets[index]!;
    squares += single(error * error);
    absolute += Math.abs(error);
  }
  return { loss: squares / outputs, correct: 0, absolute: absolute / outputs };
}

/** The value, but infinite where it is so in float32, in which PyTorch has the losses of rows. */
function single(value: number): number {
  const rounded = Math.fround(value);
  return Number.isFinite(rounded) ? value : rounded;
}

/** The Frobenius norm, summed in float64: its square would leave float32 below 10⁻¹⁹. */
export function norm(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value * value;
  return Math.sqrt(total);
}
