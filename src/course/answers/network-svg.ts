/** A small network labelled with the values of one sample, as a standalone SVG with explicit colours. */
import { escaped, figure, tag } from '../../figures/charts/svg-parts.ts';
import { lightTheme, svgFont } from '../../figures/charts/svg-theme.ts';
import type { DrawnEdge, DrawnNode } from './types.ts';

const { ink, soft, axis, paper, series } = lightTheme;
const radius = 27;
const letter = 6.6;

type Look = Readonly<Record<string, string | number>>;

const words = (x: number, y: number, text: string, look: Look = {}): string =>
  tag('text', { x, y, fill: ink, ...look }, escaped(text));

export interface DrawnNetwork {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** @param size of the drawing, in the units of its nodes @param description the text alternative */
export function networkSvg(
  { nodes, edges }: DrawnNetwork,
  size: { readonly width: number; readonly height: number },
  description: string,
): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const placed = edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: 'img',
      'font-family': svgFont,
      'font-size': 12,
      'text-anchor': 'middle',
    },
    tag('title', {}, escaped(description)),
    tag('rect', { ...size, fill: paper }),
    ...placed.map(({ from, to }) => line(from, to)),
    ...placed.map(({ edge, from, to }) => edgeLabel(edge, from, to)),
    ...nodes.map(drawnNode),
  );
}

function line(start: DrawnNode, end: DrawnNode): string {
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const [ux, uy] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const at = (...numbers: readonly number[]): string => numbers.map(figure).join(' ');
  const tip = { x: end.x - ux * (radius + 2), y: end.y - uy * (radius + 2) };
  const base = { x: tip.x - ux * 9, y: tip.y - uy * 9 };
  const foot = at(start.x + ux * radius, start.y + uy * radius);
  const [left, right] = [
    at(base.x - uy * 4, base.y + ux * 4),
    at(base.x + uy * 4, base.y - ux * 4),
  ];
  return (
    tag('path', { d: `M${foot}L${at(base.x, base.y)}`, stroke: soft, 'stroke-width': 1.5 }) +
    tag('path', { d: `M${at(tip.x, tip.y)}L${left}L${right}Z`, fill: soft })
  );
}

function edgeLabel({ label, gradient, at }: DrawnEdge, from: DrawnNode, to: DrawnNode): string {
  const lines = [label, gradient].filter((text) => text !== '');
  if (lines.length === 0) return '';
  const x = from.x + (to.x - from.x) * at;
  const y = from.y + (to.y - from.y) * at;
  const wide = Math.max(...lines.map((text) => text.length)) * letter + 4;
  const high = 15 * lines.length + 2;
  return [
    tag('rect', { x: x - wide / 2, y: y - high / 2, width: wide, height: high, fill: paper }),
    ...lines.map((text, index) =>
      words(x, y - high / 2 + 13 + index * 15, text, text === label ? {} : { fill: series[6] }),
    ),
  ].join('');
}

function drawnNode({ x, y, kind, name, value, above = [], below = [] }: DrawnNode): string {
  const border = { fill: kind === 'input' ? '#f1efea' : paper, stroke: ink, 'stroke-width': 1.5 };
  const small: Look = { fill: soft, 'font-size': 11.5 };
  return [
    kind === 'loss'
      ? tag('rect', {
          x: x - radius,
          y: y - radius + 4,
          width: radius * 2,
          height: radius * 2 - 8,
          rx: 5,
          ...border,
        })
      : tag('circle', {
          cx: x,
          cy: y,
          r: radius,
          ...border,
          ...(kind === 'input' ? { stroke: axis } : {}),
        }),
    words(x, value === '' ? y + 5 : y - 3, name, { 'font-size': 14, 'font-style': 'italic' }),
    value === '' ? '' : words(x, y + 13, value, { 'font-size': 11.5 }),
    ...above.map((text, index) =>
      words(x, y - radius - 7 - 15 * (above.length - 1 - index), text, small),
    ),
    ...below.map((text, index) => words(x, y + radius + 16 + 15 * index, text, small)),
  ].join('');
}
