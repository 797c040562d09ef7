import type { LossOracle } from '../../kinds.ts';

function softmax(outputs: readonly number[]): number[] {
  const largest = Math.max(...outputs);
  const powers = outputs.map((output) => Math.exp(output - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** −log of the softmax at the class. */
export default {
  value: (outputs, [target]) => {
    const largest = Math.max(...outputs);
    const sum = outputs.reduce((total, output) => total + Math.exp(output - largest), 0);
    return Math.log(sum) - (outputs[target!]! - largest);
  },
  gradient: (outputs, [target]) =>
    softmax(outputs).map((probability, k) => probability - (k === target ? 1 : 0)),
} satisfies LossOracle;
