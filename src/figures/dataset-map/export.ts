/** The map as files: the square degrees of its table as CSV, and its dots as an SVG. */
import { tag } from '../charts/svg-parts.ts';
import { lightTheme } from '../charts/svg-theme.ts';
import type { GridCell, Places } from '../../data/explore/places.ts';
import { csvText } from '../../formats/csv.ts';
import { svgMarks, svgSheet, type Looks } from '../svg.ts';
import { colours, dotSize, eachDot, type ValueRange } from './dots.ts';
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
  readonly range: ValueRange;
}

const { ink, soft } = lightTheme;
const margin = 16;
const head = 62;
const looks: Looks<'title' | 'legend'> = {
  title: { fill: ink, 'font-size': 15, 'font-weight': 600 },
  legend: { fill: soft },
};

/** Places of one colour are one path, the largest values on top. */
export function mapSvg(places: Places, { label, unit, format, range }: Words): string {
  const projection = project(extentOf(places), 688, 620);
  const { width, height } = projection;
  const size = dotSize(width);
  const paths = colours.map(() => '');
  eachDot(places, projection, range, (x, y, step) => {
    const [left, top] = [x + margin - size / 2, y + head];
    paths[step] = `${paths[step] ?? ''}M${left.toFixed(1)} ${top.toFixed(1)}h${size}`;
  });
  const ramp = 220;
  const swatch = 160 / colours.length;
  const [low, high] = range;
  return svgSheet(
    {
      title: label,
      width: Math.max(width, 420) + 2 * margin,
      height: height + head + margin,
      fontSize: 12,
    },
    svgMarks(
      [
        { kind: 'text', role: 'title', x: margin, y: 26, text: label },
        {
          kind: 'text',
          role: 'legend',
          x: ramp - 8,
          y: 50,
          text: `${unit}: ${format(low)}`,
          anchor: 'end',
        },
        { kind: 'text', role: 'legend', x: ramp + 168, y: 50, text: format(high) },
      ],
      looks,
    ),
    ...colours.map((fill, step) =>
      tag('rect', { x: ramp + step * swatch, y: 40, width: swatch + 0.3, height: 12, fill }),
    ),
    ...paths.map((d, step) =>
      tag('path', { d, stroke: colours[step], fill: 'none', 'stroke-width': size }),
    ),
  );
}
