/** A network in a few words: "8 × 16, ReLU", "conv 8 → ReLU → max pool → 64". */
import type { LayerMeta } from '../catalog/kinds/layer.ts';
import { activationNamed, isLayer, nameInList } from '../catalog/lookup/network.ts';
import { activationMeta } from '../catalog/registry/activation.meta.ts';
import { layerMeta } from '../catalog/registry/layer.meta.ts';
import { plain } from '../base/numbers.ts';
import { defaultMembers } from '../catalog/defaults.ts';

type Written = Readonly<Record<string, unknown>>;

const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The label of a layer or an activation as a list calls it; any other name itself. */
export function layerName(name: string): string {
  const activation = activationNamed(name);
  if (activation !== null) {
    // The activation that a list calls otherwise has the list's name.
    return nameInList(activation) === activation ? activationMeta[activation].label : name;
  }
  return isLayer(name) ? layerMeta[name].label : name;
}

const text = (value: unknown): string =>
  typeof value === 'number' ? plain(value) : typeof value === 'string' ? value : '?';

/** "conv {channels}" with a layer's settings, or the defaults of those that are left out. */
function filledIn({ brief, fields }: LayerMeta, layer: Written): string {
  return brief.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    text(layer[key] ?? fields[key]?.default),
  );
}

/** A layer as a document writes it: "conv 8", "residual (16 → ReLU)". */
export function layerWords(layer: unknown): string {
  if (!isWritten(layer) || typeof layer.name !== 'string') return '?';
  const { name, layers } = layer;
  if (!isLayer(name)) return layerName(name);
  const own = filledIn(layerMeta[name], layer);
  return Array.isArray(layers) ? `${own} (${listWords(layers)})` : own;
}

/** The longest run of blocks that begins at a place: so many words, so many times. */
function blockAt(words: readonly string[], at: number): { length: number; times: number } {
  let best = { length: 1, times: 1 };
  for (let length = 1; 2 * length <= words.length - at; length++) {
    let times = 1;
    const repeats = (next: number) =>
      words.slice(at, at + length).every((word, index) => word === words[next + index]);
    while (repeats(at + times * length)) times++;
    if (times > 1 && (times - 1) * length > (best.times - 1) * best.length)
      best = { length, times };
  }
  return best;
}

/** The layers of a list as a document writes it, in their order: "3 × (16 → ReLU) → dropout 0.5". */
export function listWords(layers: readonly unknown[]): string {
  if (layers.length === 0) return 'no hidden layer';
  const words = layers.map(layerWords);
  const parts: string[] = [];
  for (let at = 0; at < words.length;) {
    const { length, times } = blockAt(words, at);
    const block = words.slice(at, at + length).join(' → ');
    parts.push(times === 1 ? block : `${times} × ${length === 1 ? block : `(${block})`}`);
    at += length * times;
  }
  return parts.join(' → ');
}

/** A network as a document writes it, in either form. */
export function networkWords(model: unknown): string {
  if (!isWritten(model)) return '?';
  if (Array.isArray(model.layers)) return listWords(model.layers);
  const { depth, width, activation = defaultMembers.activation } = model;
  if (depth === 0) return 'no hidden layer';
  const named = Object.hasOwn(activationMeta, text(activation))
    ? activationMeta[text(activation) as keyof typeof activationMeta].label
    : text(activation);
  return `${text(depth)} × ${text(width)}, ${named}`;
}
