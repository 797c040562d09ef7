/**
 * A trial's layout in the kernel's memory: everything is placed once, before the first step. Sizes are in
 * bytes unless stated as floats.
 */
import { layersBetween, parametersIn } from '../../../src/catalog/lookup/layer.ts';
import { bufferNames } from '../../../src/catalog/lookup/optimizer.ts';
import { activationMeta } from '../../../src/catalog/registry/activation.meta.ts';
import type { Part } from '../../../src/protocol/dataset.ts';
import type { SessionOptions } from '../types.ts';
import { Allocator } from './allocator.ts';
import {
  activationFloats,
  lossFloats,
  bufferSlots,
  layerStructure,
  optimizerStructure,
  partStructure,
  stepFloats,
} from './built/structures.ts';

/** Steps whose rows and coefficients are written at once: takes a few milliseconds. */
export const stepsAtOnce = 2048;
/** Samples side by side in a panel. */
export const panelRows = 8;
/** Maximum panels of a chunk, over which a weight gradient is summed at once. */
const maxPanels = 16;
/** Maximum panels processed together: with 784 inputs, four fill a tenth of a typical L2 cache. */
const maxTogether = 4;
/** Maximum floating-point operations between points where the kernel can stop. */
const pieceCost = 1e9;
/** Memory of a chunk that fits in a typical L2 cache. */
const chunkBytes = 1_000_000;
/** Floating-point operations of one evaluation: about 10 ms. */
const evaluationOperations = 4e8;

export interface MapLayout {
  /** Padded to multiples of four; `width` is the number of real outputs, `realInputs` that of real inputs. */
  readonly inputs: number;
  readonly outputs: number;
  readonly realInputs: number;
  readonly width: number;
  readonly weight: number;
  readonly bias: number;
  readonly weightGradient: number;
  readonly biasGradient: number;
  readonly transposed: number;
  readonly x: number;
  readonly xStride: number;
  readonly a: number;
  readonly aStride: number;
  readonly delta: number;
  /** Panels of the sums if the activation's slope is computed from them, else `a`. */
  readonly z: number;
}

export interface PartLayout {
  readonly address: number;
  readonly features: number;
  readonly targets: number;
}

export interface Layout {
  readonly maps: readonly MapLayout[];
  readonly table: number;
  /** Of the activation: activationFloats numbers. */
  readonly activation: number;
  /** Of the loss: lossFloats numbers, and the weights of the classes. */
  readonly criterion: number;
  readonly classWeights: number;
  readonly train: PartLayout;
  readonly test: PartLayout;
  readonly validation: PartLayout | null;
  readonly optimizer: number;
  readonly parameters: number;
  readonly gradients: number;
  /** Addresses of the optimiser's buffers by name. */
  readonly buffers: ReadonlyMap<string, number>;
  /** Floats in parameters, gradients and each buffer, including padding. */
  readonly length: number;
  readonly targets: number;
  /** Room for a chunk's transposed δ, eight outputs at a time. */
  readonly deltas: number;
  readonly panels: number;
  /** Panels that go through the network together. */
  readonly group: number;
  /** Floating-point operations of one panel's forward and backward pass. */
  readonly panelCost: number;
  /** Memory from here to `end` must be zeroed before the trial begins. */
  readonly zeroFrom: number;
  /** Row numbers and losses of one epoch, and coefficients of the steps written at once. */
  readonly order: number;
  readonly losses: number;
  /** Norms of the gradients before they are clipped, likewise. */
  readonly norms: number;
  readonly coefficients: number;
  readonly end: number;
}

const roundUp = (count: number): number => Math.ceil(count / 4) * 4;

/** Bytes of a panel, an odd number of cache lines: panels a power of two apart would evict each other from the cache. */
export const panelBytes = (features: number): number => features * 4 * panelRows + 64;

/** Pixels are placed by the arena, which keeps them between trials; other features are placed here. */
export type PixelPlace = (features: Uint8Array) => number;

