/**
 * Points in the plane with noise. They use only sums and products, which IEEE 754 defines to the last bit, and
 * uniform draws of PyTorch's generator: the exported program makes the same points on every machine.
 */
import { Generator } from '../../torch/mt19937.ts';
import type { DatasetContent, DataSource } from '../kinds/dataset.ts';

/** Of the generator that draws them, whatever a trial's seed is: the points are one dataset. */
export const planeSeed = 433;
export const planeRows = 400;
const classes = 2;
const half = planeRows / classes;
/** Uniform draws whose sum has variance 1: 12 · 1/12. */
const summed = 12;

type Point = readonly [number, number];

/** A point without noise: the `index`-th of its class. @param draw uniform in [0, 1) */
export type Place = (label: number, index: number, draw: () => number) => Point;

/**
 * All points, those of the first class first. @param place called in their order
 * @param noise deviation of what is added to both coordinates
 */
export function planePoints(
  { bytes, floats }: Pick<DataSource, 'bytes' | 'floats'>,
  noise: number,
  place: Place,
): DatasetContent {
  const generator = new Generator(planeSeed);
  const draw = (): number => generator.nextFloat32();
  const draws = new Float64Array(planeRows * 2);
  // Multiples of 2⁻²⁴ below 12: every sum is exact.
  for (let at = 0; at < draws.length; at++) {
    let sum = -summed / 2;
    for (let each = 0; each < summed; each++) sum += draw();
    draws[at] = sum;
  }
  const clean = new Float64Array(planeRows * 2);
  const targets = bytes(planeRows);
  for (let row = 0; row < planeRows; row++) {
    targets[row] = Math.floor(row / half);
    clean.set(place(targets[row]!, row % half, draw), row * 2);
  }
  const features = floats(planeRows * 2);
  features.set(clean.map((value, at) => value + noise * draws[at]!));
  return { features, targets, noise: { clean, draws } };
}

/** The points of the unit circle from (1, 0) on, each one step further, as products and sums. */
export function turned({ cos, sin }: Turn): Point[] {
  const points: Point[] = [];
  let [x, y] = [1, 0];
  for (let at = 0; at < half; at++) {
    points.push([x, y]);
    [x, y] = [x * cos - y * sin, x * sin + y * cos];
  }
  return points;
}

/** Cosine and sine of a step. Written as numbers, because browsers compute them differently. */
export interface Turn {
  readonly cos: number;
  readonly sin: number;
}
