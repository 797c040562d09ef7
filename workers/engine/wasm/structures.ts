/** Fills the kernel's structures: the table of linear maps, the parts, the optimiser and its steps. */
import type { Part } from '../../../src/datasets/types.ts';
import type { OptimizerSettings } from '../../../src/experiment/schema.ts';
import { LabError } from '../../../src/protocol/errors.ts';
import {
  bufferNames,
  stepCoefficients,
  type BufferName,
  type StepCoefficients,
} from '../../../src/torch/optimizer.ts';
import { kernelOptimizers, type Layout, type PartLayout } from './layout.ts';

/** class Layer of workers/kernels/network.ts. */
export function writeTable(view: DataView, layout: Layout, layerBytes: number): void {
  layout.maps.forEach((map, index) => {
    const { inputs, outputs, width, weight, bias, weightGradient, biasGradient } = map;
    const { turned, x, xStride, a, aStride, delta, z } = map;
    const fields = [inputs, outputs, width, weight, bias, weightGradient, biasGradient];
    fields.push(turned, x, xStride, a, aStride, delta, z);
    writeWords(view, layout.table + index * layerBytes, fields);
  });
}

/** The norm's place in a row of the table: behind fourteen words. */
export const normOffset = 56;

/** class Part of workers/kernels/gather.ts, with features and targets; pixels are there already. */
export function writePart(
  view: DataView<ArrayBuffer>,
  place: PartLayout,
  { features, divisor, targets, count }: Part,
  inputs: number,
): void {
  const pixels = features instanceof Uint8Array;
  writeWords(view, place.address, [place.features, place.targets, inputs, pixels ? 1 : 0]);
  const { high, low } = pixels ? reciprocal(divisor) : { high: 1, low: 0 };
  view.setFloat32(place.address + 16, high, true);
  view.setFloat32(place.address + 20, low, true);
  const { buffer } = view;
  if (!pixels) new Float32Array(buffer, place.features, features.length).set(features);
  const Words = targets instanceof Uint8Array ? Int32Array : Float32Array;
  new Words(buffer, place.targets, count).set(targets.subarray(0, count));
}

/**
 * 1 / divisor as the sum of a number of 12 digits, whose product with a pixel is exact, and the
 * rest, such that pixel · high + pixel · low rounds to what pixel / divisor does in float32.
 * Throws LabError `internal` for a divisor with which one of the 256 pixels would not.
 */
export function reciprocal(divisor: number): { readonly high: number; readonly low: number } {
  const F = Math.fround;
  const exponent = Math.floor(Math.log2(1 / divisor));
  const unit = 2 ** (exponent - 12);
  const high = Math.round(1 / divisor / unit) * unit;
  const low = F(1 / divisor - high);
  for (let pixel = 0; pixel < 256; pixel++) {
    if (F(F(pixel * high) + F(pixel * low)) !== F(pixel / divisor)) {
      throw new LabError('internal', `Cannot divide pixels by ${divisor} without rounding twice`);
    }
  }
  return { high, low };
}

/** class Optimizer of workers/kernels/optimizer.ts. */
export function writeOptimizer(view: DataView, layout: Layout, settings: OptimizerSettings): void {
  const { optimizer, parameters, gradients, length } = layout;
  const c = stepCoefficients(settings, 1);
  const names = bufferNames(settings);
  const buffers = bufferOrder[c.name].map((name) => {
    const index = names.indexOf(name);
    return index === -1 ? 0 : layout.buffers[index]!;
  });
  writeWords(view, optimizer, [parameters, gradients, ...buffers]);
  const nesterov = c.name === 'sgd' && c.nesterov;
  const fromGradient = c.name !== 'sgd' && c.lerpFromGradient;
  const kind = kernelOptimizers[c.name];
  writeWords(view, optimizer + 20, [length, kind, nesterov ? 1 : 0, fromGradient ? 1 : 0]);
  const { mean, square } = settledBelow(settings);
  [...floatsOf(c), mean, square].forEach((value, index) =>
    view.setFloat32(optimizer + 36 + index * 4, value, true),
  );
}

/**
 * What of Adam's m, and of an average of squares (Adam's v, RMSprop's s), the kernel takes for zero;
 * 0 takes nothing. A step is m̂ / (√v̂ + epsilon), where m̂ and v̂ are at most as many times larger as
 * one minus the decay goes into 1: what is lost of √v̂ is below a twentieth of what epsilon can be
 * rounded by, and what is lost of the step below 10⁻²¹ of the learning rate. With PyTorch's own
 * settings these are 1e-30 and 1e-36, which is also the most there is.
 */
export function settledBelow(settings: OptimizerSettings): {
  readonly mean: number;
  readonly square: number;
} {
  switch (settings.name) {
    case 'sgd':
      return { mean: 0, square: 0 };
    case 'rmsprop':
      return { mean: 0, square: leastSquare(settings.epsilon, settings.alpha) };
    case 'adam':
    case 'adamw':
      return {
        mean: Math.min(1e-30, 1e-21 * settings.epsilon * (1 - settings.beta1)),
        square: leastSquare(settings.epsilon, settings.beta2),
      };
  }
}

const leastSquare = (epsilon: number, decay: number): number =>
  Math.min(1e-36, 1e-17 * epsilon ** 2 * (1 - decay));

/** Which buffer is the kernel's first, second and third. */
const bufferOrder: Readonly<Record<StepCoefficients['name'], readonly BufferName[]>> = {
  sgd: ['momentum', 'gradientAverage', 'largestSecondMoment'],
  rmsprop: ['squareAverage', 'momentum', 'gradientAverage'],
  adam: ['firstMoment', 'secondMoment', 'largestSecondMoment'],
};

/** weightDecay, learningRate, momentum, decay, oneMinusDecay, lerpFactor, epsilon, shrink. */
function floatsOf(c: StepCoefficients): number[] {
  switch (c.name) {
    case 'sgd':
      return [c.weightDecay, c.learningRate, c.momentum, 0, 0, 0, 0, 1];
    case 'rmsprop': {
      const { weightDecay, learningRate, momentum, alpha, oneMinusAlpha, lerpFactor, epsilon } = c;
      return [weightDecay, learningRate, momentum, alpha, oneMinusAlpha, lerpFactor, epsilon, 1];
    }
    case 'adam': {
      const { weightDecay, beta2, oneMinusBeta2, lerpFactor, epsilon, shrink } = c;
      return [weightDecay, 0, 0, beta2, oneMinusBeta2, lerpFactor, epsilon, shrink];
    }
  }
}

/** class Step of workers/kernels/optimizer.ts for the steps after the first `taken`: two floats each. */
export function writeSteps(
  out: Float32Array,
  settings: OptimizerSettings,
  taken: number,
  steps: number,
): void {
  for (let step = 0; step < steps; step++) {
    const c = stepCoefficients(settings, taken + step + 1);
    if (c.name === 'sgd') out[2 * step] = c.gradientFactor;
    if (c.name !== 'adam') continue;
    out[2 * step] = c.stepSize;
    out[2 * step + 1] = c.rootCorrection;
  }
}

function writeWords(view: DataView, address: number, words: readonly number[]): void {
  words.forEach((word, index) => view.setUint32(address + index * 4, word, true));
}
