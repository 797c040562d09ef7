/** (f(θ + h) − f(θ − h)) / 2h: checks derivatives that were derived by hand. */
export const centralDifference = (f: (value: number) => number, at: number, h = 1e-5): number =>
  (f(at + h) - f(at - h)) / (2 * h);
