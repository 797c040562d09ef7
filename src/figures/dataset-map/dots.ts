/** Places as dots: where each lies, and its step on the colour scale. */
import type { Places } from '../../data/explore/places.ts';
import { scaleColours } from './colour.ts';
import type { Projection } from './projection.ts';

/** Colours of the scale, least value first. */
export const colours: readonly string[] = scaleColours(32);

/** Least and greatest value, in the colours' first and last step. */
export type ValueRange = readonly [low: number, high: number];

export function valueRange({ values }: Places): ValueRange {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}

/** Pixels of a dot's sides, less on a small map. */
export const dotSize = (width: number): number => (width < 420 ? 1.6 : 2.2);

/** Calls `draw` with the centre of every place in pixels and its colour's index, in the order of the data. */
export function eachDot(
  { latitudes, longitudes, values }: Places,
  { x, y }: Projection,
  [low, high]: ValueRange,
  draw: (x: number, y: number, step: number) => void,
): void {
  values.forEach((value, index) => {
    const share = high > low ? (value - low) / (high - low) : 0.5;
    const step = Math.min(colours.length - 1, Math.floor(share * colours.length));
    draw(x(longitudes[index]!), y(latitudes[index]!), step);
  });
}
