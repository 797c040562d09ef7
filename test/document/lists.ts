/** Random networks as lists of layers that fit their data, as a document may write them. */
import fc from 'fast-check';
import type { WrittenLayer } from '../../src/document/model.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { document } from './documents.ts';

export type Kind = 'images' | 'table';

class Draws {
  readonly #generator: Generator;

  constructor(seed: number) {
    this.#generator = new Generator(seed);
  }

  below(n: number): number {
    return this.#generator.nextUint32() % n;
  }

  chance(): boolean {
    return this.below(2) === 0;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}

const activations = ['identity', 'relu', 'leaky-relu', 'tanh', 'sigmoid', 'gelu'];

/** Settings that are sometimes left out, at their default, or another value. */
function maybe(draws: Draws, key: string, standard: unknown, others: readonly unknown[]): object {
  const which = draws.below(3);
  return which === 0 ? {} : { [key]: which === 1 ? standard : draws.of(others) };
}

const norm = (draws: Draws): WrittenLayer => ({
  name: 'batch-norm',
  ...maybe(draws, 'momentum', 0.1, [0.01, 0.5]),
  ...maybe(draws, 'epsilon', 1e-5, [1e-3]),
});

const dropout = (draws: Draws): WrittenLayer => ({
  name: 'dropout',
  ...maybe(draws, 'p', 0.5, [0.1, 0.25]),
});

/** A layer that keeps the shape of its input. */
function between(draws: Draws): WrittenLayer {
  const which = draws.below(5);
  if (which === 0) return norm(draws);
  return which === 1 ? dropout(draws) : { name: draws.of(activations) };
}

const drawnLinear = (draws: Draws, width: number): WrittenLayer => ({
  name: 'linear',
  width,
  ...maybe(draws, 'bias', true, [false]),
});

function residual(draws: Draws, layers: readonly WrittenLayer[], same: boolean): WrittenLayer {
  if (!same) return { name: 'residual', projection: true, layers };
  return { name: 'residual', ...maybe(draws, 'projection', false, [true]), layers };
}

function features(draws: Draws, start: number, length: number, levels: number): WrittenLayer[] {
  const layers: WrittenLayer[] = [];
  let width = start;
  for (let at = 0; at < length; at++) {
    const which = draws.below(4);
    if (which === 0) {
      width = draws.of([3, 8, 16, 64]);
      layers.push(drawnLinear(draws, width));
    } else if (which === 1 && levels > 0) {
      const inner = features(draws, width, 1 + draws.below(3), levels - 1);
      const to = draws.chance() ? width : draws.of([5, 12]);
      layers.push(residual(draws, [...inner, drawnLinear(draws, to)], to === width));
      width = to;
    } else layers.push(between(draws));
  }
  return layers;
}

const conv = (draws: Draws, channels: number): WrittenLayer => ({
  ...{ name: 'conv2d', channels, kernel: 3, padding: 1 },
  ...maybe(draws, 'stride', 1, [1]),
  ...maybe(draws, 'bias', true, [false]),
});

function pictures(draws: Draws, length: number): WrittenLayer[] {
  const layers: WrittenLayer[] = [];
  let [channels, side] = [1, 28];
  for (let at = 0; at < length; at++) {
    const which = draws.below(5);
    if (which === 0) {
      channels = draws.of([2, 4, 8]);
      layers.push(conv(draws, channels));
    } else if (which === 1 && side >= 4) {
      const name = draws.of(['max-pool2d', 'avg-pool2d']);
      layers.push({ name, ...maybe(draws, 'kernel', 2, [2]), ...maybe(draws, 'stride', 2, [2]) });
      side = Math.floor(side / 2);
    } else if (which === 2) {
      layers.push(residual(draws, [between(draws), conv(draws, channels)], true));
    } else layers.push(between(draws));
  }
  return [...layers, ...(draws.chance() ? [{ name: 'global-avg-pool' }] : []), { name: 'flatten' }];
}

/** @param inputs features of a row of a table */
export function drawnList(seed: number, kind: Kind, inputs: number): WrittenLayer[] {
  const draws = new Draws(seed);
  const first = kind === 'images' && draws.chance() ? pictures(draws, 1 + draws.below(6)) : [];
  // What follows begins with a width of its own, whatever came before.
  const width = draws.of([8, 16]);
  const own = first.length > 0 ? [drawnLinear(draws, width)] : [];
  return [
    ...first,
    ...own,
    ...features(draws, first.length > 0 ? width : inputs, draws.below(7), 2),
  ];
}

/** Networks of dense layers of one width and one activation, as lists that mean just that. */
export function shortList(depth: number, width: number, activation: string): WrittenLayer[] {
  return Array.from({ length: depth }, () => [
    { name: 'linear', width },
    ...(activation === 'linear' ? [] : [{ name: activation }]),
  ]).flat();
}

export const lists = (kind: Kind, inputs: number): fc.Arbitrary<WrittenLayer[]> =>
  fc.nat({ max: 2 ** 31 }).map((seed) => drawnList(seed, kind, inputs));

export const linear = (width: number) => ({ name: 'linear', width });
export const small = [
  linear(8),
  { name: 'batch-norm' },
  { name: 'relu' },
  { name: 'dropout', p: 0.25 },
];
export const cnn = [
  { name: 'conv2d', channels: 8, kernel: 3, padding: 1 },
  { name: 'relu' },
  { name: 'max-pool2d' },
  { name: 'flatten' },
  linear(64),
];

/** What is said of a list that is refused. */
export function refusedAt(layers: unknown, more: object = {}, changes: object = {}): string {
  const parsed = parseExperiment(document(changes, { model: { layers }, ...more }));
  if (parsed.ok) throw new Error('it is taken');
  return parsed.issues[0]!.message;
}
