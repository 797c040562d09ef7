/** A multilayer perceptron as an SVG of its own in explicit colours. */
import { escaped, figure, tag } from '../charts/svg-parts.ts';
import { lightTheme, svgFont } from '../charts/svg-theme.ts';
import type { Activation } from '../../document/schema.ts';
import { count } from '../../base/numbers.ts';
import { nameOf } from '../../text/labels.ts';
import { columnsFor, unitsOf, type Column } from './layout.ts';
import { layerName, mapParameters, networkSentence, weightShape } from './text.ts';

const unitsTop = 44;
const unitsHeight = 150;
const labelsTop = unitsTop + unitsHeight + 18;
const height = labelsTop + 64;
const width = 760;
const maxColumns = 10;

const { ink, soft, axis, paper, series } = lightTheme;
type Look = Readonly<Record<string, string | number>>;
const words = (x: number, y: number, text: string, look: Look = {}): string =>
  tag('text', { x, y, fill: soft, ...look }, escaped(text));
const bold: Look = { fill: ink, 'font-weight': 600, 'font-size': 12 };

/** @param sizes input first, output last: [784, 16, …, 16, 10] */
export function perceptronSvg(sizes: readonly number[], activation: Activation): string {
  const columns = columnsFor(sizes.length, maxColumns);
  const pitch = width / columns.length;
  const x = (at: number): number => (at + 0.5) * pitch;
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': svgFont,
      'font-size': 11,
      'text-anchor': 'middle',
    },
    tag('title', {}, escaped(networkSentence(sizes, nameOf(activation)))),
    tag('rect', { width, height, fill: paper }),
    ...columns.slice(1).map((to, at) => between(sizes, columns[at]!, to, x(at), x(at + 1))),
    ...columns.map((column, at) =>
      column.kind === 'layer'
        ? layerColumn(sizes, activation, column.layer, x(at))
        : gapColumn(sizes, column, x(at)),
    ),
  );
}

const unitsAt = (sizes: readonly number[], column: Column): readonly number[] =>
  column.kind === 'gap'
    ? []
    : unitsOf(sizes[column.layer] ?? 0, unitsHeight).at.map((y) => y + unitsTop);

/** Every shown unit with every one of the next layer, and what the map between them holds. */
function between(
  sizes: readonly number[],
  from: Column,
  to: Column,
  x1: number,
  x2: number,
): string {
  const [left, right] = [unitsAt(sizes, from), unitsAt(sizes, to)];
  const stroke = { stroke: axis, 'stroke-width': 0.5, 'stroke-opacity': 0.45, fill: 'none' };
  const at = (px: number, py: number): string => `${figure(px)} ${figure(py)}`;
  if (from.kind === 'gap' || to.kind === 'gap') {
    const [units, start, end] =
      from.kind === 'gap' ? [right, x2, x2 - (x2 - x1) * 0.3] : [left, x1, x1 + (x2 - x1) * 0.3];
    return tag('path', {
      ...stroke,
      d: units.map((y) => `M${at(start, y)}H${figure(end)}`).join(''),
    });
  }
  const d = left.map((a) => right.map((b) => `M${at(x1, a)}L${at(x2, b)}`).join('')).join('');
  const middle = (x1 + x2) / 2;
  return [
    tag('path', { ...stroke, d }),
    words(middle, labelsTop + 22, weightShape(sizes, to.layer)),
    words(middle, labelsTop + 37, count(mapParameters(sizes, to.layer)), bold),
  ].join('');
}

function layerColumn(
  sizes: readonly number[],
  activation: Activation,
  layer: number,
  x: number,
): string {
  const { at, ellipsis } = unitsOf(sizes[layer] ?? 0, unitsHeight);
  const hidden = layer > 0 && layer < sizes.length - 1;
  const below = hidden ? nameOf(activation) : layer === 0 ? '' : 'linear';
  const fill = hidden ? series[5] : paper;
  return [
    words(x, 12, layerName(sizes, layer), bold),
    words(x, 28, `B × ${count(sizes[layer] ?? 0)}`),
    ...at.map((y) =>
      tag('circle', { cx: x, cy: y + unitsTop, r: 5, fill, stroke: hidden ? fill : ink }),
    ),
    ellipsis === null ? '' : words(x, ellipsis + unitsTop + 5, '⋮', { 'font-size': 16 }),
    words(x, labelsTop, below),
  ].join('');
}

/** Only hidden layers are left out, and those have one size. */
function gapColumn(
  sizes: readonly number[],
  { first, last }: Extract<Column, { kind: 'gap' }>,
  x: number,
): string {
  return [
    words(x, 12, `${last - first + 1} more`, bold),
    words(x, unitsTop + unitsHeight / 2 + 5, '⋯', { 'font-size': 16 }),
    words(x, labelsTop, 'alike'),
    words(x, labelsTop + 22, `${last - first + 2} maps`),
    words(x, labelsTop + 37, weightShape(sizes, first)),
    words(x, labelsTop + 52, `each ${count(mapParameters(sizes, first))}`, bold),
  ].join('');
}
