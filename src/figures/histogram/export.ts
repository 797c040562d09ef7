/** Histograms side by side as an SVG of its own. */
import { escaped, shortened, tag } from '../charts/svg-parts.ts';
import { lightTheme, svgFont } from '../charts/svg-theme.ts';
import type { SeriesColour } from '../../catalog/kinds/series.ts';
import type { Histogram } from '../../base/statistics/histogram.ts';
import { barHeight, barsPath, binAt } from './bars.ts';

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
  const { ink, paper } = lightTheme;
  const across = Math.max(
    2,
    Math.min(columns, Math.max(0, ...blocks.map((block) => block.histograms.length))),
  );
  const parts: string[] = [];
  let top = 50;
  for (const block of blocks) {
    if (block.title !== '') {
      parts.push(label(margin, top + 4, block.title, { 'font-weight': 600 }));
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
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: top,
      viewBox: `0 0 ${width} ${top}`,
      role: 'img',
      'font-family': svgFont,
      'font-size': 12,
    },
    tag('title', {}, escaped(title)),
    tag('rect', { width, height: top, fill: paper }),
    label(margin, 26, title, { 'font-weight': 600, 'font-size': 15, fill: ink }),
    ...parts,
  );
}

type Look = Readonly<Record<string, string | number>>;

const label = (x: number, y: number, text: string, look: Look = {}): string =>
  tag('text', { x, y, fill: lightTheme.ink, ...look }, escaped(text));

function drawn(
  { title, colour, histogram, counts, ends, notes }: DrawnHistogram,
  x: number,
  y: number,
): string {
  const { axis, soft, series } = lightTheme;
  const floor = y + 8 + cell.bars;
  const small: Look = { fill: soft, 'font-size': 11 };
  return [
    label(x, y, shortened(title, 12, cell.width)),
    histogram === null ? '' : bars(histogram, counts ?? histogram.counts, x, y + 8, series[colour]),
    tag('path', { d: `M${x} ${floor}h${cell.width}`, stroke: axis, fill: 'none' }),
    label(x, floor + line - 1, ends[0], small),
    label(x + cell.width, floor + line - 1, ends[1], { ...small, 'text-anchor': 'end' }),
    ...notes.map((note, at) =>
      label(x, floor + (at + 2) * line - 1, shortened(note, 11, cell.width), small),
    ),
  ].join('');
}

/** An inner drawing, in bins and `barHeight`, stretched to its place. */
function bars(
  histogram: Histogram,
  counts: readonly number[],
  x: number,
  y: number,
  fill: string,
): string {
  const zero = binAt(histogram, 0);
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
    tag('path', { d: barsPath(counts), fill }),
    zero === null
      ? ''
      : tag('path', {
          d: `M${zero.toFixed(2)} 0V${barHeight}`,
          stroke: lightTheme.axis,
          'stroke-dasharray': '2 2',
          'vector-effect': 'non-scaling-stroke',
        }),
  );
}
