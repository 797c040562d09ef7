import type { ActivationOracle } from '../../kinds.ts';

const density = (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);

/** Nodes and weights of Gauss and Legendre's rule on −1 … 1: zeros of the polynomial, by Newton's method. */
const rule = Array.from({ length: 48 }, (_, index) => {
  const n = 48;
  let x = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5));
  let slope = 0;
  for (let turn = 0; turn < 8; turn++) {
    let [before, value] = [1, x];
    for (let k = 2; k <= n; k++)
      [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
    slope = (n * (x * value - before)) / (x * x - 1);
    x -= value / slope;
  }
  return { x, weight: 2 / ((1 - x * x) * slope * slope) };
});

/** 1 − Φ(z) for z ≥ 0: φ(z) ∫ e^(−z t − t²/2) dt over t ≥ 0, up to where it is negligible. */
function tail(z: number): number {
  const half = Math.min(9, 40 / Math.max(z, 1)) / 2;
  let sum = 0;
  for (const { x, weight } of rule) {
    const t = half * (x + 1);
    sum += weight * Math.exp(-z * t - (t * t) / 2);
  }
  return density(z) * half * sum;
}

const distribution = (z: number): number => (z < 0 ? tail(-z) : 1 - tail(z));

export default {
  value: (z) => z * distribution(z),
  slope: (z) => distribution(z) + z * density(z),
} satisfies ActivationOracle;
