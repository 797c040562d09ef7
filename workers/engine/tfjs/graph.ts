/** A network of listed layers in tfjs's differentiable operations. */
import {
  add,
  customGrad,
  getKernel,
  reshape,
  tensor,
  tensor2d,
  transpose,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../../src/catalog/kinds/activation.ts';
import type { Constants } from '../../../src/catalog/kinds/constants.ts';
import type { LayerGraph, LayerShape, Shape } from '../../../src/catalog/kinds/layer.ts';
import { LabError } from '../../../src/base/errors.ts';
import { sizeOf } from '../../../src/catalog/lookup/layer.ts';
import type { NetworkPlan, PlannedOp } from '../../../src/catalog/lookup/network.ts';
import { activationMeta } from '../../../src/catalog/registry/activation.meta.ts';
import { activationTfjs } from '../../../src/catalog/registry/activation.tfjs.ts';
import { layerGraph } from '../../../src/catalog/registry/layer.graph.ts';
import { layerMeta, type LayerName } from '../../../src/catalog/registry/layer.meta.ts';
import { layerShape } from '../../../src/catalog/registry/layer.shape.ts';
import type { Criterion } from '../../../src/catalog/kinds/loss.ts';
import type { LossName } from '../../../src/catalog/registry/loss.meta.ts';
import { lossTfjs } from '../../../src/catalog/registry/loss.tfjs.ts';
import type { Backend } from './backend.ts';
import type { Batch } from './batch.ts';
import { batchDivisor } from './batch-divisor.ts';

type Settings = Readonly<Record<string, unknown>>;

// The casts are safe: a member takes the settings of the same member's fields.
export const graphOf = (name: LayerName) => layerGraph[name] as LayerGraph<Settings> | undefined;
const shapeOf = (name: LayerName) => layerShape[name] as LayerShape<Settings> | undefined;

/** Rows of features as [rows, features]; of pictures, in PyTorch's order, as [rows, height, width, channels]. */
export function shaped(values: Float32Array | Uint8Array, rows: number, shape: Shape): Tensor {
  const all = tensor(values, [rows, ...shape], 'float32');
  return shape.length === 3 ? transpose(all, [0, 2, 3, 1]) : all;
}

/** tfjs's types leave out that there may be none. */
const hasKernel = (kernel: string, backend: string): boolean =>
  Boolean(getKernel(kernel, backend) as unknown);

/** Throws LabError `engine-unavailable` if the backend lacks something that the network needs. */
export function requireGraph({ ops }: NetworkPlan, backend: Backend): void {
  for (const op of ops) {
    if (op.kind !== 'layer') continue;
    const lacks = graphOf(op.name)?.needs?.find((kernel) => !hasKernel(kernel, backend.name));
    if (lacks === undefined) continue;
    const { label } = layerMeta[op.name];
    throw new LabError(
      'engine-unavailable',
      `tfjs has no backward pass of ${label} on ${backend.name}`,
    );
  }
}

export interface PassOptions {
  readonly training: boolean;
  /** What a step draws for an operation, [rows, outputs] of 0 and 1. Called in the order of the operations. */
  readonly draw: (op: PlannedOp, elements: number) => Uint8Array;
  /** Added to the output of each activation, in order, so that a gradient with respect to it can be had. */
  readonly probes?: readonly Tensor[];
}

export interface Pass {
  readonly logits: Tensor2D;
  /** After a training step, by the tensor's index. */
  readonly buffers: ReadonlyMap<number, Tensor>;
}

/** The activation with the slope that the lab gives it, at its kinks too. */
function activated(
  x: Tensor,
  op: PlannedOp & { kind: 'activation' },
  constants: Constants,
): Tensor {
  const part = activationTfjs[op.name] as ActivationTfjs<Settings>;
  const keepsInput = activationMeta[op.name].keeps === 'input';
  const compute = customGrad((given, save) => {
    const z = given as Tensor2D;
    const value = part.value(z, constants, op.settings);
    (save as (tensors: Tensor[]) => void)([keepsInput ? z : value]);
    return {
      value,
      gradFunc: (gradient: Tensor, saved: Tensor[]) =>
        part.through(gradient as Tensor2D, saved[0] as Tensor2D, constants, op.settings),
    };
  });
  const [rows = 0] = x.shape;
  return reshape(compute(reshape(x, [rows, x.size / rows])), x.shape);
}

/**
 * The outputs of a batch, [rows, outputs]. Call inside a tidy.
 * @param tensors in the order of the plan
 * @param x as `shaped` gives it
 */
export function pass(
  plan: NetworkPlan,
  tensors: readonly Tensor[],
  x: Tensor,
  constants: Constants,
  { training, draw, probes }: PassOptions,
): Pass {
  const [rows = 0] = x.shape;
  const values: Tensor[] = [x];
  const buffers = new Map<number, Tensor>();
  let activations = 0;
  for (const op of plan.ops) {
    const [input = 0, other = 0] = op.inputs;
    if (op.kind === 'add') {
      values[op.output] = add(values[input]!, values[other]!);
      continue;
    }
    if (op.kind === 'activation') {
      const value = activated(values[input]!, op, constants);
      const probe = probes?.[activations++];
      values[op.output] = probe === undefined ? value : add(value, probe);
      continue;
    }
    const part = graphOf(op.name);
    if (part === undefined) throw new RangeError(`the layer ${op.name} has no graph`);
    const own = new Map(
      op.tensors.map((index) => [plan.tensors[index]!.name.slice(op.module.length + 1), index]),
    );
    const named = Object.fromEntries([...own].map(([name, index]) => [name, tensors[index]!]));
    const outputs = plan.values[op.output]!;
    const draws = training && shapeOf(op.name)?.draws === true;
    const context = {
      inputs: plan.values[input]!,
      outputs,
      training,
      kept: draws ? shaped(draw(op, rows * sizeOf(outputs)), rows, outputs) : null,
    };
    if (training && part.buffers !== undefined) {
      const after = part.buffers(values[input]!, named, op.settings, context);
      for (const [name, value] of Object.entries(after)) buffers.set(own.get(name)!, value);
    }
    values[op.output] = part.output(values[input]!, named, op.settings, context);
  }
  return { logits: values.at(-1) as Tensor2D, buffers };
}

/** The mean loss of a batch, with the gradient that the lab gives it. @param outputs of the network, [rows, outputs] */
export function batchLoss(
  loss: LossName,
  outputs: Tensor2D,
  { targets, count }: Pick<Batch, 'targets' | 'count'>,
  constants: Constants,
  criterion?: Criterion,
): Scalar {
  const [, width] = outputs.shape;
  const wanted = tensor2d(targets, [count, width]);
  const divisor = batchDivisor(loss, { targets, count }, width, criterion);
  const compute = customGrad((given, save) => {
    const found = lossTfjs[loss].meanAndGradient(
      given as Tensor2D,
      wanted,
      divisor,
      constants,
      criterion,
    );
    (save as (tensors: Tensor[]) => void)([found.gradient]);
    return {
      value: reshape<Rank.R0>(found.mean, []),
      gradFunc: (_: Tensor, saved: Tensor[]) => saved[0]!,
    };
  });
  return compute(outputs);
}
