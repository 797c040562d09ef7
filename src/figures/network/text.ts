/** A network in words and as the rows of a table. */
import { parameterCount } from '../../document/parameters.ts';
import { csvText } from '../../formats/csv.ts';
import { count, counted } from '../../base/numbers.ts';

export const layerName = (sizes: readonly number[], layer: number): string => {
  if (layer === 0) return 'input';
  return layer === sizes.length - 1 ? 'output' : `hidden ${layer}`;
};

/** Shape of the weight of the map into `layer`, as nn.Linear holds it: [outputs × inputs]. */
export const weightShape = (sizes: readonly number[], layer: number): string =>
  `${count(sizes[layer] ?? 0)} × ${count(sizes[layer - 1] ?? 0)}`;

/** Weights and biases of the map into `layer`. */
export const mapParameters = (sizes: readonly number[], layer: number): number =>
  parameterCount(sizes.slice(layer - 1, layer + 1));

/** "8 hidden layers, 9 linear maps". */
export function depthText(sizes: readonly number[]): string {
  const hidden = sizes.length - 2;
  const layers = hidden === 0 ? 'no hidden layer' : counted(hidden, 'hidden layer');
  return `${layers}, ${counted(hidden + 1, 'linear map')}`;
}

/** The network as a sentence, the drawing's text alternative. */
export function networkSentence(sizes: readonly number[], activation: string): string {
  const hidden = sizes.length - 2;
  const [inputs, outputs] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  const middle = hidden === 0 ? '' : `, ${count(sizes[1] ?? 0)} units each with ${activation}`;
  return (
    `${depthText(sizes)}${middle}: ${counted(inputs, 'input')} to ` +
    `${counted(outputs, 'output')}, ${counted(parameterCount(sizes), 'parameter')}.`
  );
}

/** One line a layer: its units, the shape of the map into it, and what that map holds. */
export const networkCsv = (sizes: readonly number[], activation: string): string =>
  csvText([
    ['layer', 'units', 'weight rows', 'weight columns', 'bias', 'parameters', 'activation'],
    ...sizes.map((size, layer) => {
      const name = layerName(sizes, layer);
      if (layer === 0) return [name, size, null, null, null, 0, null];
      const last = layer === sizes.length - 1;
      const map = [size, sizes[layer - 1] ?? null, size, mapParameters(sizes, layer)];
      return [name, size, ...map, last ? 'linear' : activation];
    }),
  ]);
