// What a loss's kernel can use: numbers of its settings, and the classes' weights.
import { Part, rowAt } from './gather';

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

/** The sum of the weights of the rows at positions `from` … `to` − 1 of an order, by their classes. */
export function weightOfRows(part: Part, order: usize, from: i32, to: i32, classes: usize): f64 {
  let all: f64 = 0;
  for (let position = from; position < to; position++) {
    const target = load<i32>(part.targets + ((<usize>rowAt(order, position)) << 2));
    all += load<f32>(classes + ((<usize>target) << 2));
  }
  return all;
}
