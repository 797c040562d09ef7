/** Registry look-ups for layers, and the layers of a network given in the document's short form. */
import { defaultMembers } from '../defaults.ts';
import type { LayerShape, LayerTensor, Shape, TensorName } from '../kinds/layer.ts';
import type { ActivationName } from '../registry/activation.meta.ts';
import type { LayerName } from '../registry/layer.meta.ts';
import { layerShape } from '../registry/layer.shape.ts';

export interface LayerSettings {
  readonly name: LayerName;
  readonly width: number;
  readonly bias: boolean;
}

/** A layer at its position in a network, with its shape, tensors and cost there. */
export interface PlacedLayer {
  readonly layer: LayerSettings;
  /** Shape of its output. */
  readonly outputs: Shape;
  readonly tensors: readonly LayerTensor<TensorName>[];
  readonly products: number;
}

/** One step of a row through the network. */
export type NetworkStep = LayerSettings | { readonly activation: ActivationName };

/** The short form as a document has it: hidden layers of one width. */
export interface ShortForm {
  readonly depth: number;
  readonly width: number;
  readonly activation: ActivationName;
}

const dense = (width: number): LayerSettings => ({
  name: defaultMembers.layer,
  width,
  bias: true,
});

/** All steps of a network: every hidden layer and its activation, and an output layer without one. */
export const stepsOf = (
  { depth, width, activation }: ShortForm,
  outputs: number,
): readonly NetworkStep[] => [
  ...new Array<NetworkStep[]>(depth).fill([dense(width), { activation }]).flat(),
  dense(outputs),
];

/** The layers among the steps. @param inputs shape of the first layer's input */
export function placeLayers(inputs: Shape, steps: readonly NetworkStep[]): PlacedLayer[] {
  let shape = inputs;
  return steps.flatMap((layer) => {
    if ('activation' in layer) return [];
    // The casts are safe: a member takes its own settings, and rows of features always fit a linear layer.
    const member = layerShape[layer.name] as LayerShape<LayerSettings>;
    const placed = {
      layer,
      outputs: member.shape(shape, layer) as Shape,
      tensors: member.tensors(shape, layer) as readonly LayerTensor<TensorName>[],
      products: member.products(shape, layer),
    };
    shape = placed.outputs;
    return placed;
  });
}

/** The layers between sizes, input first and output last: [784, 16, …, 16, 10]. */
export const layersBetween = (sizes: readonly number[]): PlacedLayer[] =>
  placeLayers(sizes.slice(0, 1), sizes.slice(1).map(dense));

export const sizeOf = (shape: Shape): number => shape.reduce((product, each) => product * each, 1);

/** Number of learnable parameters. */
export const parametersIn = ({ tensors }: PlacedLayer): number =>
  tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
