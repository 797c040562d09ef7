/** A network parsed from an equation, as a standalone SVG with explicit colours. */
import { escaped, figure, tag, textWidth } from '../../figures/charts/svg-parts.ts';
import { lightTheme, svgFont } from '../../figures/charts/svg-theme.ts';
import { arrowHead, smooth } from '../theory/graph/curves.ts';
import { radius, type Layout, type PlacedEdge, type PlacedNode } from '../theory/graph/layout.ts';

const { ink, soft, axis, paper } = lightTheme;
const margin = 12;

/** @param description the text alternative */
export function graphSvg({ width, height, nodes, edges }: Layout, description: string): string {
  const [w, h] = [width + 2 * margin, height + 2 * margin];
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: w,
      height: h,
      viewBox: [-margin, -margin, w, h].map(figure).join(' '),
      role: 'img',
      'font-family': svgFont,
      'font-size': 14,
      'text-anchor': 'middle',
    },
    tag('title', {}, escaped(description)),
    tag('rect', { x: -margin, y: -margin, width: w, height: h, fill: paper }),
    ...edges.map(line),
    ...edges.map(label),
    ...nodes.map(node),
  );
}

function line({ points }: PlacedEdge): string {
  const [end, before] = [points.at(-1)!, points.at(-2)!];
  return (
    tag('path', { d: smooth(points), fill: 'none', stroke: soft, 'stroke-width': 1.5 }) +
    tag('path', { d: arrowHead(before, end), fill: soft })
  );
}

/** Text centred vertically on `y`; not every SVG renderer supports baselines. */
const words = (
  x: number,
  y: number,
  content: string,
  size: number,
  look: Readonly<Record<string, string | number>> = {},
): string =>
  tag('text', { x, y: y + size * 0.35, 'font-size': size, fill: ink, ...look }, escaped(content));

const label = ({ label: name, labelAt }: PlacedEdge): string =>
  name === ''
    ? ''
    : words(labelAt.x, labelAt.y, name, 14, {
        'font-style': 'italic',
        'paint-order': 'stroke',
        stroke: paper,
        'stroke-width': 6,
        'stroke-linejoin': 'round',
      });

/** The font size at which an activation's name fits its unit. */
const fitting = (name: string): number =>
  Math.min(10.5, (2 * radius.unit - 8) / textWidth(name, 1));

function node({ x, y, kind, name, activation, bias, output }: PlacedNode): string {
  return [
    tag('circle', {
      cx: x,
      cy: y,
      r: radius[kind],
      fill: kind === 'input' ? '#f1efea' : paper,
      stroke: kind === 'input' ? axis : ink,
      'stroke-width': output ? 2.5 : 1.5,
    }),
    words(x, activation === '' ? y : y - 7, name, 15, { 'font-style': 'italic' }),
    activation === '' ? '' : words(x, y + 10, activation, fitting(activation), { fill: soft }),
    bias === '' ? '' : words(x, y + radius[kind] + 12, bias, 14, { 'font-style': 'italic' }),
  ].join('');
}
