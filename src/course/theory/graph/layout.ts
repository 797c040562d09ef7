/** Positions of a network's nodes and edges, left to right, computed by dagre. */
import dagre from '@dagrejs/dagre';
import { coefficientText, nodeNames, pretty } from './write.ts';
import type { NetworkGraph } from './types.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Point {
  readonly id: string;
  readonly kind: 'input' | 'unit';
  /** "x₁", "h₂", "y". */
  readonly name: string;
  /** "ReLU"; '' for an input. */
  readonly activation: string;
  /** "+ b₁"; '' without one. */
  readonly bias: string;
  readonly output: boolean;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** '' for a weight of 1. */
  readonly label: string;
  /** From the rim of one node to the rim of the next. */
  readonly points: readonly Point[];
  readonly labelAt: Point;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export const radius = { input: 19, unit: 30 } as const;

const activationWords = {
  relu: 'ReLU',
  'leaky-relu': 'LeakyReLU',
  tanh: 'tanh',
  sigmoid: 'σ',
  linear: 'linear',
} as const;

/** Space that dagre reserves for an edge's label. */
const labelWidth = (text: string): number => Math.max(16, 9 * text.length);

export function layOut(graph: NetworkGraph): Layout {
  const names = nodeNames(graph);
  const outputs = new Set(graph.outputs.map(([, id]) => id));
  const plan = new dagre.graphlib.Graph({ multigraph: true });
  plan.setGraph({ rankdir: 'LR', nodesep: 42, ranksep: 58, edgesep: 26, marginx: 12, marginy: 14 });
  for (const { id, kind } of graph.nodes) {
    const size = 2 * radius[kind];
    // The bias is below its unit.
    plan.setNode(id, { width: size, height: kind === 'unit' ? size + 34 : size });
  }
  for (const node of graph.nodes) {
    if (node.kind === 'input') continue;
    node.edges.forEach(({ from, weight }, index) => {
      const plainOne = weight.factor === 1 && weight.names.length === 0;
      const label = plainOne ? '' : coefficientText(weight);
      const labelSize = { width: labelWidth(label), height: 20, labelpos: 'c', label };
      plan.setEdge(from, node.id, labelSize, String(index));
    });
  }
  dagre.layout(plan);

  const { width = 0, height = 0 } = plan.graph() as { width?: number; height?: number };
  const flip = upsideDown(graph, (id) => plan.node(id) as Point);
  const flipped = ({ x, y }: Point): Point => ({ x, y: flip ? height - y : y });
  const at = new Map<string, Point>();
  const nodes = graph.nodes.map((node): PlacedNode => {
    const { x, y } = flipped(plan.node(node.id) as Point);
    at.set(node.id, { x, y });
    const bias = node.kind === 'unit' ? node.bias.map((each) => coefficientText(each)) : [];
    return {
      id: node.id,
      kind: node.kind,
      x,
      y,
      name: pretty(names.get(node.id)!),
      activation: node.kind === 'unit' ? activationWords[node.activation] : '',
      bias: bias
        .map((text) => (text.startsWith('−') ? text.replace('−', '− ') : `+ ${text}`))
        .join(' '),
      output: outputs.has(node.id),
    };
  });
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]));
  const edges = plan.edges().map((edge): PlacedEdge => {
    const placed = plan.edge(edge) as { points: Point[]; x: number; y: number; label: string };
    const [start, end] = [at.get(edge.v)!, at.get(edge.w)!];
    const [before, after] = [radius[kinds.get(edge.v)!], radius[kinds.get(edge.w)!] + arrow];
    const ends = { from: edge.v, to: edge.w, label: placed.label };
    // Labels take a rank between two ranks of nodes.
    const skips = rankOf(plan, edge.w) - rankOf(plan, edge.v) > 2;
    if (!skips) {
      const points = [towards(start, end, before), towards(end, start, after)];
      return { ...ends, points, labelAt: between(points[0]!, points[1]!, labelShare) };
    }
    const inner = placed.points.slice(1, -1).map(flipped);
    return {
      ...ends,
      points: [
        towards(start, inner[0] ?? end, before),
        ...inner,
        towards(end, inner.at(-1) ?? start, after),
      ],
      labelAt: flipped(placed),
    };
  });
  return { width: Math.ceil(width), height: Math.ceil(height), nodes, edges };
}

/** Length of an arrow's head. */
const arrow = 3;
/** Position of the label on a straight edge: before the middle, where fewer edges cross. */
const labelShare = 0.4;

/** The column of a node in dagre's layout. */
const rankOf = (plan: InstanceType<typeof dagre.graphlib.Graph>, id: string): number =>
  (plan.node(id) as { rank?: number }).rank ?? 0;

/** Whether the inputs (or, with a single input, the outputs) would be in reverse order. */
function upsideDown(graph: NetworkGraph, place: (id: string) => Point): boolean {
  const inputs = graph.nodes.filter(({ kind }) => kind === 'input').map(({ id }) => id);
  const ids = inputs.length > 1 ? inputs : graph.outputs.map(([, id]) => id);
  const [first, last] = [ids[0], ids.at(-1)];
  return first !== undefined && last !== undefined && place(first).y > place(last).y;
}

const between = (a: Point, b: Point, share: number): Point => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
});

/** The point on the way from `from` to `to` that lies `distance` from `from`. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const share = distance / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
