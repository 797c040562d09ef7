/**
 * One step of backpropagation in numbers, for a single row of a classification: every value on the way forward,
 * every gradient on the way back. In float64 from the engine's float32 parameters.
 *
 * Forward: z = W a⁻ + b, a = f(z), of the last layer p = softmax(z), L = −ln p of the row's class.
 * Backward: ∂L/∂z = p − y of the last layer, ∂L/∂a⁻ = Wᵀ ∂L/∂z, ∂L/∂z⁻ = ∂L/∂a⁻ · f′(z⁻), and of every layer
 * ∂L/∂W = ∂L/∂z (a⁻)ᵀ, ∂L/∂b = ∂L/∂z (Rumelhart, Hinton and Williams, 1986).
 */
import { activationValue } from '../../catalog/lookup/activation.ts';
import { slopeOf } from '../../catalog/lookup/activation-slope.ts';
import type { Activation } from '../../document/schema.ts';
import type { LayerParameters } from '../../torch/layers.ts';

export interface LayerStep {
  /** What goes in: the inputs, or the activations of the layer before. [inputs]. */
  readonly inputs: readonly number[];
  /** [outputs]. */
  readonly z: readonly number[];
  /** f(z); of the last layer the softmax. [outputs]. */
  readonly a: readonly number[];
  /** f′(z), [outputs]; null for the last layer, whose gradient comes from softmax and loss together. */
  readonly slope: readonly number[] | null;
  /** ∂L/∂a, [outputs]; null for the last layer. */
  readonly gradA: readonly number[] | null;
  /** ∂L/∂z, which is ∂L/∂b. [outputs]. */
  readonly gradZ: readonly number[];
  /** ∂L/∂W, [outputs][inputs]. */
  readonly gradW: readonly (readonly number[])[];
}

export interface StepNumbers {
  readonly layers: readonly LayerStep[];
  /** p − y's one-hot class. */
  readonly label: number;
  readonly loss: number;
}

/** @param inputs [inputs of the first layer], as the network gets them */
export function stepNumbers(
  parameters: readonly LayerParameters[],
  activation: Activation,
  inputs: readonly number[],
  label: number,
): StepNumbers {
  const value = activationValue(activation);
  const slopeAt = slopeOf(activation);
  const last = parameters.length - 1;
  const forward: { inputs: readonly number[]; z: number[]; a: number[] }[] = [];
  let at = inputs;
  for (const [index, layer] of parameters.entries()) {
    const z = sums(layer, at);
    const a = index === last ? softmax(z) : z.map(value);
    forward.push({ inputs: at, z, a });
    at = a;
  }
  const layers: LayerStep[] = [];
  let gradA: number[] | null = null;
  for (let index = last; index >= 0; index--) {
    const { inputs: before, z, a } = forward[index]!;
    const slope: number[] | null = gradA === null ? null : z.map(slopeAt);
    const gradZ: number[] =
      gradA === null || slope === null
        ? a.map((p, unit) => p - (unit === label ? 1 : 0))
        : gradA.map((gradient, unit) => gradient * slope[unit]!);
    const gradW = gradZ.map((gradient) => before.map((value) => gradient * value));
    layers.unshift({ inputs: before, z, a, slope, gradA, gradZ, gradW });
    gradA = backward(parameters[index]!, gradZ);
  }
  return { layers, label, loss: -Math.log(forward[last]!.a[label]!) };
}

const sums = ({ inputs, weight, bias }: LayerParameters, x: readonly number[]): number[] =>
  Array.from(bias, (sum, output) =>
    x.reduce((total, value, input) => total + value * weight[output * inputs + input]!, sum),
  );

/** Wᵀ g. */
function backward({ inputs, weight }: LayerParameters, gradient: readonly number[]): number[] {
  return Array.from({ length: inputs }, (_, input) =>
    gradient.reduce((sum, g, output) => sum + g * weight[output * inputs + input]!, 0),
  );
}

function softmax(z: readonly number[]): number[] {
  const most = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
