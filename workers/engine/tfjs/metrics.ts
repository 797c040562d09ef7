/** Figures from a network's outputs, summed in float64 outside tfjs: the same on every backend. */
import type { Sums } from '../../../src/catalog/kinds/metric.ts';
import { lossMeta, type LossName } from '../../../src/catalog/registry/loss.meta.ts';
import { lossReference } from '../../../src/catalog/registry/loss.reference.ts';
import type { Batch } from './batch.ts';

/** `logits` are [count, outputs], row-major, as the batch's targets are. */
export function measure(
  name: LossName,
  logits: Float32Array,
  { count, targets }: Pick<Batch, 'count' | 'targets'>,
): Sums {
  const outputs = logits.length / count;
  const ofClasses = lossMeta[name].targets === 'class';
  const { value } = lossReference[name];
  const sums = { loss: 0, correct: 0, absolute: 0 };
  for (let start = 0; start < logits.length; start += outputs) {
    const row = logits.subarray(start, start + outputs);
    const own = targets.subarray(start, start + outputs);
    if (ofClasses) {
      const target = own.indexOf(1);
      sums.loss += single(value(row, [target]));
      if (firstLargest(row) === target) sums.correct += 1;
    } else {
      sums.loss += single(value(row, own));
      for (let k = 0; k < outputs; k++) sums.absolute += Math.abs(row[k]! - own[k]!) / outputs;
    }
  }
  return sums;
}

function firstLargest(row: Float32Array): number {
  let best = 0;
  for (let k = 1; k < row.length; k++) if (row[k]! > row[best]!) best = k;
  return best;
}

/** The value, but infinite if it overflows float32, in which PyTorch computes row losses. */
function single(value: number): number {
  const rounded = Math.fround(value);
  return Number.isFinite(rounded) ? value : rounded;
}

/** The Frobenius norm, summed in float64: below 10⁻¹⁹ its square would underflow float32. */
export function norm(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value * value;
  return Math.sqrt(total);
}
