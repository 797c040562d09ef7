/** What the registries say of layers, and the layers of a network whose short form a document has. */
import { defaultMembers } from '../defaults.ts';
import type { LayerShape, LayerTensor, Shape } from '../kinds/layer.ts';
import type { ActivationName } from '../registry/activation.meta.ts';
import type { LayerName } from '../registry/layer.meta.ts';
import { layerShape } from '../registry/layer.shape.ts';

export interface LayerSettings {
  readonly name: LayerName;
  readonly outputs: number;
}

/** A layer where it stands in a network, and what its folder says of it there. */
export interface PlacedLayer {
  readonly layer: LayerSettings;
  /** Of what it gives. */
  readonly outputs: Shape;
  readonly tensors: readonly LayerTensor[];
  readonly products: number;
}

/** What a row goes through, one after the other. */
export type NetworkStep = LayerSettings | { readonly activation: ActivationName };

/** The short form as a document has it: hidden layers of one width. */
export interface ShortForm {
  readonly depth: number;
  readonly width: number;
  readonly activation: ActivationName;
}

const dense = (outputs: number): LayerSettings => ({ name: defaultMembers.layer, outputs });

/** All steps of a network: every hidden layer and its activation, and an output layer without one. */
export const stepsOf = (
  { depth, width, activation }: ShortForm,
  outputs: number,
): readonly NetworkStep[] => [
  ...new Array<NetworkStep[]>(depth).fill([dense(width), { activation }]).flat(),
  dense(outputs),
];

/** The layers among them. @param inputs shape of what the first one reads */
export function placeLayers(inputs: Shape, steps: readonly NetworkStep[]): PlacedLayer[] {
  let shape = inputs;
  return steps.flatMap((layer) => {
    if ('activation' in layer) return [];
    // A member takes the settings that are its own: the name has chosen both.
    const member = layerShape[layer.name] as LayerShape<LayerSettings>;
    const placed = {
      layer,
      outputs: member.shape(shape, layer),
      tensors: member.tensors(shape, layer),
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

/** Numbers that it learns. */
export const parametersIn = ({ tensors }: PlacedLayer): number =>
  tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
