/** A network that was read from an equation, as marks. */
import { significant } from '../../base/numbers.ts';
import type { Mark, TextMark } from '../../figures/marks.ts';
import { arrowHead, smooth } from '../theory/graph/curves.ts';
import { radius, type Layout, type PlacedEdge, type PlacedNode } from '../theory/graph/layout.ts';

export type GraphRole =
  'edge' | 'head' | 'weight' | PlacedNode['kind'] | 'name' | 'activation' | 'bias' | 'value';
type GraphMark = Mark<GraphRole>;

/** `output` nodes, and the names of activations that need smaller letters to stay within a unit. */
export type GraphState = 'output' | 'long';

/** Pixels of the letters of each text. */
export const fontSizes = { weight: 14, name: 15, activation: 10.5, long: 9, bias: 14, value: 12 };
const longActivation = 7;

/** A text whose middle lies at `y`; not every program that draws SVG knows baselines. */
const words = (
  role: keyof typeof fontSizes & GraphRole,
  x: number,
  y: number,
  text: string,
  state?: 'long',
): TextMark<GraphRole> => ({
  kind: 'text',
  role,
  x,
  y: y + fontSizes[state ?? role] * 0.35,
  text,
  ...(state === undefined ? {} : { state }),
});

/** @param values of nodes by their ids, above them */
export const graphMarks = (
  { nodes, edges }: Layout,
  values: ReadonlyMap<string, number> | null = null,
): GraphMark[] => [
  ...edges.flatMap(edgeMarks),
  ...edges.flatMap(({ label, labelAt }) =>
    label === '' ? [] : [words('weight', labelAt.x, labelAt.y, label)],
  ),
  ...nodes.flatMap((node) => nodeMarks(node, values?.get(node.id))),
];

function edgeMarks({ points }: PlacedEdge): GraphMark[] {
  const [end, before] = [points.at(-1)!, points.at(-2)!];
  return [
    { kind: 'path', role: 'edge', d: smooth(points) },
    { kind: 'path', role: 'head', d: arrowHead(before, end) },
  ];
}

function nodeMarks(node: PlacedNode, value: number | undefined): GraphMark[] {
  const { x, y, kind, name, activation, bias, output } = node;
  const r = radius[kind];
  const state = activation.length > longActivation ? 'long' : undefined;
  return [
    { kind: 'circle', role: kind, x, y, r, ...(output ? { state: 'output' } : {}) },
    words('name', x, activation === '' ? y : y - 7, name),
    ...(activation === '' ? [] : [words('activation', x, y + 10, activation, state)]),
    ...(bias === '' ? [] : [words('bias', x, y + r + 12, bias)]),
    ...(value === undefined ? [] : [words('value', x, y - r - 9, significant(value, 4))]),
  ];
}
