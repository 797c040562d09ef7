/** The tables of question T5. */
import { centralDifference } from '../../theory/central.ts';
import { forward, type SmallNet, type Wiring } from '../../theory/small-net.ts';
import type { TableData } from '../blocks.ts';
import { indexed, short } from '../text.ts';
import type { Solution } from './problem.ts';

export const wiringWords: Readonly<Record<Wiring, string>> = {
  'by-neuron': 'by neuron: w₁, w₂ enter h₁ and w₃, w₄ enter h₂',
  'by-input': 'by input: w₁, w₂ leave x₁ and w₃, w₄ leave x₂',
};

const seven = (value: number | undefined): string => short(value ?? NaN, 7);

/** @param solutions one for each labelling: by neuron, by input */
export function bothWirings(solutions: readonly Solution[]): TableData {
  const rows: readonly (readonly [string, (solution: Solution) => number | undefined])[] = [
    ['output y', ({ forward: { y } }) => y],
    ['loss L', ({ forward: { loss } }) => loss],
    ['w₁ after the step', ({ w }) => w[0]],
    ['w₄ after the step', ({ w }) => w[3]],
    ['w₅ after the step', ({ w }) => w[4]],
    ['w₆ after the step', ({ w }) => w[5]],
    ['b₁ after the step', ({ b }) => b[0]],
    ['b₃ after the step', ({ b }) => b[2]],
    ['w₅, momentum, velocity in steps', ({ classical }) => classical.value],
    ['w₅, momentum, velocity in gradients (PyTorch)', ({ pytorch }) => pytorch.value],
  ];
  return {
    caption: 'Seven significant digits',
    head: ['quantity', 'by neuron', 'by input'],
    rows: rows.map(([name, value]) => [name, ...solutions.map((each) => seven(value(each)))]),
  };
}

export function gradientTable({ net, sample, backward, w, b }: Solution): TableData {
  const difference = (key: 'w' | 'b', i: number): number =>
    centralDifference((moved) => {
      const other: SmallNet = { ...net, [key]: net[key].with(i, moved) };
      return forward(other, sample).loss;
    }, net[key][i] ?? NaN);
  const row = (key: 'w' | 'b', i: number): string[] => [
    indexed(key, i + 1),
    seven(net[key][i]),
    seven((key === 'w' ? backward.dw : backward.db)[i]),
    seven(difference(key, i)),
    seven((key === 'w' ? w : b)[i]),
  ];
  return {
    caption: 'Gradients and updates',
    head: ['parameter', 'before', 'gradient', 'finite difference', 'after SGD'],
    rows: [...net.w.map((_, i) => row('w', i)), ...net.b.map((_, i) => row('b', i))],
  };
}
