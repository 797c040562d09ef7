/** Exports of the regression figures: every row as CSV, and standalone SVGs. */
import { escaped, tag } from '../../../figures/charts/svg-parts.ts';
import { lightTheme, svgFont } from '../../../figures/charts/svg-theme.ts';
import { binEdge, type Histogram } from '../../../base/statistics/histogram.ts';
import { csvText } from '../../../formats/csv.ts';
import { count } from '../../../base/numbers.ts';
import {
  barCounts,
  box,
  dotsPath,
  isCapped,
  residualBins,
  tickText,
  xAt,
  yAt,
  type Judged,
  type Plot,
} from './plots.ts';

/** One line per row, in the target's unit at full precision. */
export const pairsCsv = (judged: Judged): string => {
  const { truths, predicted, residuals } = judged;
  return csvText([
    ['test row', 'true value', 'predicted value', 'residual', 'true value capped'],
    ...truths.map((truth, row) => [
      row,
      truth,
      predicted[row] ?? null,
      residuals[row] ?? null,
      isCapped(judged, truth) ? 'yes' : 'no',
    ]),
  ]);
};

/** One line per residual bin, in the target's unit; the first and last bins are open-ended. */
export const binsCsv = (bins: Histogram): string => {
  const { counts, from, to, below, above } = bins;
  const edge = (index: number) => binEdge(bins, index, counts.length);
  return csvText([
    ['residual from', 'residual to', 'count'],
    [null, from, below],
    ...counts.map((value, bin) => [edge(bin), edge(bin + 1), value]),
    [to, null, above],
  ]);
};

const { ink, soft, axis, paper, series } = lightTheme;
/** Space for the title and y's label above the plot, and pixels per SVG unit. */
const head = 34;
const scale = 2.5;

const text = (x: number, y: number, words: string, anchor = 'middle', fill = soft): string =>
  tag('text', { x, y, fill, 'text-anchor': anchor }, escaped(words));

function sheet(title: string, yLabel: string, xLabel: string, ...children: string[]): string {
  const height = box.height + head;
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: box.width * scale,
      height: height * scale,
      viewBox: `0 ${-head} ${box.width} ${height}`,
      role: 'img',
      'font-family': svgFont,
      'font-size': 9,
      fill: 'none',
    },
    tag('title', {}, escaped(title)),
    tag('rect', { y: -head, width: box.width, height, fill: paper }),
    tag(
      'text',
      { x: 8, y: 16 - head, fill: ink, 'font-weight': 600, 'font-size': 11 },
      escaped(title),
    ),
    text(8, 30 - head, yLabel, 'start'),
    ...children,
    tag('path', { d: `M${box.left} ${box.top}V${box.bottom}H${box.right}`, stroke: axis }),
    text((box.left + box.right) / 2, 234, xLabel),
  );
}

export function plotSvg(data: Judged, plot: Plot): string {
  const { range, perfect } = plot;
  const { values, ticks } = data.frame;
  const { unit } = data.words;
  const dots = (capped: boolean) =>
    tag('path', {
      d: dotsPath(data, plot, capped),
      stroke: series[capped ? 6 : 5],
      'stroke-width': 2.4,
      'stroke-linecap': 'round',
      'stroke-opacity': 0.3,
    });
  return sheet(
    plot.title,
    `${plot.yLabel}, ${unit}`,
    `${plot.xLabel}, ${unit}`,
    dots(false),
    dots(true),
    tag('line', {
      x1: xAt(values[0], values),
      y1: yAt(perfect[0], range),
      x2: xAt(values[1], values),
      y2: yAt(perfect[1], range),
      stroke: ink,
      'stroke-dasharray': '4 3',
    }),
    ...plot.ticks.map((tick) => text(30, yAt(tick, range) + 3, tickText(tick), 'end')),
    ...ticks.map((tick) => text(xAt(tick, values), 219, tickText(tick))),
  );
}

export function residualsSvg(data: Judged): string {
  const bins = residualBins(data);
  const { spread } = data.frame;
  const bars = barCounts(bins);
  const most = Math.max(1, ...bars);
  const width = (box.right - box.left) / bars.length;
  return sheet(
    'Residuals: predicted − true',
    data.words.rows,
    `residual, ${data.words.unit}`,
    ...bars.map((value, bin) => {
      const y = yAt(value, [0, most]);
      const x = box.left + bin * width;
      return tag('rect', { x, y, width: width - 0.8, height: box.bottom - y, fill: series[5] });
    }),
    text(30, 14, count(most), 'end'),
    ...[-spread, 0, spread].map((tick) => text(xAt(tick, [-spread, spread]), 219, tickText(tick))),
  );
}
