/** A regression's figures as files: every row as CSV, and standalone SVGs. */
import { lightTheme } from '../charts/svg-theme.ts';
import { binEdge, type Histogram } from '../../base/statistics/histogram.ts';
import { csvText } from '../../formats/csv.ts';
import type { Mark } from '../marks.ts';
import { svgMarks, svgSheet, type Looks } from '../svg.ts';
import { plotMarks, residualMarks, residualsTitle, type ScatterRole } from './marks.ts';
import { box, isCapped, type Judged, type Plot } from './plots.ts';

/** One CSV row per row of the test set, in the target's unit and at full precision. */
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

/** One row per bin of the residuals, in the target's unit; the first and the last have one open end. */
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

const { ink, soft, axis, series } = lightTheme;

const dots = {
  fill: 'none',
  'stroke-width': 2.4,
  'stroke-linecap': 'round',
  'stroke-opacity': 0.3,
};
const looks: Looks<ScatterRole | 'title'> = {
  title: { fill: ink, 'font-weight': 600, 'font-size': 11 },
  dots: { stroke: series[5], ...dots },
  capped: { stroke: series[6], ...dots },
  bar: { fill: series[5] },
  axis: { stroke: axis, fill: 'none' },
  reference: { stroke: ink, 'stroke-dasharray': '4 3' },
  tick: { fill: soft },
};

/** Room for the title and the name of y above the plot. */
const head = 34;

const sheet = (title: string, yLabel: string, marks: readonly Mark<ScatterRole>[]): string =>
  svgSheet(
    {
      title,
      width: box.width,
      height: box.height + head,
      top: -head,
      scale: 2.5,
      fontSize: 9,
    },
    svgMarks(
      [
        { kind: 'text', role: 'title', x: 8, y: 16 - head, text: title },
        { kind: 'text', role: 'tick', x: 8, y: 30 - head, text: yLabel },
        ...marks,
      ],
      looks,
    ),
  );

export const plotSvg = (data: Judged, plot: Plot): string =>
  sheet(plot.title, `${plot.yLabel}, ${data.words.unit}`, plotMarks(data, plot));

export const residualsSvg = (data: Judged): string =>
  sheet(residualsTitle, data.words.rows, residualMarks(data));
