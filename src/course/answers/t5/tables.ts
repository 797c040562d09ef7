/** The tables of question T5. */
import { centralDifference } from '../../theory/central.ts';
import { forward, type SmallNet, type Wiring } from '../../theory/small-net.ts';
import type { TableData } from '../blocks.ts';
import type { Velocity } from '../choices.ts';
import { indexed, short } from '../text.ts';
import type { Solution } from './problem.ts';

export const wiringWords: Readonly<Record<Wiring, string>> = {
  'by-neuron': 'by neuron: w₁, w₂ enter h₁ and w₃, w₄ enter h₂',
  'by-input': 'by input: w₁, w₂ leave x₁ and w₃, w₄ leave x₂',
};

const seven = (value: number | undefined): string => short(value ?? NaN, 7);

type Row = readonly [string, (solution: Solution) => number | undefined];

const asked: readonly Row[] = [
  ['output y', ({ forward: { y } }) => y],
  ['loss L', ({ forward: { loss } }) => loss],
  ['w₁ after the step', ({ w }) => w[0]],
  ['w₄ after the step', ({ w }) => w[3]],
  ['w₅ after the step', ({ w }) => w[4]],
  ['w₆ after the step', ({ w }) => w[5]],
  ['b₁ after the step', ({ b }) => b[0]],
  ['b₃ after the step', ({ b }) => b[2]],
];

/** All that is asked for, under one labelling and one meaning of velocity. */
export const answersTable = (solution: Solution, velocity: Velocity): TableData => ({
  caption: 'The answers to T5, to seven significant digits',
  head: ['quantity', 'value'],
  rows: [
    ...asked.map(([name, value]) => [name, seven(value(solution))]),
    ['w₅ after the step with momentum', seven(solution[velocity].value)],
  ],
});

/** @param solutions one for each labelling: by neuron, by input */
export function bothWirings(solutions: readonly Solution[]): TableData {
  const rows: readonly Row[] = [
    ...asked,
    ['w₅, momentum, velocity in steps', ({ classical }) => classical.value],
    ['w₅, momentum, velocity in gradients (PyTorch)', ({ pytorch }) => pytorch.value],
  ];
  return {
    caption: 'Seven significant digits',
    head: ['quantity', 'by neuron', 'by input'],
    rows: rows.map(([name, value]) => [name, ...solutions.map((each) => seven(value(each)))]),
  };
}

/** The two-sided difference of the loss in one parameter. */
const differenceIn = ({ net, sample }: Solution, key: 'w' | 'b', i: number): number =>
  centralDifference((moved) => {
    const other: SmallNet = { ...net, [key]: net[key].with(i, moved) };
    return forward(other, sample).loss;
  }, net[key][i] ?? NaN);

/** The largest difference between a derivative and the two-sided difference of the loss. */
export const maxDifference = (solution: Solution): number =>
  Math.max(
    ...solution.backward.dw.map((each, i) => Math.abs(each - differenceIn(solution, 'w', i))),
    ...solution.backward.db.map((each, i) => Math.abs(each - differenceIn(solution, 'b', i))),
  );

export function gradientTable(solution: Solution): TableData {
  const { net, backward, w, b } = solution;
  const row = (key: 'w' | 'b', i: number): string[] => [
    indexed(key, i + 1),
    seven(net[key][i]),
    seven((key === 'w' ? backward.dw : backward.db)[i]),
    seven(differenceIn(solution, key, i)),
    seven((key === 'w' ? w : b)[i]),
  ];
  return {
    caption: 'Gradients and updates',
    head: ['parameter', 'before', 'gradient', 'finite difference', 'after SGD'],
    rows: [...net.w.map((_, i) => row('w', i)), ...net.b.map((_, i) => row('b', i))],
  };
}
