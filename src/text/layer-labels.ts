/** Settings of layers in a list, and networks as values, in words. */
import type { Field } from '../catalog/kinds/fields.ts';
import { activationMeta } from '../catalog/registry/activation.meta.ts';
import { layerMeta } from '../catalog/registry/layer.meta.ts';
import { layerName, layerWords, listWords, networkWords } from './network-words.ts';

/** The place of a layer in a document's network, and a setting of it. */
const inLayer = /^model\.layers((?:\.\d+\.layers)*\.\d+)(?:\.([A-Za-z]\w*))?$/;

/** What a setting is called; layers that have one under the same key call it alike. */
const fieldLabels: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.values(layerMeta), ...Object.values(activationMeta)]
    .flatMap((meta) => Object.entries<Field>(meta.fields))
    .map(([key, { label, short }]) => [key, short ?? label]),
);

/** "model.layers.3.p" → "layer 4: p", "model.layers.3.layers.0" → "layer 4.1"; null for other settings. */
export function layerSettingText(path: string): string | null {
  const [, places, key] = inLayer.exec(path) ?? [];
  if (places === undefined) return null;
  const numbers = places.match(/\d+/g) ?? [];
  const layer = `layer ${numbers.map((number) => Number(number) + 1).join('.')}`;
  if (key === undefined || key === 'name') return layer;
  return `${layer}: ${fieldLabels[key] ?? key}`;
}

/** Whether a value is a network, whose description says what it is. */
export const isWholeNetwork = (path: string): boolean =>
  path === 'model' || path === 'model.layers' || path.endsWith('.layers');

/** A network, a list of layers, a layer or its name; null for values of other settings. */
export function networkValueText(path: string, value: unknown): string | null {
  if (path === 'model') return networkWords(value);
  if (path === 'model.layers' || (path.startsWith('model.') && path.endsWith('.layers')))
    return Array.isArray(value) ? listWords(value) : null;
  const [, places, key] = inLayer.exec(path) ?? [];
  if (places === undefined) return null;
  if (key === undefined) return layerWords(value);
  return key === 'name' && typeof value === 'string' ? layerName(value) : null;
}
