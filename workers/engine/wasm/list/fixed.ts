/** What stays in place for a whole trial with a list of layers: tensors, data, the optimiser and one epoch's order. */
import type { PartName } from '../../../../src/catalog/kinds/metric.ts';
import { bufferNames } from '../../../../src/catalog/lookup/optimizer.ts';
import type { ListOptions } from '../../types.ts';
import { Allocator } from '../allocator.ts';
import {
  bufferSlots,
  lossFloats,
  optimizerStructure,
  setupStructure,
  stepFloats,
  twisterStructure,
} from '../built/structures.ts';
import { placePart, stepsAtOnce, type PartLayout, type PixelPlace } from '../layout.ts';
import { formOf, type TensorForm } from './tensors.ts';

/** Words of the generator's state. */
export const generatorWords = 624;

export interface FixedLayout {
  readonly forms: readonly TensorForm[];
  /** Addresses of all tensors in the order of the plan, and of the gradients of those that are learnt, else 0. */
  readonly tensors: readonly number[];
  readonly tensorGradients: readonly number[];
  readonly parts: Readonly<Partial<Record<PartName, PartLayout>>>;
  readonly setup: number;
  /** Of the loss: lossFloats numbers, and the weights of the classes. */
  readonly criterion: number;
  readonly classWeights: number;
  readonly optimizer: number;
  /** All learnable tensors in one stretch of `length` floats; their gradients and each buffer likewise. */
  readonly parameters: number;
  readonly gradients: number;
  readonly buffers: ReadonlyMap<string, number>;
  readonly length: number;
  readonly order: number;
  readonly losses: number;
  /** Norms of the gradients before they are clipped, likewise; null if they are not. */
  readonly norms: number | null;
  readonly coefficients: number;
  /** The generator's structure and all its memory; null for a plan that draws nothing. */
  readonly twister: TwisterLayout | null;
  /** Memory between these must be zeroed before the trial begins. */
  readonly zeroFrom: number;
  readonly end: number;
}

export interface TwisterLayout {
  readonly address: number;
  readonly words: number;
  readonly tempered: number;
  readonly end: number;
}

export function layOutFixed(
  options: ListOptions,
  draws: boolean,
  start: number,
  pixels: PixelPlace,
): FixedLayout {
  const { plan, train, test, validation, optimizer } = options;
  const allocator = new Allocator(start);
  const place = (bytes: number) => allocator.allocate(bytes);
  const parts = {
    train: placePart(train, allocator, pixels),
    test: placePart(test, allocator, pixels),
    ...(validation && { validation: placePart(validation, allocator, pixels) }),
  };
  const setup = place(setupStructure.bytes);
  const criterion = place(lossFloats * 4);
  const classWeights = place(plan.outputs * 4);
  const optimizerAt = place(optimizerStructure.bytes + bufferSlots * 4);
  const order = place(train.count * 4);
  const losses = place(train.count * 4);
  const norms = options.clip === undefined ? null : place(train.count * 4);
  const coefficients = place(Math.min(train.count, stepsAtOnce) * stepFloats * 4);
  const twister = draws ? placeTwister(allocator) : null;
  const zeroFrom = allocator.end;

  const forms = plan.tensors.map(formOf);
  const learnt = forms.filter(({ learnable }) => learnable);
  const length = learnt.reduce((sum, form) => sum + form.length, 0);
  const parameters = place(length * 4);
  const gradients = place(length * 4);
  const buffers = new Map(bufferNames(optimizer).map((name) => [name, place(length * 4)] as const));
  let next = parameters;
  const tensors = forms.map((form) => {
    if (!form.learnable) return place(form.length * 4);
    const own = next;
    next += form.length * 4;
    return own;
  });
  return {
    forms,
    tensors,
    tensorGradients: forms.map(({ learnable }, index) =>
      learnable ? tensors[index]! - parameters + gradients : 0,
    ),
    parts,
    setup,
    criterion,
    classWeights,
    optimizer: optimizerAt,
    parameters,
    gradients,
    buffers,
    length,
    order,
    losses,
    norms,
    coefficients,
    twister,
    zeroFrom,
    end: allocator.end,
  };
}

function placeTwister(allocator: Allocator): TwisterLayout {
  const address = allocator.allocate(twisterStructure.bytes);
  const words = allocator.allocate(generatorWords * 4);
  const tempered = allocator.allocate(generatorWords * 4);
  return { address, words, tempered, end: allocator.end };
}
