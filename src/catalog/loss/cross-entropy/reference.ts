import type { LossReference } from '../../kinds/loss.ts';

/**
 * log Σ exp(z − m) − (z − m)[target] with m the largest output, so that nothing overflows. With label smoothing ε and
 * weights w: (1 − ε) w[target] times that, and ε/K times the sum of the same of every class with its own weight.
 */
export default {
  value: (
    outputs,
    targets,
    { coefficients: [smoothing = 0] = [], weights } = { coefficients: [] },
  ) => {
    let largest = outputs[0]!;
    for (let k = 1; k < outputs.length; k++) if (outputs[k]! > largest) largest = outputs[k]!;
    let total = 0;
    for (const output of Array.from(outputs)) total += Math.exp(output - largest);
    const lossOf = (k: number): number =>
      (weights?.[k] ?? 1) * (Math.log(total) - (outputs[k]! - largest));
    const own = targets[0]! < outputs.length ? lossOf(targets[0]!) : Number.NaN;
    if (smoothing === 0) return own;
    let all = 0;
    for (let k = 0; k < outputs.length; k++) all += lossOf(k);
    return (1 - smoothing) * own + (smoothing / outputs.length) * all;
  },
} satisfies LossReference;
