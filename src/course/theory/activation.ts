/** Activations and their derivatives, in float64. */

export const hiddenActivations = ['tanh', 'sigmoid', 'relu', 'leaky-relu'] as const;
export type HiddenActivation = (typeof hiddenActivations)[number];

const leakySlope = 0.01;

/** Without overflow for any z. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

/** ln(1 + eᶻ), without overflow for any z. */
export const softplus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

export const relu = (z: number): number => Math.max(z, 0);

/** 0 at zero, as in PyTorch. */
export const reluSlope = (z: number): number => (z > 0 ? 1 : 0);

export function activate(name: HiddenActivation, z: number): number {
  switch (name) {
    case 'tanh':
      return Math.tanh(z);
    case 'sigmoid':
      return sigmoid(z);
    case 'relu':
      return relu(z);
    case 'leaky-relu':
      return z > 0 ? z : leakySlope * z;
  }
}

export function activationSlope(name: HiddenActivation, z: number): number {
  switch (name) {
    case 'tanh':
      return 1 - Math.tanh(z) ** 2;
    case 'sigmoid':
      return sigmoid(z) * sigmoid(-z);
    case 'relu':
      return reluSlope(z);
    case 'leaky-relu':
      return z > 0 ? 1 : leakySlope;
  }
}
