/** The network of question T5 as a drawing, with the values known at a step. */
import type { DrawnEdge, DrawnNode } from '../types.ts';
import { hiddenEdges } from '../../theory/small-net.ts';
import { indexed, short } from '../text.ts';
import type { Solution } from './problem.ts';
import type { MarkedStep } from './steps.ts';

const order: readonly MarkedStep['phase'][] = [
  'sums',
  'hidden',
  'out',
  'output',
  'loss',
  'back',
  'update',
];

interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** @param index of the current step */
export function drawingOf(
  solution: Solution,
  steps: readonly MarkedStep[],
  index: number,
): Drawing {
  const { net, sample, forward, backward } = solution;
  const step = steps[index];
  const reached = (phase: MarkedStep['phase']): boolean =>
    step !== undefined && order.indexOf(step.phase) >= order.indexOf(phase);
  /** Ids marked by the backward steps so far. */
  const seen = new Set(
    steps
      .slice(0, index + 1)
      .filter(({ phase }) => phase === 'back' || phase === 'update')
      .flatMap(({ marks }) => marks),
  );
  const gradientOf = (i: number): string => {
    const known =
      i < 4
        ? steps.findIndex(({ title }) => title === 'Gradients of the hidden layer') <= index
        : steps.findIndex(({ title }) => title === 'Gradients of the output layer') <= index;
    return known && seen.size > 0 ? `∂ ${short(backward.dw[i] ?? NaN)}` : '';
  };
  const updated = step?.phase === 'update';
  const weight = (i: number): string =>
    `${indexed('w', i + 1)} = ${short((updated ? solution.w : net.w)[i] ?? NaN, updated ? 5 : 4)}`;
  const bias = (i: number): string =>
    `${indexed('b', i + 1)} = ${short((updated ? solution.b : net.b)[i] ?? NaN, updated ? 5 : 4)}`;
  const hidden = (i: number): DrawnNode => ({
    id: `h${i + 1}`,
    x: 225,
    y: i === 0 ? 80 : 260,
    kind: 'neuron',
    name: indexed('h', i + 1),
    means: `hidden neuron ${i + 1}, ReLU`,
    value: reached('hidden') ? short(forward.h[i] ?? NaN) : '',
    above: reached('sums') ? [`${indexed('z', i + 1)} = ${short(forward.z[i] ?? NaN)}`] : [],
    below: [bias(i)],
  });
  const inputs = [0, 1].map((i): DrawnNode => ({
    id: `x${i + 1}`,
    x: 45,
    y: i === 0 ? 80 : 260,
    kind: 'input',
    name: indexed('x', i + 1),
    means: `input ${i + 1}`,
    value: short(sample.x[i] ?? NaN),
  }));
  const output: DrawnNode = {
    id: 'y',
    x: 395,
    y: 170,
    kind: 'neuron',
    name: 'y',
    means: 'output, sigmoid',
    value: reached('output') ? short(forward.y) : '',
    above: reached('out') ? [`z₃ = ${short(forward.zOut)}`] : [],
    below: [],
  };
  const lossNode: DrawnNode = {
    id: 'L',
    x: 395,
    y: 275,
    kind: 'loss',
    name: 'L',
    means: 'loss, cross-entropy',
    value: reached('loss') ? short(forward.loss) : '',
    below: [`t = ${short(sample.t)}`],
  };
  return {
    nodes: [
      ...inputs,
      hidden(0),
      hidden(1),
      { ...output, above: [...(output.above ?? []), bias(2)] },
      lossNode,
    ],
    edges: [
      ...hiddenEdges[net.wiring].map(([input, neuron], i): DrawnEdge => ({
        id: `w${i + 1}`,
        from: `x${input + 1}`,
        to: `h${neuron + 1}`,
        label: weight(i),
        gradient: gradientOf(i),
        at: input === neuron ? 0.5 : 0.3,
      })),
      ...[0, 1].map((i): DrawnEdge => ({
        id: `w${i + 5}`,
        from: `h${i + 1}`,
        to: 'y',
        label: weight(i + 4),
        gradient: gradientOf(i + 4),
        at: 0.44,
      })),
      {
        id: 'yL',
        from: 'y',
        to: 'L',
        label: '',
        gradient: step?.phase === 'back' || updated ? `∂ ${short(backward.dzOut)}` : '',
        at: 0.5,
      },
    ],
  };
}
