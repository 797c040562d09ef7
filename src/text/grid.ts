/** When a run's trials are better seen as a grid than as a list. */
import type { Axis } from '../document/schema.ts';

/** From so many values on, one axis of names is worth a row of cells. */
const manyNames = 6;

/** Two axes of at least two values, or one whose values are numbers or many. */
export function isGrid(axes: readonly Axis[]): boolean {
  const varied = axes.filter(({ values }) => values.length > 1);
  const [first, ...others] = varied;
  if (first === undefined) return false;
  const numbers = first.values.every((value) => typeof value === 'number');
  return others.length > 0 || numbers || first.values.length >= manyNames;
}
