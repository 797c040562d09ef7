// What a loss's kernel can use: numbers of its settings, and the classes' weights.

/** Floats in memory for them: the maximum length of a plan's coefficients. */
export const lossFloats: i32 = 4;

let coefficients: usize = 0;
let weights: usize = 0;

/** 0 for a loss at its defaults, and where classes have no weights. */
export function setCriterion(coefficientsAt: usize, weightsAt: usize): void {
  coefficients = coefficientsAt;
  weights = weightsAt;
}

/** By its index in the plan's list; 0 where there are none. */
export function coefficient(index: i32): f32 {
  return coefficients ? load<f32>(coefficients + ((<usize>index) << 2)) : 0;
}

/** [classes]; 0 where all count alike. */
export function classWeights(): usize {
  return weights;
}
