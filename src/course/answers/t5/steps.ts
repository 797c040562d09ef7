/** The steps of question T5 as formulas, each with what the drawing highlights. */
import { num, term } from '../../theory/tex.ts';
import type { Step } from '../types.ts';
import { hiddenEdges, weightsInto } from '../../theory/small-net.ts';
import type { Solution } from './problem.ts';

export interface MarkedStep extends Step {
  /** Ids of nodes and edges of the drawing. */
  readonly marks: readonly string[];
  readonly phase: 'sums' | 'hidden' | 'out' | 'output' | 'loss' | 'back' | 'update';
}

const n = (value: number | undefined): string => num(value ?? NaN, 7);
const t = (value: number | undefined): string => term(value ?? NaN, 7);

const sums = ({ net, sample, forward }: Solution): MarkedStep => ({
  title: 'Sums of the hidden neurons',
  phase: 'sums',
  marks: ['x1', 'x2', 'h1', 'h2', 'w1', 'w2', 'w3', 'w4'],
  lines: [0, 1].map((neuron) => {
    const indices = weightsInto(net.wiring, neuron);
    const symbols = indices.map((weight, input) => `w_${weight + 1} x_${input + 1}`).join(' + ');
    const numbers = indices
      .map((weight, input) => `${t(net.w[weight])} \\cdot ${t(sample.x[input])}`)
      .join(' + ');
    return `z_${neuron + 1} = ${symbols} + b_${neuron + 1} = ${numbers} + ${t(net.b[neuron])} = ${n(forward.z[neuron])}`;
  }),
});

const hidden = ({ forward }: Solution): MarkedStep => ({
  title: 'ReLU of the hidden neurons',
  phase: 'hidden',
  marks: ['h1', 'h2'],
  lines: [0, 1].map(
    (i) => `h_${i + 1} = \\max(0, z_${i + 1}) = \\max(0, ${n(forward.z[i])}) = ${n(forward.h[i])}`,
  ),
});

const outputSum = ({ net, forward: { h, zOut } }: Solution): MarkedStep => ({
  title: 'Sum of the output neuron',
  phase: 'out',
  marks: ['h1', 'h2', 'y', 'w5', 'w6'],
  lines: [
    `z_3 = w_5 h_1 + w_6 h_2 + b_3 = ${t(net.w[4])} \\cdot ${t(h[0])} + ${t(net.w[5])} \\cdot ${t(h[1])} + ${t(net.b[2])} = ${n(zOut)}`,
  ],
});

const output = ({ forward: { zOut, y } }: Solution): MarkedStep => ({
  title: 'The output',
  phase: 'output',
  marks: ['y'],
  lines: [`y = \\sigma(z_3) = \\frac{1}{1 + e^{-z_3}} = \\frac{1}{1 + e^{-${t(zOut)}}} = ${n(y)}`],
});

const loss = ({ sample, forward: { y, loss: value } }: Solution): MarkedStep => ({
  title: 'The loss',
  phase: 'loss',
  marks: ['y', 'L', 'yL'],
  lines: [
    `L = -\\bigl[t \\ln y + (1 - t) \\ln(1 - y)\\bigr]`,
    `\\phantom{L} = -\\bigl[${t(sample.t)} \\ln ${n(y)} + (1 - ${t(sample.t)}) \\ln(1 - ${n(y)})\\bigr] = ${n(value)}`,
  ],
});

const outputDelta = ({ sample, forward: { y }, backward: { dzOut } }: Solution): MarkedStep => ({
  title: 'Back through loss and sigmoid',
  phase: 'back',
  marks: ['y', 'L', 'yL'],
  lines: [
    `\\frac{\\partial L}{\\partial y} = \\frac{y - t}{y(1 - y)}, \\qquad \\frac{\\partial y}{\\partial z_3} = y(1 - y)`,
    `\\frac{\\partial L}{\\partial z_3} = \\frac{\\partial L}{\\partial y} \\cdot \\frac{\\partial y}{\\partial z_3} = y - t = ${n(y)} - ${t(sample.t)} = ${n(dzOut)}`,
  ],
});

