/** Fills the kernel's structures: the table of linear maps, the parts, the optimiser and its steps. */
import {
  kernelCode,
  recordOf,
  slotsOf,
  stepCoefficients,
} from '../../../src/catalog/lookup/optimizer.ts';
import { defaultMembers } from '../../../src/catalog/defaults.ts';
import { layerCodes } from '../../../src/catalog/registry/layer.kernel.ts';
import type { Part } from '../../../src/protocol/dataset.ts';
import type { OptimizerSettings } from '../../../src/document/schema.ts';
import type { RatesAt } from '../types.ts';
import { LabError } from '../../../src/base/errors.ts';
import {
  bufferSlots,
  layerStructure,
  optimizerStructure,
  partStructure,
  stepFloats,
} from './built/structures.ts';
import type { Layout, PartLayout } from './layout.ts';
import { writeStructure } from './structure.ts';

export function writeTable(view: DataView, { table, maps }: Layout): void {
  maps.forEach((map, index) => {
    writeStructure(view, rowOf(table, index), layerStructure, {
      ...map,
      // All layers are of the kind implied by a network's short form.
      kind: layerCodes[defaultMembers.layer],
      norm: 0,
    });
  });
}

const rowOf = (table: number, index: number): number => table + index * layerStructure.bytes;

/** ‖∂L/∂a‖ after a layer, whose square the kernel has stored in the table. */
export const readNorm = (view: DataView, { table }: Layout, index: number): number =>
  Math.sqrt(view.getFloat64(rowOf(table, index) + layerStructure.fields.norm[0], true));

/** Writes a part with features and targets; pixels are already there. */
export function writePart(
  view: DataView<ArrayBuffer>,
  place: PartLayout,
  { features, divisor, targets, count }: Part,
  inputs: number,
): void {
  const pixels = features instanceof Uint8Array;
  writeStructure(view, place.address, partStructure, {
    features: place.features,
    targets: place.targets,
    inputs,
    pixels: pixels ? 1 : 0,
    ...(pixels ? reciprocal(divisor) : { high: 1, low: 0 }),
  });
  const { buffer } = view;
  if (!pixels) new Float32Array(buffer, place.features, features.length).set(features);
  const Words = targets instanceof Uint8Array ? Int32Array : Float32Array;
  new Words(buffer, place.targets, count).set(targets.subarray(0, count));
}

/**
 * 1 / divisor as the sum of a 12-bit number, whose product with a pixel is exact, and the rest, such
 * that pixel · high + pixel · low rounds to what pixel / divisor does in float32.
 * Throws LabError `internal` for a divisor for which this fails for any of the 256 pixels.
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

/** Writes the optimiser, followed by the table of its buffers. */
export function writeOptimizer(
  view: DataView,
  layout: Pick<Layout, 'optimizer' | 'parameters' | 'gradients' | 'buffers' | 'length'>,
  { name }: OptimizerSettings,
): void {
  const { optimizer, parameters, gradients, length } = layout;
  const buffers = optimizer + optimizerStructure.bytes;
  const kind = kernelCode(name);
  const values = { parameters, gradients, buffers, length, kind };
  writeStructure(view, optimizer, optimizerStructure, values);
  const addresses = slotsOf(name).map((slot) => layout.buffers.get(slot) ?? 0);
  for (let slot = 0; slot < bufferSlots; slot++)
    view.setUint32(buffers + slot * 4, addresses[slot] ?? 0, true);
}

/** The coefficients of the steps after the first `taken`, [steps, stepFloats]. @param ratesAt as in Session */
export function writeSteps(
  out: Float32Array,
  settings: OptimizerSettings,
  taken: number,
  steps: number,
  ratesAt?: RatesAt,
): void {
  const record = recordOf(settings.name);
  for (let step = 0; step < steps; step++) {
    const coefficients = stepCoefficients(settings, taken + step + 1, ratesAt?.(step));
    for (const [index, name] of record.entries())
      out[stepFloats * step + index] = Number(coefficients[name]);
  }
}
