/** A network of listed layers in float64: what engines are compared with, and what inspections show. */
import type { LayerForward } from '../kinds/layer.ts';
import { layerForward } from '../registry/layer.forward.ts';
import { layerShape } from '../registry/layer.shape.ts';
import type { LayerShape } from '../kinds/layer.ts';
import { activationValue } from './activation.ts';
import { sizeOf } from './layer.ts';
import type { NetworkPlan, PlannedOp } from './network.ts';

type Values = ArrayLike<number>;

export interface ForwardOptions {
  /** Whether layers behave as in a step; false for figures. */
  readonly training: boolean;
  /** Which elements an operation that draws keeps, [rows, outputs] of 0 and 1, by the operation's index. */
  readonly kept?: (op: number, elements: number) => Values;
}

export interface ForwardPass {
  /** By the value's number, [rows, shape] each. */
  readonly values: readonly Float64Array[];
  /** Buffers after a training step, by the tensor's index; none of a pass for figures. */
  readonly buffers: ReadonlyMap<number, Float64Array>;
}

type Settings = Readonly<Record<string, unknown>>;

/** One operation's output. */
function outputOf(
  op: PlannedOp,
  index: number,
  { values: shapes, tensors: planned }: NetworkPlan,
  tensors: readonly Values[],
  inputs: readonly Float64Array[],
  rows: number,
  options: ForwardOptions,
  buffers: Map<number, Float64Array>,
): Float64Array {
  const [x, other] = inputs;
  if (op.kind === 'add') return x!.map((value, at) => value + other![at]!);
  if (op.kind === 'activation') return x!.map(activationValue(op.name, op.settings));
  // The casts are safe: a member takes the settings of the same member's fields.
  const part = layerForward[op.name] as LayerForward<Settings> | undefined;
  const shape = layerShape[op.name] as LayerShape<Settings> | undefined;
  if (part === undefined) throw new RangeError(`the layer ${op.name} has no forward pass`);
  const own = new Map(
    op.tensors.map((tensor) => [planned[tensor]!.name.slice(op.module.length + 1), tensor]),
  );
  const named = Object.fromEntries([...own].map(([name, tensor]) => [name, tensors[tensor]!]));
  const outputs = shapes[op.output]!;
  const draws = options.training && shape?.draws === true;
  const context = {
    rows,
    inputs: shapes[op.inputs[0]!]!,
    outputs,
    training: options.training,
    kept: draws ? (options.kept?.(index, rows * sizeOf(outputs)) ?? null) : null,
  };
  if (options.training && part.buffers !== undefined)
    for (const [name, after] of Object.entries(part.buffers(x!, named, op.settings, context)))
      buffers.set(own.get(name)!, after);
  return part.forward(x!, named, op.settings, context);
}

/**
 * @param tensors in the order of `plan.tensors`
 * @param x [rows, inputs]
 */
export function forwardNetwork(
  plan: NetworkPlan,
  tensors: readonly Values[],
  x: Float64Array,
  options: ForwardOptions,
): ForwardPass {
  const rows = x.length / sizeOf(plan.inputs);
  const values = [x];
  const buffers = new Map<number, Float64Array>();
  for (const [index, op] of plan.ops.entries()) {
    const inputs = op.inputs.map((value) => values[value]!);
    values[op.output] = outputOf(op, index, plan, tensors, inputs, rows, options, buffers);
  }
  return { values, buffers };
}
