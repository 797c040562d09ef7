/** Plans a network from its list of layers: shapes, tensors and operations, or what does not fit and where. */
import { defaultMembers } from '../defaults.ts';
import type {
  LayerLower,
  LayerMisfit,
  LayerShape,
  LayerTensor,
  NetworkBuilder,
  Shape,
} from '../kinds/layer.ts';
import type {
  NetworkMisfit,
  NetworkPlan as PlanOf,
  Operation,
  Path,
  PlannedOp as OpOf,
  PlannedTensor,
} from '../kinds/network.ts';
import { activationMeta, type ActivationName } from '../registry/activation.meta.ts';
import { layerLower } from '../registry/layer.lower.ts';
import { layerMeta, type LayerName } from '../registry/layer.meta.ts';
import { layerShape } from '../registry/layer.shape.ts';
import { sizeOf } from './layer.ts';

/** One element of a list, every default filled in. */
export interface LayerElement {
  readonly name: string;
  /** Of a composite layer. */
  readonly layers?: readonly LayerElement[];
  readonly [setting: string]: unknown;
}

export type NetworkPlan = PlanOf<LayerName, ActivationName>;
export type PlannedOp = OpOf<LayerName, ActivationName>;

export type Planning =
  | { readonly ok: true; readonly plan: NetworkPlan }
  | { readonly ok: false; readonly misfits: readonly NetworkMisfit[] };

type Settings = Readonly<Record<string, unknown>>;

/** "identity" in a list is what the short form calls "linear": layers and activations share one name space there. */
const identity = 'identity';
const identityActivation = (Object.keys(activationMeta) as ActivationName[]).find(
  (name) => activationMeta[name].traits.isIdentity,
)!;

/** The activation that a list calls so. */
export function activationNamed(name: string): ActivationName | null {
  if (name === identity) return identityActivation;
  return Object.hasOwn(activationMeta, name) && !Object.hasOwn(layerMeta, name)
    ? (name as ActivationName)
    : null;
}

/** What a list calls an activation. */
export const nameInList = (name: ActivationName): string =>
  name === identityActivation ? identity : name;

export const isLayer = (name: string): name is LayerName => Object.hasOwn(layerMeta, name);

// The casts are safe: a member takes the settings of the same member's fields.
const shapePart = (name: LayerName) => layerShape[name] as LayerShape<Settings> | undefined;
const lowerPart = (name: LayerName) =>
  layerLower[name] as
    LayerLower<Settings & { readonly layers: readonly LayerElement[] }> | undefined;

const isMisfit = (found: Shape | LayerMisfit): found is LayerMisfit => 'expected' in found;

/** Whether a list reads pictures as such, rather than as a row of features: a layer for pictures stands in it. */
const readsPictures = (layers: readonly LayerElement[]): boolean =>
  layers.some(
    ({ name, layers: inner }) =>
      (isLayer(name) && layerMeta[name].picturesOnly === true) ||
      (inner !== undefined && readsPictures(inner)),
  );

class Planner {
  readonly values: Shape[] = [];
  readonly ops: PlannedOp[] = [];
  readonly tensors: PlannedTensor[] = [];
  readonly misfits: NetworkMisfit[] = [];
  products = 0;
  operations = 0;

  constructor(inputs: Shape) {
    this.values.push(inputs);
  }

  /** Returns the last value; null if something does not fit. */
  list(layers: readonly LayerElement[], from: number, path: Path, module: string): number | null {
    let value: number | null = from;
    for (const [index, layer] of layers.entries()) {
      value = this.element(layer, value, [...path, index], `${module}${index}`);
      // Shapes of later layers would be guessed.
      if (value === null) return null;
    }
    return value;
  }

