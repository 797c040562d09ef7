/** Fills the kernel's structures: the table of linear maps, the parts, the optimiser and its steps. */
import {
  kernelCode,
  recordOf,
  slotsOf,
  stepCoefficients,
} from '../../../src/catalog/lookup/optimizer.ts';
import { defaultMembers } from '../../../src/catalog/defaults.ts';
import { layerCodes } from '../../../src/catalog/registry/layer.kernel.ts';
import type { Part } from '../../../src/datasets/types.ts';
import type { OptimizerSettings } from '../../../src/experiment/schema.ts';
import { LabError } from '../../../src/protocol/errors.ts';
import { bufferSlots, stepFloats, type Layout, type PartLayout } from './layout.ts';

/** class Layer of workers/kernels/network.ts. */
export function writeTable(view: DataView, layout: Layout, layerBytes: number): void {
  layout.maps.forEach((map, index) => {
    const { inputs, outputs, width, weight, bias, weightGradient, biasGradient } = map;
    const { turned, x, xStride, a, aStride, delta, z } = map;
    const fields = [inputs, outputs, width, weight, bias, weightGradient, biasGradient];
    fields.push(turned, x, xStride, a, aStride, delta, z);
    // Every one is the layer that the short form of a network means.
    fields.push(layerCodes[defaultMembers.layer]);
    writeWords(view, layout.table + index * layerBytes, fields);
  });
}

/** The norm's place in a row of the table: behind fifteen words, at a multiple of eight. */
export const normOffset = 64;

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

/** class Optimizer of workers/kernels/optimizer.ts, and the table of its buffers behind it. */
export function writeOptimizer(view: DataView, layout: Layout, { name }: OptimizerSettings): void {
  const { optimizer, parameters, gradients, length } = layout;
  const table = optimizer + 5 * 4;
  writeWords(view, optimizer, [parameters, gradients, table, length, kernelCode(name)]);
  const slots = slotsOf(name).map((slot) => layout.buffers.get(slot) ?? 0);
  writeWords(view, table, [...slots, ...Array<number>(bufferSlots - slots.length).fill(0)]);
}

/** The coefficients of the steps after the first `taken`, [steps, stepFloats]. */
export function writeSteps(
  out: Float32Array,
  settings: OptimizerSettings,
  taken: number,
  steps: number,
): void {
  const record = recordOf(settings.name);
  for (let step = 0; step < steps; step++) {
    const coefficients = stepCoefficients(settings, taken + step + 1);
    for (const [index, name] of record.entries())
      out[stepFloats * step + index] = Number(coefficients[name]);
  }
}

function writeWords(view: DataView, address: number, words: readonly number[]): void {
  words.forEach((word, index) => view.setUint32(address + index * 4, word, true));
}