const outputWeights = ({ forward: { h }, backward: { dzOut, dw, db } }: Solution): MarkedStep => ({
  title: 'Gradients of the output layer',
  phase: 'back',
  marks: ['y', 'w5', 'w6', 'h1', 'h2'],
  lines: [
    ...[0, 1].map(
      (i) =>
        `\\frac{\\partial L}{\\partial w_${i + 5}} = \\frac{\\partial L}{\\partial z_3} \\cdot h_${i + 1} = ${t(dzOut)} \\cdot ${t(h[i])} = ${n(dw[4 + i])}`,
    ),
    `\\frac{\\partial L}{\\partial b_3} = \\frac{\\partial L}{\\partial z_3} = ${n(db[2])}`,
  ],
});

const hiddenDelta = ({
  net,
  forward: { z },
  backward: { dzOut, dh, dz },
}: Solution): MarkedStep => ({
  title: 'Back into the hidden neurons',
  phase: 'back',
  marks: ['h1', 'h2', 'w5', 'w6'],
  lines: [0, 1].flatMap((i) => [
    `\\frac{\\partial L}{\\partial h_${i + 1}} = \\frac{\\partial L}{\\partial z_3} \\cdot w_${i + 5} = ${t(dzOut)} \\cdot ${t(net.w[4 + i])} = ${n(dh[i])}`,
    `\\frac{\\partial L}{\\partial z_${i + 1}} = \\frac{\\partial L}{\\partial h_${i + 1}} \\cdot \\mathrm{ReLU}'(z_${i + 1}) = ${t(dh[i])} \\cdot ${(z[i] ?? 0) > 0 ? 1 : 0} = ${n(dz[i])}`,
  ]),
  note: 'The derivative of ReLU is 1 above zero and 0 below; at zero, PyTorch uses 0, and so do we.',
});

const hiddenWeights = ({ net, sample, backward: { dz, dw, db } }: Solution): MarkedStep => ({
  title: 'Gradients of the hidden layer',
  phase: 'back',
  marks: ['w1', 'w2', 'w3', 'w4', 'x1', 'x2', 'h1', 'h2'],
  lines: [
    ...hiddenEdges[net.wiring].map(
      ([input, neuron], i) =>
        `\\frac{\\partial L}{\\partial w_${i + 1}} = \\frac{\\partial L}{\\partial z_${neuron + 1}} \\cdot x_${input + 1} = ${t(dz[neuron])} \\cdot ${t(sample.x[input])} = ${n(dw[i])}`,
    ),
    ...[0, 1].map(
      (i) =>
        `\\frac{\\partial L}{\\partial b_${i + 1}} = \\frac{\\partial L}{\\partial z_${i + 1}} = ${n(db[i])}`,
    ),
  ],
  note: 'A weight whose input is 0 has gradient 0 and does not change, whatever the loss.',
});

const update = ({ net, rate, backward: { dw, db }, w, b }: Solution): MarkedStep => ({
  title: 'One step of SGD',
  phase: 'update',
  marks: ['w1', 'w2', 'w3', 'w4', 'w5', 'w6'],
  lines: [
    `\\theta \\leftarrow \\theta - \\eta \\, \\frac{\\partial L}{\\partial \\theta}`,
    ...w.map(
      (value, i) =>
        `w_${i + 1} \\leftarrow ${t(net.w[i])} - ${t(rate)} \\cdot ${t(dw[i])} = ${n(value)}`,
    ),
    ...b.map(
      (value, i) =>
        `b_${i + 1} \\leftarrow ${t(net.b[i])} - ${t(rate)} \\cdot ${t(db[i])} = ${n(value)}`,
    ),
  ],
});

export const stepsOf = (solution: Solution): MarkedStep[] =>
  [
    sums,
    hidden,
    outputSum,
    output,
    loss,
    outputDelta,
    outputWeights,
    hiddenDelta,
    hiddenWeights,
    update,
  ].map((step) => step(solution));
