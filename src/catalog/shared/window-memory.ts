/** Places the structure of pooling: workers/kernels/list/window.ts. */
import type { MemoryRoom, PlacedLayer } from '../kinds/layer.ts';
import type { Window } from './window.ts';

/** @param places panels for the places of maxima; 0 for none */
export function placeWindows(
  { inputs, outputs }: PlacedLayer,
  { kernel, stride, padding }: Window,
  places: number,
  room: MemoryRoom,
): number {
  const [channels = 0, height = 0, width = 0] = inputs;
  const [, rows = 0, columns = 0] = outputs;
  const window = { kernel, stride, padding };
  return room.structure('Windows', { channels, height, width, rows, columns, ...window, places });
}
