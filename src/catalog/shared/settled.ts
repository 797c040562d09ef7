/**
 * Thresholds below which a kernel sets Adam's m, or an average of squares (Adam's v, RMSprop's s), to zero; 0 sets
 * nothing. A step is m̂ / (√v̂ + epsilon), where m̂ and v̂ are larger by a factor of at most 1 / (1 − decay): the
 * loss in √v̂ is below a twentieth of epsilon's rounding error, and the loss in the step below 10⁻²¹ of the learning
 * rate. With PyTorch's default settings the thresholds are 1e-30 and 1e-36, which are also their maximum.
 */

export const settledMean = (epsilon: number, decay: number): number =>
  Math.min(1e-30, 1e-21 * epsilon * (1 - decay));

export const settledSquare = (epsilon: number, decay: number): number =>
  Math.min(1e-36, 1e-17 * epsilon ** 2 * (1 - decay));
