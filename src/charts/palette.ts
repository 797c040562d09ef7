/**
 * Colours and markers of series. Indices are those of Okabe and Ito's palette (Color Universal
 * Design, 2008); the values themselves are CSS custom properties `--a2-series-0` … `7`, darkened or
 * lightened where the original would be under 3:1 on our paper.
 */

/** 0 black, 1 orange, 2 sky blue, 3 bluish green, 4 yellow, 5 blue, 6 vermillion, 7 reddish purple. */
export type SeriesColour = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const markerShapes = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'triangle-down',
  'plus',
  'cross',
] as const;
export type MarkerShape = (typeof markerShapes)[number];

export interface SeriesStyle {
  readonly colour: SeriesColour;
  readonly marker: MarkerShape;
}

/** In the order in which they are given out: strongest contrast first. */
const sequence: readonly SeriesColour[] = [5, 6, 3, 7, 1, 2, 0, 4];

/**
 * An initialisation and an optimiser look the same on every page. The trial that two pages share
 * (Xavier with SGD) has one colour on both.
 */
const fixed: Readonly<Record<string, SeriesStyle>> = {
  'init uniform 0.01': { colour: 5, marker: 'circle' },
  'init uniform 0.1': { colour: 3, marker: 'square' },
  'init uniform 1': { colour: 6, marker: 'triangle' },
  'init xavier-uniform': { colour: 7, marker: 'diamond' },
  'init xavier-normal': { colour: 1, marker: 'triangle-down' },
  'init kaiming-uniform': { colour: 2, marker: 'plus' },
  'init kaiming-normal': { colour: 4, marker: 'cross' },
  'init torch-default': { colour: 0, marker: 'circle' },
  'optimizer sgd': { colour: 7, marker: 'diamond' },
  'optimizer rmsprop': { colour: 1, marker: 'square' },
  'optimizer adam': { colour: 5, marker: 'circle' },
  'optimizer adamw': { colour: 3, marker: 'triangle' },
};

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

function fixedStyle(path: string, value: unknown): SeriesStyle | undefined {
  if (path === 'optimizer.name') return fixed[`optimizer ${String(value)}`];
  if (path === 'init.name') return fixed[`init ${String(value)}`];
  if (path !== 'init') return undefined;
  const name = property(value, 'name');
  const d = property(value, 'd');
  return fixed[typeof d === 'number' ? `init uniform ${d}` : `init ${String(name)}`];
}

interface AxisLike {
  readonly path: string;
  readonly values: readonly unknown[];
}

/** One style for each value of an axis; fixed ones first, the others take what is free. */
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
