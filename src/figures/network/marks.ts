/** A multilayer perceptron as marks: layers with their shapes, linear maps with theirs and their parameters. */
import type { Activation } from '../../document/schema.ts';
import { count } from '../../base/numbers.ts';
import { nameOf } from '../../text/labels.ts';
import { coordinate } from '../charts/svg-parts.ts';
import type { Mark, TextMark } from '../marks.ts';
import { columnsFor, unitsOf, type Column } from './layout.ts';
import { layerName, mapParameters, weightShape } from './text.ts';

/** `hidden` and `end` are units: of hidden layers, and of input and output. */
export type NetworkRole = 'line' | 'hidden' | 'end' | 'name' | 'shape' | 'sum' | 'dots';
type NetworkMark = Mark<NetworkRole>;

export interface Network {
  /** Input first, output last: [784, 16, …, 16, 10]. */
  readonly sizes: readonly number[];
  /** Of every hidden layer; the output layer is linear. */
  readonly activation: Activation;
}

const unitsTop = 44;
const unitsHeight = 150;
const labelsTop = unitsTop + unitsHeight + 18;
/** From the first line below the labels, and between lines. */
const linesTop = labelsTop + 22;
const linePitch = 15;
/** Longer shapes are broken into two lines where a map has less room than this, or a gap. */
const longShape = 10;
const roomForMap = 80;
const roomForGap = 110;

/** Texts are anchored at their middle. */
const words = (role: NetworkRole, x: number, y: number, text: string): TextMark<NetworkRole> => ({
  kind: 'text',
  role,
  x,
  y,
  text,
});

const shapeLines = (sizes: readonly number[], layer: number, isNarrow: boolean): string[] => {
  const shape = weightShape(sizes, layer);
  return isNarrow && shape.length > longShape ? shape.split(/(?<=×) /) : [shape];
};

/** Lines below each other, the last one a sum. */
const stack = (x: number, lines: readonly string[]): NetworkMark[] =>
  lines.map((text, at) =>
    words(at === lines.length - 1 ? 'sum' : 'shape', x, linesTop + at * linePitch, text),
  );

/** @param room columns that have room in `width` */
export function networkMarks(
  network: Network,
  width: number,
  room: number,
): { readonly height: number; readonly marks: readonly NetworkMark[] } {
  const { sizes } = network;
  const columns = columnsFor(sizes.length, room);
  const pitch = width / columns.length;
  const x = (at: number): number => (at + 0.5) * pitch;
  const marks = [
    ...columns.slice(1).flatMap((to, at) => mapMarks(sizes, columns[at]!, to, x(at), x(at + 1))),
    ...columns.flatMap((column, at) =>
      column.kind === 'layer'
        ? layerMarks(network, column.layer, x(at))
        : gapMarks(sizes, column, x(at), pitch),
    ),
  ];
  const lowest = Math.max(...marks.map((mark) => (mark.kind === 'text' ? mark.y : 0)));
  return { height: Math.max(labelsTop + 64, lowest + 12), marks };
}

const unitsAt = (sizes: readonly number[], column: Column): readonly number[] =>
  column.kind === 'gap'
    ? []
    : unitsOf(sizes[column.layer] ?? 0, unitsHeight).at.map((y) => y + unitsTop);

/** Every shown unit with every one of the next layer, and what the map between them holds. */
function mapMarks(
  sizes: readonly number[],
  from: Column,
  to: Column,
  x1: number,
  x2: number,
): NetworkMark[] {
  const [left, right] = [unitsAt(sizes, from), unitsAt(sizes, to)];
  const at = (px: number, py: number): string => `${coordinate(px)} ${coordinate(py)}`;
  if (from.kind === 'gap' || to.kind === 'gap') {
    const [units, start, end] =
      from.kind === 'gap' ? [right, x2, x2 - (x2 - x1) * 0.3] : [left, x1, x1 + (x2 - x1) * 0.3];
    const d = units.map((y) => `M${at(start, y)}H${coordinate(end)}`).join('');
    return [{ kind: 'path', role: 'line', d }];
  }
  const d = left.map((a) => right.map((b) => `M${at(x1, a)}L${at(x2, b)}`).join('')).join('');
  return [
    { kind: 'path', role: 'line', d },
    ...stack((x1 + x2) / 2, [
      ...shapeLines(sizes, to.layer, x2 - x1 < roomForMap),
      count(mapParameters(sizes, to.layer)),
    ]),
  ];
}

function layerMarks({ sizes, activation }: Network, layer: number, x: number): NetworkMark[] {
  const { at, ellipsis } = unitsOf(sizes[layer] ?? 0, unitsHeight);
  const isHidden = layer > 0 && layer < sizes.length - 1;
  const below = isHidden ? nameOf(activation) : layer === 0 ? '' : 'linear';
  const role = isHidden ? 'hidden' : 'end';
  return [
    words('name', x, 12, layerName(sizes, layer)),
    words('shape', x, 28, `B × ${count(sizes[layer] ?? 0)}`),
    ...at.map((y): NetworkMark => ({ kind: 'circle', role, x, y: y + unitsTop, r: 5 })),
    ...(ellipsis === null ? [] : [words('dots', x, ellipsis + unitsTop + 5, '⋮')]),
    words('shape', x, labelsTop, below),
  ];
}

/** Only hidden layers are left out, and those have one size. */
function gapMarks(
  sizes: readonly number[],
  { first, last }: Extract<Column, { kind: 'gap' }>,
  x: number,
  pitch: number,
): NetworkMark[] {
  return [
    words('name', x, 12, `${last - first + 1} more`),
    words('dots', x, unitsTop + unitsHeight / 2 + 5, '⋯'),
    words('shape', x, labelsTop, 'alike'),
    ...stack(x, [
      `${last - first + 2} maps`,
      ...shapeLines(sizes, first, pitch < roomForGap),
      `each ${count(mapParameters(sizes, first))}`,
    ]),
  ];
}
