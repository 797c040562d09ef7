/** (f(θ + h) − f(θ − h)) / 2h: the check that a derivative by hand is always given. */
export const centralDifference = (f: (value: number) => number, at: number, h = 1e-5): number =>
  (f(at + h) - f(at - h)) / (2 * h);
