/** A regression's figures as marks, in the units of `box`. */
import { count } from '../../base/numbers.ts';
import { coordinate } from '../charts/svg-parts.ts';
import type { Mark, TextMark } from '../marks.ts';
import {
  barCounts,
  box,
  dotsPath,
  residualBins,
  tickText,
  xAt,
  yAt,
  type Judged,
  type Plot,
} from './plots.ts';

export type ScatterRole = 'dots' | 'capped' | 'bar' | 'axis' | 'reference' | 'tick';
type ScatterMark = Mark<ScatterRole>;

const tick = (
  x: number,
  y: number,
  text: string,
  anchor: 'middle' | 'end' = 'middle',
): TextMark<ScatterRole> => ({ kind: 'text', role: 'tick', x, y, text, anchor });

/** Both axes, with the figures and the name of x. */
const axes = (
  label: string,
  ticks: readonly number[],
  range: readonly [number, number],
): ScatterMark[] => [
  { kind: 'path', role: 'axis', d: `M${box.left} ${box.top}V${box.bottom}H${box.right}` },
  ...ticks.map((value) => tick(xAt(value, range), 219, tickText(value))),
  tick((box.left + box.right) / 2, 234, label),
];

/** A dot for each row, and the line on which perfect predictions lie. */
export function plotMarks(data: Judged, plot: Plot): ScatterMark[] {
  const { range, perfect, ticks, xLabel } = plot;
  const { values, ticks: xTicks } = data.frame;
  const at = (end: 0 | 1): string =>
    `${coordinate(xAt(values[end], values))} ${coordinate(yAt(perfect[end], range))}`;
  return [
    { kind: 'path', role: 'dots', d: dotsPath(data, plot, false) },
    { kind: 'path', role: 'capped', d: dotsPath(data, plot, true) },
    ...axes(`${xLabel}, ${data.words.unit}`, xTicks, values),
    { kind: 'path', role: 'reference', d: `M${at(0)}L${at(1)}` },
    ...ticks.map((value) => tick(30, yAt(value, range) + 3, tickText(value), 'end')),
  ];
}

export const residualsTitle = 'Residuals: predicted − true';

/** The residuals in bins. */
export function residualMarks(data: Judged): ScatterMark[] {
  const { spread } = data.frame;
  const bars = barCounts(residualBins(data));
  const max = Math.max(1, ...bars);
  const width = (box.right - box.left) / bars.length;
  return [
    ...bars.map((value, bin): ScatterMark => {
      const y = yAt(value, [0, max]);
      const x = box.left + bin * width;
      return { kind: 'rect', role: 'bar', x, y, width: width - 0.8, height: box.bottom - y };
    }),
    ...axes(`residual, ${data.words.unit}`, [-spread, 0, spread], [-spread, spread]),
    tick(30, 14, count(max), 'end'),
  ];
}
