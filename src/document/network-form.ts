/** The two ways in which a document gives a network: the short form, and a list of layers. */
import { defaultMembers } from '../catalog/defaults.ts';
import type { Fields } from '../catalog/kinds/fields.ts';
import type { LayerMeta } from '../catalog/kinds/layer.ts';
import type { ShortForm } from '../catalog/lookup/layer.ts';
import {
  activationNamed,
  isLayer,
  nameInList,
  type LayerElement,
} from '../catalog/lookup/network.ts';
import { activationMeta, type ActivationName } from '../catalog/registry/activation.meta.ts';
import { layerMeta, type LayerName } from '../catalog/registry/layer.meta.ts';
import { limits } from './limits.ts';

/** Modules in the order of an `nn.Sequential`; the linear map to the outputs follows them. */
export interface LayerList {
  readonly layers: readonly LayerElement[];
}

export type ModelSettings = ShortForm | LayerList;

export const isList = (model: ModelSettings): model is LayerList => 'layers' in model;

/** The short form of a trial's network; null for a list of layers. */
export const shortForm = (model: ModelSettings): ShortForm | null => (isList(model) ? null : model);

/** For what cannot be done with a list of layers yet. Throws RangeError for one. @param doing "draw" */
export function requireShortForm(model: ModelSettings, doing: string): ShortForm {
  if (isList(model)) throw new RangeError(`cannot ${doing} a network that is a list of layers yet`);
  return model;
}

/** The activations of a network, in the order of their first place; each once. */
export function activationsOf(model: ModelSettings): readonly ActivationName[] {
  const inside = (layers: readonly LayerElement[]): ActivationName[] =>
    layers.flatMap(({ name, layers: inner = [] }) => {
      const activation = activationNamed(name);
      return activation === null ? inside(inner) : [activation];
    });
  return isList(model) ? [...new Set(inside(model.layers))] : [model.activation];
}

/** The layers of the catalog in a list, in the order of their first place; each once. */
export function layerNamesOf(layers: readonly LayerElement[]): readonly LayerName[] {
  const inside = (list: readonly LayerElement[]): LayerName[] =>
    list.flatMap(({ name, layers: inner = [] }) => [
      ...(isLayer(name) ? [name] : []),
      ...inside(inner),
    ]);
  return [...new Set(inside(layers))];
}

/** Layers of a list, those inside others among them. */
export const countLayers = (layers: readonly LayerElement[]): number =>
  layers.reduce((sum, { layers: inner = [] }) => sum + 1 + countLayers(inner), 0);

/** A network as a list of layers, whatever its form. */
export function layersOf(model: ModelSettings): readonly LayerElement[] {
  if (isList(model)) return model.layers;
  const { depth, width, activation } = model;
  return new Array<LayerElement[]>(depth)
    .fill([{ name: defaultMembers.layer, width, bias: true }, { name: nameInList(activation) }])
    .flat();
}

const isIdentity = (name: ActivationName | null): boolean =>
  name !== null && activationMeta[name].traits.isIdentity;

/** Whether a layer does nothing to rows of features. */
function doesNothing({ name }: LayerElement): boolean {
  if (!isLayer(name)) return isIdentity(activationNamed(name));
  const meta: LayerMeta = layerMeta[name];
  return meta.keepsFeatures === true;
}

/** An activation's settings. */
export const activationFields = (name: ActivationName): Fields => activationMeta[name].fields;

/** The activation of an element whose settings are all at their defaults. */
function plainActivation(element: LayerElement): ActivationName | null {
  const name = activationNamed(element.name);
  if (name === null) return null;
  const isPlain = Object.entries(activationFields(name)).every(
    ([key, field]) => element[key] === undefined || element[key] === field.default,
  );
  return isPlain ? name : null;
}

const identityActivation = activationNamed('identity')!;

/**
 * The short form that means the same network as a list; null if there is none. Layers that do nothing are
 * passed over. An empty list has none: its width would be made up.
 */
export function shortFormOf(layers: readonly LayerElement[]): ShortForm | null {
  const steps = layers.filter((layer) => !doesNothing(layer));
  const first = steps[0];
  if (first === undefined) return null;
  const { width } = first;
  if (typeof width !== 'number' || width > limits.width) return null;
  const isDense = (step: LayerElement | undefined): boolean =>
    step?.name === defaultMembers.layer && step.width === width && step.bias === true;
  const withinDepth = (depth: number) => depth <= limits.depth;
  if (steps.every(isDense)) {
    return withinDepth(steps.length)
      ? { depth: steps.length, width, activation: identityActivation }
      : null;
  }
  const activation = steps[1] === undefined ? null : plainActivation(steps[1]);
  if (activation === null || steps.length % 2 !== 0 || !withinDepth(steps.length / 2)) return null;
  const fits = steps.every((step, index) =>
    index % 2 === 0 ? isDense(step) : plainActivation(step) === activation,
  );
  return fits ? { depth: steps.length / 2, width, activation } : null;
}
