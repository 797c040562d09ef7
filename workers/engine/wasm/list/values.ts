/** The memory of a network's values, as large as the largest batch, and the table of its operations. */
import type { Shape, TensorPlace } from '../../../../src/catalog/kinds/layer.ts';
import type { LayerShape } from '../../../../src/catalog/kinds/layer.ts';
import { activationCoefficients } from '../../../../src/catalog/lookup/activation-coefficients.ts';
import { sizeOf } from '../../../../src/catalog/lookup/layer.ts';
import type { NetworkPlan, PlannedOp } from '../../../../src/catalog/lookup/network.ts';
import { activationCodes } from '../../../../src/catalog/registry/activation.kernel.ts';
import { activationMeta } from '../../../../src/catalog/registry/activation.meta.ts';
import { layerOpCodes } from '../../../../src/catalog/registry/layer.op.ts';
import { layerShape } from '../../../../src/catalog/registry/layer.shape.ts';
import { panelRows, quads } from '../../../../src/catalog/shared/panels.ts';
import { Allocator } from '../allocator.ts';
import {
  activationKind,
  layerKind,
  opStructure,
  type setupStructure,
  sumKind,
  activationFloats,
} from '../built/structures.ts';
import { panelBytes } from '../layout.ts';
import type { FixedLayout } from './fixed.ts';
import { graphOf, memoryOf } from './graph.ts';
import type { PanelsPlace } from './panels.ts';
import { Room } from './room.ts';

/** Fields of `Setup` besides those of the loss and the optimiser. */
type SetupField = Exclude<
  keyof typeof setupStructure.fields,
  | 'loss'
  | 'classified'
  | 'elements'
  | 'measured'
  | 'criterion'
  | 'classWeights'
  | 'optimizer'
  | 'clips'
  | 'limit'
  | 'norms'
>;

/** Maximum panels that go through the operations together, and the memory of their values that fits in a cache. */
const maxTogether = 4;
const togetherBytes = 500_000;
/** Floating-point operations of one evaluation: about 10 ms. */
const evaluationOperations = 4e8;
/** Operations of an activation for one element, roughly. */
const activationCost = 10;

export interface ValuesLayout {
  /** Panels of the largest batch. */
  readonly panels: number;
  readonly group: number;
  /** Addresses of the operations' structures of activations, in the order of the forward pass. */
  readonly activations: readonly number[];
  /** The network's input and output. */
  readonly x: number;
  readonly xStride: number;
  readonly z: number;
  readonly zStride: number;
  readonly dz: number;
  /** Gradient of the first operation's output, with its features and stride. */
  readonly first: PanelsPlace;
  /** Fields of `Setup` that are known here. */
  readonly setup: Readonly<Record<SetupField, number>>;
  readonly evaluationRows: number;
  readonly room: Room;
  readonly end: number;
}

const strideOf = (shape: Shape): number => panelBytes(quads(sizeOf(shape)));

/** Whether a step depends on the whole batch there, whether it draws, and what it costs for a row. */
function traitsOf(op: PlannedOp, plan: NetworkPlan) {
  const [input, output] = [plan.values[op.inputs[0]!]!, plan.values[op.output]!];
  const row = { wholeBatch: false, draws: false, products: 0 };
  if (op.kind === 'activation') return { ...row, cost: activationCost * sizeOf(output) };
  if (op.kind === 'add') return { ...row, cost: sizeOf(output) };
  const part = layerShape[op.name] as LayerShape<Readonly<Record<string, unknown>>>;
  const products = part.products(input, op.settings);
  const others = part.others?.(input, op.settings) ?? sizeOf(output);
  return {
    wholeBatch: part.scope === 'batch',
    draws: part.draws === true,
    products,
    cost: 2 * products + others,
  };
}

