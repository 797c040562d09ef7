/**
 * What of Adam's m, and of an average of squares (Adam's v, RMSprop's s), a kernel takes for zero; 0 takes
 * nothing. A step is m̂ / (√v̂ + epsilon), where m̂ and v̂ are at most as many times larger as one minus the
 * decay goes into 1: what is lost of √v̂ is below a twentieth of what epsilon can be rounded by, and what is
 * lost of the step below 10⁻²¹ of the learning rate. With PyTorch's own settings these are 1e-30 and 1e-36,
 * which is also the most there is.
 */

export const settledMean = (epsilon: number, decay: number): number =>
  Math.min(1e-30, 1e-21 * epsilon * (1 - decay));

export const settledSquare = (epsilon: number, decay: number): number =>
  Math.min(1e-36, 1e-17 * epsilon ** 2 * (1 - decay));
