/** Random networks and data for the tests of engines, and the reference's view of them. */
import fc from 'fast-check';
import { parse } from 'valibot';
import type { Part } from '../../src/protocol/dataset.ts';
import {
  activations,
  lossSchema,
  type Activation,
  type OptimizerSettings,
} from '../../src/document/schema.ts';
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { lossMeta, type LossName } from '../../src/catalog/registry/loss.meta.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Session, SessionOptions } from '../../workers/engine/types.ts';
import { criterionOf } from '../../workers/trial/criterion.ts';
import { runReference, type ReferenceResult } from '../oracle/reference-network.ts';

export const losses = inOrder(lossMeta);

/** A small network over pixels. */
export const plain: NetworkCase = {
  seed: 7,
  inputs: 60,
  hidden: [6, 5],
  activation: 'relu',
  loss: 'cross-entropy',
  rows: 8,
  pixels: true,
};

/** Trains to the end of the rows and returns every batch's loss. */
export async function trained(
  session: Session,
  rows: Int32Array,
  batchSize: number,
): Promise<Float32Array> {
  const losses: number[] = [];
  for await (const stretch of session.train(rows, batchSize)) losses.push(...stretch.losses);
  return Float32Array.from(losses);
}

/** A LabError's code. In Node an engine that is imported late has a LabError class of its own. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'none';

export const sgd = (learningRate: number): OptimizerSettings => ({
  name: 'sgd',
  learningRate,
  momentum: 0,
  dampening: 0,
  nesterov: false,
  weightDecay: 0,
});

/** Rows of uniform pixels or features, and random targets. */
export function randomPart(
  loss: LossName,
  count: number,
  inputs: number,
  outputs: number,
  pixels: boolean,
  generator: Generator,
): Part {
  const features = pixels
    ? Uint8Array.from({ length: count * inputs }, () => generator.nextUint32() & 255)
    : Float32Array.from({ length: count * inputs }, () => generator.nextFloat32() * 4 - 2);
  const targets =
    lossMeta[loss].targets === 'class'
      ? Uint8Array.from({ length: count }, () => generator.nextUint32() % outputs)
      : Float32Array.from({ length: count }, () => generator.nextFloat32() * 4 - 2);
  return { features, divisor: pixels ? 255 : 1, targets, count };
}

/** Networks of up to three hidden layers; inputs beyond 49 are multiplied in blocks on wasm. */
export const arbitraryNetwork = fc.record({
  seed: fc.nat(),
  inputs: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 45, max: 160 })),
  hidden: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
  activation: fc.constantFrom(...activations),
  loss: fc.constantFrom(...losses),
  rows: fc.integer({ min: 1, max: 17 }),
  pixels: fc.boolean(),
});

export interface NetworkCase {
  readonly seed: number;
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly loss: LossName;
  readonly rows: number;
  readonly pixels: boolean;
}

/** A session's options: so many training rows and 11 test rows, PyTorch's default initialisation. */
export function optionsOf(
  { seed, inputs, hidden, activation, loss, pixels }: NetworkCase,
  optimizer: OptimizerSettings,
  trainRows = 20,
): SessionOptions {
  const generator = new Generator(seed);
  const outputs = lossMeta[loss].targets === 'class' ? 4 : 1;
  const sizes = [inputs, ...hidden, outputs];
  const parameters = initParameters(sizes, { name: 'torch-default' }, generator);
  const train = randomPart(loss, trainRows, inputs, outputs, pixels, generator);
  const test = randomPart(loss, 11, inputs, outputs, pixels, generator);
  return {
    sizes,
    activation,
    loss,
    // As a trial has it: none for the loss that its task has by default.
    ...(lossMeta[loss].defaultOf === undefined && {
      criterion: criterionOf(parse(lossSchema, { name: loss }), { train, test, outputs }),
    }),
    parameters,
    optimizer,
    train,
    test,
  };
}

/** What float64 says of some rows of a part. */
export function reference(
  options: SessionOptions,
  part: Part,
  rows: ArrayLike<number>,
  layers: readonly LayerParameters[] = options.parameters,
): ReferenceResult {
  const inputs = options.sizes[0]!;
  const features: number[] = [];
  const targets: number[] = [];
  for (const row of Array.from(rows)) {
    for (let i = 0; i < inputs; i++) {
      features.push(Math.fround(part.features[row * inputs + i]! / part.divisor));
    }
    targets.push(part.targets[row]!);
  }
  const batch = { features, targets, rows: rows.length };
  return runReference(layers, options.activation, options.loss, batch);
}

/**
 * The largest difference between two lists, relative to the largest wanted value (or 1e-3), or to
 * the largest of `summands` where the wanted values are differences that may cancel.
 */
export function worst(
  actual: ArrayLike<number>,
  wanted: ArrayLike<number>,
  summands: ArrayLike<number> = [],
): number {
  if (actual.length !== wanted.length) return Infinity;
  let scale = 1e-3;
  for (const summand of Array.from(summands)) scale = Math.max(scale, Math.abs(summand));
  let difference = 0;
  for (let index = 0; index < wanted.length; index++) {
    scale = Math.max(scale, Math.abs(wanted[index]!));
    const here = Math.abs(actual[index]! - wanted[index]!);
    if (!(here <= difference)) difference = here;
  }
  return difference / scale;
}

export const count = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
