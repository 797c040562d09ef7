/** A small network with the numbers of one sample on it, as marks. */
import { coordinate } from '../../figures/charts/svg-parts.ts';
import type { Mark, TextMark } from '../../figures/marks.ts';
import type { DrawnEdge, DrawnNode } from './types.ts';

/** `plate` keeps the letters on an edge apart from lines; `beside` stands above or below a node. */
export type NetworkRole =
  | 'edge'
  | 'tip'
  | 'plate'
  | 'weight'
  | 'gradient'
  | DrawnNode['kind']
  | 'name'
  | 'value'
  | 'beside';
type NetworkMark = Mark<NetworkRole>;

export interface DrawnNetwork {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export interface Emphasis {
  /** Ids of the nodes and edges that the current step is about. */
  readonly active: ReadonlySet<string>;
  /** Backwards, the arrows of edges whose gradient is known turn round. */
  readonly flow: 'forward' | 'backward';
}

const radius = 27;
/** Width of a letter on a plate. */
const letter = 6.6;

/** Marks in the units of the nodes; what is active has that state. */
export function networkMarks(
  { nodes, edges }: DrawnNetwork,
  { active, flow }: Emphasis = { active: new Set(), flow: 'forward' },
): NetworkMark[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const placed = edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  const marked = (id: string, marks: NetworkMark[]): NetworkMark[] =>
    active.has(id) ? marks.map((mark) => ({ ...mark, state: 'active' })) : marks;
  return [
    ...placed.flatMap(({ edge, from, to }) => {
      const isBack = flow === 'backward' && edge.gradient !== '';
      return marked(edge.id, isBack ? arrow(to, from) : arrow(from, to));
    }),
    ...placed.flatMap(({ edge, from, to }) => marked(edge.id, edgeLabel(edge, from, to))),
    ...nodes.flatMap((node) => marked(node.id, nodeMarks(node))),
  ];
}

const words = (role: NetworkRole, x: number, y: number, text: string): TextMark<NetworkRole> => ({
  kind: 'text',
  role,
  x,
  y,
  text,
});

function arrow(start: DrawnNode, end: DrawnNode): NetworkMark[] {
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const [ux, uy] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const at = (...numbers: readonly number[]): string => numbers.map(coordinate).join(' ');
  const tip = { x: end.x - ux * (radius + 2), y: end.y - uy * (radius + 2) };
  const base = { x: tip.x - ux * 9, y: tip.y - uy * 9 };
  const foot = at(start.x + ux * radius, start.y + uy * radius);
  const left = at(base.x - uy * 4, base.y + ux * 4);
  const right = at(base.x + uy * 4, base.y - ux * 4);
  return [
    { kind: 'path', role: 'edge', d: `M${foot}L${at(base.x, base.y)}` },
    { kind: 'path', role: 'tip', d: `M${at(tip.x, tip.y)}L${left}L${right}Z` },
  ];
}

function edgeLabel(
  { label, gradient, at }: DrawnEdge,
  from: DrawnNode,
  to: DrawnNode,
): NetworkMark[] {
  const lines = [label, gradient].filter((text) => text !== '');
  if (lines.length === 0) return [];
  const x = from.x + (to.x - from.x) * at;
  const y = from.y + (to.y - from.y) * at;
  const width = Math.max(...lines.map((text) => text.length)) * letter + 4;
  const height = 17 * lines.length;
  return [
    { kind: 'rect', role: 'plate', x: x - width / 2, y: y - height / 2, width, height },
    ...(label === '' ? [] : [words('weight', x, gradient === '' ? y + 4 : y - 4, label)]),
    ...(gradient === '' ? [] : [words('gradient', x, label === '' ? y + 4 : y + 11, gradient)]),
  ];
}

function nodeMarks({ x, y, kind, name, value, above = [], below = [] }: DrawnNode): NetworkMark[] {
  return [
    kind === 'loss'
      ? {
          kind: 'rect',
          role: kind,
          x: x - radius,
          y: y - radius + 4,
          width: radius * 2,
          height: radius * 2 - 8,
          rx: 5,
        }
      : { kind: 'circle', role: kind, x, y, r: radius },
    words('name', x, value === '' ? y + 5 : y - 3, name),
    ...(value === '' ? [] : [words('value', x, y + 13, value)]),
    ...above.map((text, index) =>
      words('beside', x, y - radius - 7 - 15 * (above.length - 1 - index), text),
    ),
    ...below.map((text, index) => words('beside', x, y + radius + 16 + 15 * index, text)),
  ];
}
