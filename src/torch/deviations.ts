/** Standard deviations of initial weights, rounded in PyTorch's order. Source: torch/nn/init.py. */

/** gain · √(2 / (inputs + outputs)): Glorot and Bengio (2010). */
export const xavierDeviation = (inputs: number, outputs: number, gain: number): number =>
  gain * Math.sqrt(2 / (inputs + outputs));

/** √2 / √inputs: He et al. (2015) with PyTorch's defaults, fan_in and the gain of ReLU. */
export const kaimingDeviation = (inputs: number): number => Math.SQRT2 / Math.sqrt(inputs);
