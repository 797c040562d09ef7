/** A multilayer perceptron as a standalone SVG with explicit colours. */
import type { Activation } from '../../document/schema.ts';
import { nameOf } from '../../text/labels.ts';
import { lightTheme } from '../charts/svg-theme.ts';
import { svgMarks, svgSheet, type Look, type Looks } from '../svg.ts';
import { networkMarks, type NetworkRole } from './marks.ts';
import { networkSentence } from './text.ts';

const width = 760;
const maxColumns = 10;

const { ink, soft, axis, paper, series } = lightTheme;
const bold: Look = { fill: ink, 'font-weight': 600, 'font-size': 12 };
const looks: Looks<NetworkRole> = {
  line: { stroke: axis, 'stroke-width': 0.5, 'stroke-opacity': 0.45, fill: 'none' },
  hidden: { fill: series[5], stroke: series[5] },
  end: { fill: paper, stroke: ink },
  name: bold,
  shape: { fill: soft },
  sum: bold,
  dots: { fill: soft, 'font-size': 16 },
};

/** @param sizes input first, output last: [784, 16, …, 16, 10] */
export function perceptronSvg(sizes: readonly number[], activation: Activation): string {
  const { height, marks } = networkMarks({ sizes, activation }, width, maxColumns);
  const title = networkSentence(sizes, nameOf(activation));
  return svgSheet({ title, width, height, fontSize: 11, anchor: 'middle' }, svgMarks(marks, looks));
}