export function layOut(
  options: Pick<
    SessionOptions,
    'sizes' | 'activation' | 'optimizer' | 'clip' | 'train' | 'test' | 'validation'
  >,
  start: number,
  pixels: PixelPlace,
): Layout {
  const { sizes, activation, train, test, validation } = options;
  const allocator = new Allocator(start);
  const shapes = sizes.slice(1).map((width, l) => ({
    realInputs: sizes[l]!,
    inputs: roundUp(sizes[l]!),
    width,
    outputs: roundUp(width),
  }));
  const table = allocator.allocate(shapes.length * layerStructure.bytes);
  const activationAt = allocator.allocate(activationFloats * 4);
  const criterion = allocator.allocate(lossFloats * 4);
  const classWeights = allocator.allocate(sizes.at(-1)! * 4);
  const ofTrain = placePart(train, allocator, pixels);
  const ofTest = placePart(test, allocator, pixels);
  const ofValidation = validation === undefined ? null : placePart(validation, allocator, pixels);
  const optimizer = allocator.allocate(optimizerStructure.bytes + bufferSlots * 4);
  const order = allocator.allocate(train.count * 4);
  const losses = allocator.allocate(train.count * 4);
  const norms = allocator.allocate(options.clip === undefined ? 0 : train.count * 4);
  const coefficients = allocator.allocate(Math.min(train.count, stepsAtOnce) * stepFloats * 4);
  const zeroFrom = allocator.end;

  // Padding is trained like the rest.
  const layers = shapes.map(({ inputs, outputs }) => layersBetween([inputs, outputs])[0]!);
  const lengths = layers.map(parametersIn);
  const length = lengths.reduce((sum, each) => sum + each, 0);
  const parameters = allocator.allocate(length * 4);
  const gradients = allocator.allocate(length * 4);
  const buffers = new Map(
    bufferNames(options.optimizer).map((name) => [name, allocator.allocate(length * 4)] as const),
  );

  const aPanel = panelBytes(shapes[0]!.inputs);
  const bytes = shapes.reduce((sum, { outputs }) => sum + 2 * panelBytes(outputs), aPanel);
  const wanted = Math.ceil(train.count / panelRows);
  const fitting = Math.max(2, Math.min(maxPanels, Math.floor(chunkBytes / bytes)));
  const panels = Math.min(fitting, wanted);
  const targets = allocator.allocate(panelRows * 4);
  const widest = Math.max(...shapes.map(({ outputs }) => Math.ceil(outputs / 8) * 8));
  const deltas = allocator.allocate(widest * panels * panelRows * 4);
  let x = allocator.allocate(aPanel * panels);
  let before = 0;
  const maps = shapes.map((shape, l): MapLayout => {
    const { inputs, outputs } = shape;
    const aStride = panelBytes(outputs);
    const a = allocator.allocate(aStride * panels);
    // Not counted in the chunk size, so that the grouping of sums depends on the linear layers only.
    const apart = activationMeta[activation].keeps === 'input' && l < shapes.length - 1;
    const map = {
      ...shape,
      weight: parameters + before * 4,
      bias: parameters + (before + inputs * outputs) * 4,
      weightGradient: gradients + before * 4,
      biasGradient: gradients + (before + inputs * outputs) * 4,
      transposed: l === 0 ? 0 : allocator.allocate(inputs * outputs * 4),
      x,
      xStride: panelBytes(inputs),
      a,
      aStride,
      delta: allocator.allocate(aStride * panels),
      z: apart ? allocator.allocate(aStride * panels) : a,
    };
    before += lengths[l]!;
    x = a;
    return map;
  });
  const forward = layers.map((layer) => layer.products);
  const products = 2 * forward.reduce((sum, each) => sum + each, 0) - forward[0]!;
  const panelCost = 2 * panelRows * products;
  return {
    maps,
    table,
    activation: activationAt,
    criterion,
    classWeights,
    train: ofTrain,
    test: ofTest,
    validation: ofValidation,
    optimizer,
    parameters,
    gradients,
    buffers,
    length,
    targets,
    deltas,
    panels,
    group: Math.max(1, Math.min(maxTogether, panels, Math.floor(pieceCost / panelCost))),
    panelCost,
    zeroFrom,
    order,
    losses,
    norms,
    coefficients,
    end: allocator.end,
  };
}

/** Rows evaluated at once. Their sums are rounded together, so this affects the last digits. */
export const evaluationRowsOf = ({ panelCost }: Pick<Layout, 'panelCost'>): number =>
  Math.max(8, Math.min(4096, Math.floor((evaluationOperations * 8) / panelCost / 8) * 8));

export function placePart(
  { features, count }: Part,
  allocator: Allocator,
  pixels: PixelPlace,
): PartLayout {
  return {
    address: allocator.allocate(partStructure.bytes),
    features:
      features instanceof Uint8Array ? pixels(features) : allocator.allocate(features.byteLength),
    targets: allocator.allocate(count * 4),
  };
}
