/** Histograms side by side as a standalone SVG. */
import { shortened, tag } from '../charts/svg-parts.ts';
import { lightTheme } from '../charts/svg-theme.ts';
import type { Mark } from '../marks.ts';
import { svgMarks, svgSheet, type Look, type Looks } from '../svg.ts';
import type { SeriesColour } from '../../catalog/kinds/series.ts';
import type { Histogram } from '../../base/statistics/histogram.ts';
import { barHeight, barMarks, type BarRole } from './bars.ts';

export interface DrawnHistogram {
  readonly title: string;
  readonly colour: SeriesColour;
  /** Null draws an empty one. */
  readonly histogram: Histogram | null;
  /** In place of the histogram's own. */
  readonly counts?: readonly number[];
  /** Below both ends of the bars. */
  readonly ends: readonly [string, string];
  /** Under everything, a line each. */
  readonly notes: readonly string[];
}

/** A heading and its histograms. */
export interface HistogramBlock {
  readonly title: string;
  readonly histograms: readonly DrawnHistogram[];
}

const cell = { width: 190, bars: 64, gap: 20 };
const line = 15;
const margin = 16;

/** @param columns histograms beside each other */
export function histogramsSvg(
  title: string,
  blocks: readonly HistogramBlock[],
  columns: number,
): string {
  const across = Math.max(
    2,
    Math.min(columns, Math.max(0, ...blocks.map((block) => block.histograms.length))),
  );
  const parts: string[] = [];
  let top = 50;
  for (const block of blocks) {
    if (block.title !== '') {
      parts.push(words('heading', margin, top + 4, block.title));
      top += 22;
    }
    for (let from = 0; from < block.histograms.length; from += across) {
      const row = block.histograms.slice(from, from + across);
      row.forEach((each, at) => {
        parts.push(drawn(each, margin + at * (cell.width + cell.gap), top));
      });
      const notes = Math.max(0, ...row.map((each) => each.notes.length));
      top += cell.bars + (notes + 2) * line + cell.gap;
    }
  }
  const width = 2 * margin + across * cell.width + (across - 1) * cell.gap;
  return svgSheet(
    { title, width, height: top, fontSize: 12 },
    words('title', margin, 26, title),
    ...parts,
  );
}

type Role = 'title' | 'heading' | 'name' | 'small' | 'axis';

const { ink, soft, axis, series } = lightTheme;
const looks: Looks<Role> = {
  title: { fill: ink, 'font-weight': 600, 'font-size': 15 },
  heading: { fill: ink, 'font-weight': 600 },
  name: { fill: ink },
  small: { fill: soft, 'font-size': 11 },
  axis: { stroke: axis, fill: 'none' },
};
const zero: Look = { stroke: axis, 'stroke-dasharray': '2 2' };

const words = (role: Role, x: number, y: number, text: string): string =>
  svgMarks([{ kind: 'text', role, x, y, text }], looks);

function drawn(
  { title, colour, histogram, counts, ends, notes }: DrawnHistogram,
  x: number,
  y: number,
): string {
  const floor = y + 8 + cell.bars;
  const marks: Mark<Role>[] = [
    { kind: 'path', role: 'axis', d: `M${x} ${floor}h${cell.width}` },
    { kind: 'text', role: 'small', x, y: floor + line - 1, text: ends[0] },
    {
      kind: 'text',
      role: 'small',
      x: x + cell.width,
      y: floor + line - 1,
      text: ends[1],
      anchor: 'end',
    },
  ];
  return [
    words('name', x, y, shortened(title, 12, cell.width)),
    histogram === null ? '' : bars(histogram, counts ?? histogram.counts, x, y + 8, series[colour]),
    svgMarks(marks, looks),
    ...notes.map((note, at) =>
      words('small', x, floor + (at + 2) * line - 1, shortened(note, 11, cell.width)),
    ),
  ].join('');
}

/** An inner drawing, stretched to its place. */
function bars(
  histogram: Histogram,
  counts: readonly number[],
  x: number,
  y: number,
  fill: string,
): string {
  const barLooks: Looks<BarRole> = { bar: { fill }, zero };
  return tag(
    'svg',
    {
      x,
      y,
      width: cell.width,
      height: cell.bars,
      viewBox: `0 0 ${counts.length} ${barHeight}`,
      preserveAspectRatio: 'none',
    },
    svgMarks(barMarks(histogram, counts), barLooks),
  );
}
