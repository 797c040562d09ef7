/** Whether a run's trials are shown as a grid or as a list. */
import type { Axis } from '../document/schema.ts';

/** From this many values on, a single axis of names is shown as a grid. */
const manyNames = 6;

/** Whether there are two axes of at least two values, or one of numbers or many values. */
export function isGrid(axes: readonly Axis[]): boolean {
  const varied = axes.filter(({ values }) => values.length > 1);
  const [first, ...others] = varied;
  if (first === undefined) return false;
  const numbers = first.values.every((value) => typeof value === 'number');
  return others.length > 0 || numbers || first.values.length >= manyNames;
}