/** Places values for batches of so many panels after what stays. */
export function layOutValues(plan: NetworkPlan, fixed: FixedLayout, panels: number): ValuesLayout {
  const { ops, home, gradientHome, adds } = graphOf(plan);
  const allocator = new Allocator(fixed.end);
  const room = new Room(allocator, panels);
  const strides = plan.values.map(strideOf);
  const bytes = ops.reduce((sum, { output }) => sum + 2 * strides[output]!, strides[0]!);
  const fitting = Math.floor(togetherBytes / bytes);
  const group = Math.max(1, Math.min(maxTogether, panels, fitting));
  const rest = { gather: room.allocate(panelRows * 4) };
  const scratch = room.allocate(Math.max(...strides) * group);

  const placed = (homes: readonly (number | null)[]) => {
    const own = new Map(homes.flatMap((at) => (at === null ? [] : [[at, 0] as [number, number]])));
    for (const at of own.keys()) own.set(at, room.allocate(strides[at]! * panels));
    return homes.map((at) => (at === null ? 0 : own.get(at)!));
  };
  const values = placed(home);
  const gradients = placed(gradientHome);

  const table = room.allocate(ops.length * opStructure.bytes);
  const activations: number[] = [];
  const starts = [0];
  let cost = 0;
  ops.forEach((op, index) => {
    const traits = traitsOf(op, plan);
    if (traits.wholeBatch) starts.push(index);
    cost += traits.cost * panelRows;
    const address = table + index * opStructure.bytes;
    if (op.kind === 'activation') activations.push(address);
    const [input, other = input] = op.inputs as [number, number?];
    const layer =
      op.kind === 'layer' ? placeLayer(op, plan, fixed, gradients, strides, room) : null;
    const keeps = op.kind === 'activation' && activationMeta[op.name].keeps === 'input';
    const [first = false, second = false] = adds[index]!;
    room.structureAt(address, 'Op', {
      ...{ kind: kindOf(op), code: codeOf(op) },
      inputs: sizeOf(plan.values[input]!),
      outputs: sizeOf(plan.values[op.output]!),
      ...{ x: values[input]!, xStride: strides[input]! },
      ...{ other: values[other]!, otherStride: strides[other]! },
      ...{ y: values[op.output]!, yStride: strides[op.output]! },
      ...{ dx: gradients[input]!, dxStride: strides[input]! },
      ...{ dOther: op.kind === 'add' ? gradients[other]! : 0, dOtherStride: strides[other]! },
      ...{ dy: gradients[op.output]!, dyStride: strides[op.output]! },
      ...{ adds: Number(first), addsOther: Number(second) },
      kept: values[keeps ? input : op.output]!,
      own: op.kind === 'activation' ? placeActivation(op, room) : (layer?.own ?? 0),
      wholeBatch: Number(traits.wholeBatch),
      draws: Number(traits.draws),
      prepares: Number(op.tensors.length > 0 && gradients[input] !== 0),
      pieces: layer?.pieces ?? 0,
      cost: traits.cost * panelRows,
      pieceCost: (2 * traits.products * panelRows) / Math.max(1, layer?.pieces ?? 0),
      norm: 0,
    });
  });
  const padded = fixed.forms.flatMap(({ quads: form }, index) =>
    form === null || (form.width === form.columns && form.rows % 4 === 0)
      ? []
      : [{ address: fixed.tensors[index]!, ...form }],
  );
  const last = plan.values.length - 1;
  const [x, z, dz] = [values[0]!, values[last]!, gradients[last]!];
  const [xStride, zStride] = [strides[0]!, strides[last]!];
  const begun = ops[0]!.output;
  const setup = {
    ...{ ops: table, count: ops.length },
    ...{ starts: room.words(Int32Array.from(starts)), segments: starts.length },
    ...{ x, xStride, z, zStride, dz },
    outputs: plan.outputs,
    targets: rest.gather,
    scratch,
    group,
    chunk: room.chunk,
    ...{ padded: room.structuresOf('Padded', padded), pads: padded.length },
  };
  const evaluationRows = Math.floor((evaluationOperations * panelRows) / cost / 3 / 8) * 8;
  return {
    panels,
    group,
    activations,
    ...{ x, xStride, z, zStride, dz },
    first: {
      address: gradients[begun]!,
      features: sizeOf(plan.values[begun]!),
      stride: strides[begun]!,
    },
    setup,
    evaluationRows: Math.max(8, Math.min(4096, evaluationRows)),
    room,
    end: allocator.end,
  };
}

/** Places the numbers that its kernel reads. */
function placeActivation(
  { name, settings }: Extract<PlannedOp, { readonly kind: 'activation' }>,
  room: Room,
): number {
  const numbers = new Float32Array(activationFloats);
  numbers.set(activationCoefficients(name, settings));
  return room.words(new Int32Array(numbers.buffer));
}

const kindOf = ({ kind }: PlannedOp): number =>
  kind === 'layer' ? layerKind : kind === 'activation' ? activationKind : sumKind;

function codeOf(op: PlannedOp): number {
  if (op.kind === 'add') return 0;
  if (op.kind === 'activation') return activationCodes[op.name];
  const codes: Readonly<Partial<Record<string, number>>> = layerOpCodes;
  const code = codes[op.name];
  if (code === undefined) throw new Error(`the kernel has no layer ${op.name}`);
  return code;
}

function placeLayer(
  op: Extract<PlannedOp, { readonly kind: 'layer' }>,
  plan: NetworkPlan,
  fixed: FixedLayout,
  gradients: readonly number[],
  strides: readonly number[],
  room: Room,
) {
  const input = op.inputs[0]!;
  const inputs = plan.values[input]!;
  const part = memoryOf(op);
  const prefix = `${op.module}.`;
  const tensors = Object.fromEntries(
    op.tensors.map((index): [string, TensorPlace] => [
      plan.tensors[index]!.name.slice(prefix.length),
      { value: fixed.tensors[index]!, gradient: fixed.tensorGradients[index]! },
    ]),
  );
  const placed = {
    inputs,
    outputs: plan.values[op.output]!,
    stride: strides[op.output]!,
    tensors,
    passes: gradients[input] !== 0,
  };
  return {
    own: part.place?.(placed, op.settings, room) ?? 0,
    pieces: part.pieces?.(inputs, op.settings) ?? 0,
  };
}