  element(element: LayerElement, input: number, path: Path, module: string): number | null {
    const { name, layers = [], ...settings } = element;
    const activation = activationNamed(name);
    if (activation !== null) {
      const shape = this.values[input]!;
      this.operations += sizeOf(shape);
      return this.#op(
        { kind: 'activation', name: activation, settings },
        [input],
        shape,
        [],
        path,
        module,
      );
    }
    if (!isLayer(name))
      return this.#refuse(path, { expected: `a layer of the lab, not "${name}"` });
    const lowered = lowerPart(name);
    if (lowered === undefined) return this.#layer(name, settings, input, path, module);
    const builder: NetworkBuilder = {
      shapeOf: (value) => this.values[value]!,
      layers: (value, part) => this.list(layers, value, [...path, 'layers'], `${module}.${part}.`),
      layer: (own, value, part) => this.element(own, value, path, `${module}.${part}`),
      add: (one, other) => {
        const shape = this.values[one]!;
        this.operations += sizeOf(shape);
        return this.#op({ kind: 'add' }, [one, other], shape, [], path, module);
      },
      refuse: (misfit) => this.#refuse(path, misfit),
    };
    return lowered.lower(input, { ...settings, layers }, builder);
  }

  #layer(
    name: LayerName,
    settings: Settings,
    input: number,
    path: Path,
    module: string,
  ): number | null {
    const part = shapePart(name);
    if (part === undefined) throw new RangeError(`the layer ${name} has no shape`);
    const inputs = this.values[input]!;
    const shape = part.shape(inputs, settings);
    if (isMisfit(shape)) return this.#refuse(path, shape);
    const products = part.products(inputs, settings);
    this.products += products;
    this.operations += 2 * products + (part.others?.(inputs, settings) ?? sizeOf(shape));
    const operation = { kind: 'layer', name, settings } as const;
    return this.#op(operation, [input], shape, part.tensors(inputs, settings), path, module);
  }

  #op(
    operation: Operation<LayerName, ActivationName>,
    inputs: readonly number[],
    shape: Shape,
    tensors: readonly LayerTensor[],
    path: Path,
    module: string,
  ): number {
    const op = this.ops.length;
    const first = this.tensors.length;
    this.tensors.push(
      ...tensors.map((tensor) => ({ ...tensor, name: `${module}.${tensor.name}`, op })),
    );
    const output = this.values.push(shape) - 1;
    const own = tensors.map((_, index) => first + index);
    this.ops.push({ ...operation, inputs, output, tensors: own, path, module });
    return output;
  }

  #refuse(path: Path, { at, expected }: LayerMisfit): null {
    this.misfits.push({ path: at === undefined ? path : [...path, at], expected });
    return null;
  }
}

/**
 * The operations of a list of layers and of the linear map to the outputs that follows it.
 * @param picture shape of a row as a picture, [channels, height, width]; null for features
 * @param inputs number of features of a row
 */
export function planNetwork(
  layers: readonly LayerElement[],
  picture: Shape | null,
  inputs: number,
  outputs: number,
): Planning {
  const planner = new Planner(picture !== null && readsPictures(layers) ? picture : [inputs]);
  const last = planner.list(layers, 0, ['layers'], '');
  const end = layers.length;
  const map = { name: defaultMembers.layer, width: outputs, bias: true };
  const output = last === null ? null : planner.element(map, last, ['layers', end], String(end));
  const { misfits, values, ops, tensors, products, operations } = planner;
  if (output === null) return { ok: false, misfits };
  return {
    ok: true,
    plan: { inputs: values[0]!, outputs, values, ops, tensors, products, operations },
  };
}

/** Learnable parameters; buffers do not count. */
export const learnable = ({ tensors }: Pick<NetworkPlan, 'tensors'>): readonly PlannedTensor[] =>
  tensors.filter(({ role }) => role !== 'buffer' && role !== 'steps');

/** Number of learnable parameters of a network. */
export const parametersOf = (plan: Pick<NetworkPlan, 'tensors'>): number =>
  learnable(plan).reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** The operations whose output for a row depends on its whole batch while training. */
export const batchOps = ({ ops }: Pick<NetworkPlan, 'ops'>): readonly PlannedOp[] =>
  ops.filter((op) => op.kind === 'layer' && shapePart(op.name)?.scope === 'batch');

/** Whether a step sees its batch as a whole, which must then have more than one value per channel. */
export const readsBatches = (plan: Pick<NetworkPlan, 'ops'>): boolean => batchOps(plan).length > 0;

/** The operations after which gradients and activations are measured, in the order of the forward pass. */
export const activationOps = ({ ops }: Pick<NetworkPlan, 'ops'>): readonly PlannedOp[] =>
  ops.filter(({ kind }) => kind === 'activation');

/** Whether steps draw from the global generator. */
export const drawsInSteps = ({ ops }: Pick<NetworkPlan, 'ops'>): boolean =>
  ops.some((op) => op.kind === 'layer' && shapePart(op.name)?.draws === true);
