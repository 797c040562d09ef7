import type { ActivationReference } from '../../kinds/activation.ts';

/** The logistic function, without overflow. */
const logistic = (z: number): number => {
  const power = Math.exp(-Math.abs(z));
  return (z < 0 ? power : 1) / (1 + power);
};

export default {
  value: (z) => z * logistic(z),
} satisfies ActivationReference;
