/** Converts between PyTorch's layers and the kernel's order: a weight in quads of four outputs. */
import type { LayerParameters } from '../../../src/torch/layers.ts';
import type { Layout, MapLayout } from './layout.ts';

/** Where a map's weight and bias lie, in the parameters or in a buffer of the optimiser. */
type MapPlace = Pick<MapLayout, 'inputs' | 'realInputs' | 'width' | 'weight' | 'bias'>;

/** A map in the buffer at an address, which is laid out like the parameters. */
export function mapAt({ maps, parameters }: Layout, index: number, address: number): MapPlace {
  const map = maps[index]!;
  const offset = address - parameters;
  return { ...map, weight: map.weight + offset, bias: map.bias + offset };
}

/** Writes weight [width, realInputs] and bias [width] into memory; padding is already zero. */
export function writeMap(
  memory: Float32Array,
  map: MapPlace,
  { weight, bias }: Pick<LayerParameters, 'weight' | 'bias'>,
): void {
  const { realInputs, width } = map;
  for (let o = 0; o < width; o++) {
    let to = quadOffset(map, o);
    const from = o * realInputs;
    for (let i = 0; i < realInputs; i++, to += 4) memory[to] = weight[from + i]!;
  }
  memory.set(bias, map.bias / 4);
}

/** A copy of the layer in PyTorch's order. */
export function readMap(memory: Float32Array, map: MapPlace): LayerParameters {
  const { realInputs, width } = map;
  const weight = new Float32Array(width * realInputs);
  for (let o = 0; o < width; o++) {
    let from = quadOffset(map, o);
    const to = o * realInputs;
    for (let i = 0; i < realInputs; i++, from += 4) weight[to + i] = memory[from]!;
  }
  const bias = memory.slice(map.bias / 4, map.bias / 4 + width);
  return { inputs: realInputs, outputs: width, weight, bias };
}

/** Index of the output's weight for input 0; the next input's is four floats further. */
const quadOffset = ({ weight, inputs }: MapPlace, output: number): number =>
  weight / 4 + (output >> 2) * inputs * 4 + (output & 3);
