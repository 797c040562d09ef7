/** What a network's units and its output are over a square of the plane, as colours. */
import { defaultMembers } from '../../src/catalog/defaults.ts';
import { partOf } from '../../src/catalog/kinds/members.ts';
import { layerReference } from '../../src/catalog/registry/layer.reference.ts';
import { activate } from '../../src/data/explore/forward.ts';
import type { Activation } from '../../src/document/schema.ts';
import { mapSide, type LivePalette } from '../../src/protocol/live.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';

const pixels = mapSide * mapSide;
/** The output is drawn paler than the points that lie on it. */
const outputStrength = 0.6;

/** [pixels, 2]: the middles of the map's pixels, top row first. */
export function gridOf(extent: number): Float32Array {
  const grid = new Float32Array(pixels * 2);
  const at = (index: number): number => extent * ((2 * index + 1) / mapSide - 1);
  for (let row = 0; row < mapSide; row++)
    for (let column = 0; column < mapSide; column++)
      grid.set([at(column), -at(row)], (row * mapSide + column) * 2);
  return grid;
}

/** RGBA of all maps, as in `LiveFrame`. @param grid [pixels, 2] */
export function mapsOf(
  grid: Float32Array,
  parameters: readonly LayerParameters[],
  activation: Activation,
  palette: LivePalette,
): Uint8ClampedArray<ArrayBuffer> {
  const hidden = parameters.slice(0, -1);
  const units = hidden.reduce((sum, { outputs }) => sum + outputs, 0);
  const maps = new Uint8ClampedArray((units + 1) * pixels * 4);
  let values = grid;
  let map = 1;
  for (const [index, layer] of parameters.entries()) {
    const { outputs } = layer;
    const next = new Float32Array(pixels * outputs);
    partOf(layerReference, defaultMembers.layer).rows(values, layer, next, 0, pixels);
    values = next;
    if (index === parameters.length - 1) break;
    activate(values, activation);
    for (let unit = 0; unit < outputs; unit++, map++) {
      let largest = 0;
      for (let at = unit; at < values.length; at += outputs)
        largest = Math.max(largest, Math.abs(values[at]!));
      const scale = largest > 0 && Number.isFinite(largest) ? 1 / largest : 0;
      for (let pixel = 0; pixel < pixels; pixel++)
        paint(maps, map * pixels + pixel, values[pixel * outputs + unit]! * scale, palette);
    }
  }
  for (let pixel = 0; pixel < pixels; pixel++) {
    // tanh(d / 2) = σ(d) − σ(−d): the difference of both classes' softmax.
    const difference = values[pixel * 2 + 1]! - values[pixel * 2]!;
    paint(maps, pixel, outputStrength * Math.tanh(difference / 2), palette);
  }
  return maps;
}

/** @param value −1 … 1; anything that is no number is painted as 0 */
function paint(
  maps: Uint8ClampedArray,
  pixel: number,
  value: number,
  { negative, zero, positive }: LivePalette,
): void {
  const amount = Number.isNaN(value) ? 0 : Math.min(1, Math.abs(value));
  const end = value < 0 ? negative : positive;
  for (let channel = 0; channel < 3; channel++)
    maps[pixel * 4 + channel] = zero[channel]! + amount * (end[channel]! - zero[channel]!);
  maps[pixel * 4 + 3] = 255;
}
