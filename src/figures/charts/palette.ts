/**
 * Colours and markers of series. Indices are those of Okabe and Ito's palette (Color Universal
 * Design, 2008); the values themselves are CSS custom properties `--a2-series-0` … `7`, darkened or
 * lightened where the original would be under 3:1 on our paper.
 */

import {
  markerShapes,
  type MemberStyle,
  type SeriesColour,
  type SeriesStyle,
} from '../../catalog/kinds/series.ts';
import { initMeta } from '../../catalog/registry/init.meta.ts';
import { optimizerMeta } from '../../catalog/registry/optimizer.meta.ts';

/** In the order of assignment: strongest contrast first. */
const sequence: readonly SeriesColour[] = [5, 6, 3, 7, 1, 2, 0, 4];

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const styles: Readonly<
  Record<string, Readonly<Record<string, { styles?: readonly MemberStyle[] }>>>
> = { init: initMeta, optimizer: optimizerMeta };

/**
 * An initialisation and an optimiser look the same on every page. The trial that two pages share
 * (Xavier with SGD) has one colour on both.
 */
function fixedStyle(path: string, value: unknown): SeriesStyle | undefined {
  const [choice = '', key] = path.split('.');
  const members = Object.hasOwn(styles, choice) ? styles[choice] : undefined;
  const name = key === 'name' ? value : key === undefined ? property(value, 'name') : undefined;
  if (members === undefined || typeof name !== 'string' || !Object.hasOwn(members, name))
    return undefined;
  const found = members[name]?.styles?.find(({ when = {} }) =>
    Object.entries(when).every(([setting, wanted]) => property(value, setting) === wanted),
  );
  return found === undefined ? undefined : { colour: found.colour, marker: found.marker };
}

interface AxisLike {
  readonly path: string;
  readonly values: readonly unknown[];
}

/** One style per value of an axis: the fixed ones first, then unused colours and markers. */
function axisStyles(axis: AxisLike): SeriesStyle[] {
  const known = axis.values.map((value) => fixedStyle(axis.path, value));
  const taken = new Set(known.map((style) => style?.colour));
  const takenMarkers = new Set(known.map((style) => style?.marker));
  const colours = sequence.filter((colour) => !taken.has(colour));
  const markers = markerShapes.filter((marker) => !takenMarkers.has(marker));
  let next = 0;
  return known.map((style) => {
    if (style !== undefined) return style;
    const colour = colours[next % colours.length] ?? sequence[next % sequence.length] ?? 0;
    const marker = markers[next % markers.length] ?? 'circle';
    next++;
    return { colour, marker };
  });
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * The style of a trial from what the axes set: the first axis gives the colour; the marker comes
 * from it too, or from the other axes where there are some, so that every cell of a grid differs.
 */
export function trialStyle(
  axes: readonly AxisLike[],
  values: Readonly<Record<string, unknown>>,
): SeriesStyle {
  const [first, ...others] = axes;
  if (first === undefined) return { colour: 5, marker: 'circle' };
  const at = (axis: AxisLike): number =>
    Math.max(
      0,
      axis.values.findIndex((value) => same(value, values[axis.path])),
    );
  const own = axisStyles(first)[at(first)] ?? { colour: 5, marker: 'circle' };
  if (others.length === 0) return own;
  const cell = others.reduce((index, axis) => index * axis.values.length + at(axis), 0);
  return { colour: own.colour, marker: markerShapes[cell % markerShapes.length] ?? 'circle' };
}
