/**
 * The network of question T5: inputs x₁ and x₂, hidden ReLU neurons h₁ and h₂, a sigmoid output y, and
 * cross-entropy. The weights of the hidden layer are w₁ … w₄, those of the output w₅ (from h₁) and w₆
 * (from h₂); b₁, b₂ and b₃ belong to h₁, h₂ and y.
 */
import { relu, reluSlope, sigmoid, softplus } from './activation.ts';

/** Whether w₁ and w₂ enter h₁ or leave x₁: the figure that would show it is unavailable. */
export const wirings = ['by-neuron', 'by-input'] as const;
export type Wiring = (typeof wirings)[number];

export interface SmallNet {
  readonly wiring: Wiring;
  /** w₁ … w₆ */
  readonly w: readonly number[];
  /** b₁ … b₃ */
  readonly b: readonly number[];
}

export interface Sample {
  /** x₁, x₂ */
  readonly x: readonly number[];
  /** The target, 0 … 1. */
  readonly t: number;
}

/** The ends of the weights w₁ … w₄: [input, hidden neuron], numbered from 0. */
export const hiddenEdges: Readonly<Record<Wiring, readonly (readonly [number, number])[]>> = {
  'by-neuron': [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ],
  'by-input': [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
};

/** Indices of the weights that enter a hidden neuron, from x₁ and from x₂. */
export const weightsInto = (wiring: Wiring, neuron: number): number[] =>
  [0, 1].map((input) =>
    hiddenEdges[wiring].findIndex(([from, to]) => from === input && to === neuron),
  );

export interface Forward {
  /** Weighted sums of the hidden neurons, and their ReLU. */
  readonly z: readonly number[];
  readonly h: readonly number[];
  /** Weighted sum of the output neuron. */
  readonly zOut: number;
  readonly y: number;
  /** −[t ln y + (1 − t) ln(1 − y)] */
  readonly loss: number;
}

const at = (values: readonly number[], index: number): number => values[index] ?? NaN;

export function forward({ wiring, w, b }: SmallNet, { x, t }: Sample): Forward {
  const z = [0, 1].map((neuron) =>
    weightsInto(wiring, neuron).reduce(
      (sum, weight, input) => sum + at(w, weight) * at(x, input),
      at(b, neuron),
    ),
  );
  const h = z.map(relu);
  const zOut = at(w, 4) * at(h, 0) + at(w, 5) * at(h, 1) + at(b, 2);
  // −t ln σ(z) − (1 − t) ln(1 − σ(z)), without the logarithm of a rounded 0.
  return { z, h, zOut, y: sigmoid(zOut), loss: softplus(zOut) - t * zOut };
}

export interface Backward {
  /** ∂L/∂zOut: y − t. */
  readonly dzOut: number;
  readonly dh: readonly number[];
  readonly dz: readonly number[];
  /** ∂L/∂w₁ … ∂L/∂w₆ */
  readonly dw: readonly number[];
  /** ∂L/∂b₁ … ∂L/∂b₃ */
  readonly db: readonly number[];
}

export function backward(net: SmallNet, sample: Sample): Backward {
  const { z, h, y } = forward(net, sample);
  const dzOut = y - sample.t;
  const dh = [0, 1].map((neuron) => dzOut * at(net.w, 4 + neuron));
  const dz = dh.map((d, neuron) => d * reluSlope(at(z, neuron)));
  const dw = [
    ...hiddenEdges[net.wiring].map(([input, neuron]) => at(dz, neuron) * at(sample.x, input)),
    ...h.map((value) => dzOut * value),
  ];
  return { dzOut, dh, dz, dw, db: [...dz, dzOut] };
}

/** θ − η·g for every parameter. */
export const sgdStep = (values: readonly number[], gradients: readonly number[], rate: number) =>
  values.map((value, i) => value - rate * at(gradients, i));

export interface MomentumStep {
  readonly velocity: number;
  readonly value: number;
}

/**
 * One step with momentum, in both conventions: `classical` includes the learning rate in the velocity,
 * v ← βv − ηg and θ ← θ + v; `pytorch` does not, v ← βv + g and θ ← θ − ηv.
 */
export function momentumStep(
  convention: 'classical' | 'pytorch',
  value: number,
  gradient: number,
  settings: { readonly rate: number; readonly momentum: number; readonly velocity: number },
): MomentumStep {
  const { rate, momentum } = settings;
  if (convention === 'classical') {
    const velocity = momentum * settings.velocity - rate * gradient;
    return { velocity, value: value + velocity };
  }
  const velocity = momentum * settings.velocity + gradient;
  return { velocity, value: value - rate * velocity };
}
