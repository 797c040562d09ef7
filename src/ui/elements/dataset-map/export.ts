/** Exports of the map: the square degrees of its table as CSV, and its dots as SVG. */
import { escaped, tag } from '../../../figures/charts/svg-parts.ts';
import { lightTheme, svgFont } from '../../../figures/charts/svg-theme.ts';
import { scaleColours } from '../../../data/explore/colour-scale.ts';
import type { GridCell, Places } from '../../../data/explore/places.ts';
import { csvText } from '../../../formats/csv.ts';
import { extentOf, project } from './projection.ts';

/** Degrees from the south-west corner of each cell; means in the unit of the values. */
export const cellsCsv = (cells: readonly GridCell[], size: number, unit: string): string =>
  csvText([
    ['latitude from', 'latitude to', 'longitude from', 'longitude to', 'places', `mean ${unit}`],
    ...cells.map(({ latitude, longitude, count, mean }) => {
      const [north, east] = [latitude + size, longitude + size];
      return [latitude, north, longitude, east, count, mean];
    }),
  ]);

interface Words {
  readonly label: string;
  readonly unit: string;
  readonly format: (value: number) => string;
  /** Minimum and maximum value. */
  readonly range: readonly [number, number];
}

const steps = 32;
const margin = 16;
const head = 62;
const dot = 2.2;

/** Places of one colour share a path; the largest values are on top. */
export function mapSvg(places: Places, { label, unit, format, range: [low, high] }: Words): string {
  const { x, y, width, height } = project(extentOf(places), 688, 620);
  const colours = scaleColours(steps);
  const paths = new Map<number, string>();
  places.values.forEach((value, index) => {
    const share = high > low ? (value - low) / (high - low) : 0.5;
    const step = Math.min(steps - 1, Math.floor(share * steps));
    const [left, top] = [x(places.longitudes[index]!), y(places.latitudes[index]!)];
    const mark = `M${(left - dot / 2).toFixed(1)} ${top.toFixed(1)}h${dot}`;
    paths.set(step, (paths.get(step) ?? '') + mark);
  });
  const text = (at: number, words: string, anchor = 'start') =>
    tag('text', { x: at, y: 50, fill: lightTheme.soft, 'text-anchor': anchor }, escaped(words));
  const whole = { width: Math.max(width, 420) + 2 * margin, height: height + head + margin };
  const ramp = 220;
  const swatch = 160 / steps;
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...whole,
      viewBox: `0 0 ${whole.width.toFixed(2)} ${whole.height.toFixed(2)}`,
      role: 'img',
      'font-family': svgFont,
      'font-size': 12,
    },
    tag('title', {}, escaped(label)),
    tag('rect', { ...whole, fill: lightTheme.paper }),
    tag(
      'text',
      { x: margin, y: 26, fill: lightTheme.ink, 'font-size': 15, 'font-weight': 600 },
      escaped(label),
    ),
    text(ramp - 8, `${unit}: ${format(low)}`, 'end'),
    ...colours.map((fill, step) =>
      tag('rect', { x: ramp + step * swatch, y: 40, width: swatch + 0.3, height: 12, fill }),
    ),
    text(ramp + 168, format(high)),
    tag(
      'g',
      { transform: `translate(${margin} ${head})`, fill: 'none', 'stroke-width': dot },
      ...colours.map((stroke, step) => tag('path', { d: paths.get(step) ?? '', stroke })),
    ),
  );
}
