/** The formulas of question T1, with symbols and with the numbers for one size. */
import type { HiddenActivation } from '../../theory/activation.ts';
import { exampleNet } from '../../theory/example-net.ts';
import { countedForward } from '../../theory/instrumented.ts';
import {
  backpropagationOperations,
  backwardOperations,
  finiteDifferenceOperations,
  formulaOperations,
  forwardOperations,
  parameterTotal,
  total,
  type NetSize,
} from '../../theory/operations.ts';
import { matrix, num, whole } from '../../theory/tex.ts';
import { matrixForm } from '../../theory/two-layer.ts';
import { count, significant } from '../../../base/numbers.ts';

/** The question gives symbols only. These are the sizes of the lab's own FashionMNIST networks. */
export const exampleSize: NetSize = { samples: 128, features: 784, hidden: 16, outputs: 10 };

/** Counts up to 2⁵³ are exact; above, float64 cannot represent every integer. */
const exact = (value: number): string =>
  value <= Number.MAX_SAFE_INTEGER ? whole(value) : num(value, 8);
export const exactText = (value: number): string =>
  value <= Number.MAX_SAFE_INTEGER ? count(value) : significant(value, 8);

export function parameterLines(size: NetSize): string[] {
  const [d, m, k] = [size.features, size.hidden, size.outputs].map(whole) as [
    string,
    string,
    string,
  ];
  return [
    'P = \\underbrace{D M + M}_{\\text{hidden layer}} + \\underbrace{M K + K}_{\\text{output layer}}',
    `P = ${d} \\cdot ${m} + ${m} + ${m} \\cdot ${k} + ${k} = ${whole(parameterTotal(size))}`,
  ];
}

export function forwardLine(size: NetSize): string {
  const { samples, features, hidden, outputs } = size;
  return `F = N\\,(2 D M + 2 M K) = ${whole(samples)} \\cdot (2 \\cdot ${whole(features)} \\cdot ${whole(hidden)} + 2 \\cdot ${whole(hidden)} \\cdot ${whole(outputs)}) = ${exact(total(forwardOperations(size)))}`;
}

export function differenceLines(size: NetSize): string[] {
  const formula = total(formulaOperations);
  const forward = exact(total(forwardOperations(size)));
  return [
    `\\frac{\\partial L}{\\partial \\theta} \\approx \\frac{L(\\theta + h) - L(\\theta - h)}{2h} \\qquad \\text{two passes and } ${formula} \\text{ operations for each of } P \\text{ parameters}`,
    `C_{\\text{differences}} = P\\,(2F + ${formula}) = ${whole(parameterTotal(size))} \\cdot (2 \\cdot ${forward} + ${formula}) = ${exact(total(finiteDifferenceOperations(size)))}`,
  ];
}

/** A term of a polynomial in the sizes: its coefficient, and the exponents of N, D, M and K. */
export type CostTerm = readonly [coefficient: number, N: number, D: number, M: number, K: number];

/**
 * P (2F + 4) with P = DM + M + MK + K and F = N (2DM + 2MK), multiplied out. The terms without N are 4P, the
 * operations of the difference itself.
 */
export const costTerms: readonly CostTerm[] = [
  [4, 1, 2, 2, 0],
  [8, 1, 1, 2, 1],
  [4, 1, 0, 2, 2],
  [4, 1, 1, 2, 0],
  [4, 1, 0, 2, 1],
  [4, 1, 1, 1, 1],
  [4, 1, 0, 1, 2],
  [4, 0, 1, 1, 0],
  [4, 0, 0, 1, 0],
  [4, 0, 0, 1, 1],
  [4, 0, 0, 0, 1],
];

const termTex = ([coefficient, ...exponents]: CostTerm): string =>
  `${coefficient}${['N', 'D', 'M', 'K']
    .map((name, at) => {
      const exponent = exponents[at] ?? 0;
      return exponent === 0 ? '' : exponent === 1 ? ` ${name}` : ` ${name}^${exponent}`;
    })
    .join('')}`;

/** The cost of finite differences as a polynomial, in two lines, and its value. */
export function expandedLines(size: NetSize): string[] {
  const all = costTerms.map(termTex);
  return [
    'C_{\\text{differences}} = (D M + M + M K + K)\\,\\bigl(4 N D M + 4 N M K + 4\\bigr)',
    `\\phantom{C_{\\text{differences}}} = ${all.slice(0, 5).join(' + ')}`,
    `\\phantom{C_{\\text{differences}} =} + ${all.slice(5).join(' + ')} = ${exact(total(finiteDifferenceOperations(size)))}`,
  ];
}

export function backpropagationLines(size: NetSize): string[] {
  const [forward, backward, both] = [
    forwardOperations(size),
    backwardOperations(size),
    backpropagationOperations(size),
  ].map((operations) => exact(total(operations))) as [string, string, string];
  return [
    `B = \\underbrace{N K}_{\\mathrm{ReLU}'} + \\underbrace{(2N - 1)(M K + D M)}_{\\text{weights}} + \\underbrace{(N - 1)(K + M)}_{\\text{biases}} + \\underbrace{2 N M K}_{\\text{hidden layer, with } g'} = ${backward}`,
    `C_{\\text{backpropagation}} = F + B = ${forward} + ${backward} = ${both}`,
  ];
}

/** Cost of finite differences relative to backpropagation, and of backpropagation in forward passes. */
export function costRatios(size: NetSize): { readonly times: string; readonly passes: string } {
  const back = total(backpropagationOperations(size));
  return {
    times: significant(total(finiteDifferenceOperations(size)) / back, 4),
    passes: significant(back / total(forwardOperations(size)), 3),
  };
}

/** The network as one formula, then each of its parts with sizes under the names. */
export function matrixLines({ samples, features, hidden, outputs }: NetSize): string[] {
  const [N, D, h, K] = [samples, features, hidden, outputs].map(whole) as [
    string,
    string,
    string,
    string,
  ];
  const under = (what: string, rows: string, columns: string): string =>
    `\\underbrace{${what}}_{${rows} \\times ${columns}}`;
  return [
    '\\hat Y = \\mathrm{softmax}\\Bigl(\\mathrm{ReLU}\\bigl(g(X W_1 + \\mathbf 1 b_1^\\top)\\, W_2 + \\mathbf 1 b_2^\\top\\bigr)\\Bigr)',
    `H = g\\bigl(${under('X', N, D)}\\;${under('W_1', D, h)} + ${under('\\mathbf 1', N, '1')}\\;${under('b_1^\\top', '1', h)}\\bigr) \\quad\\text{is}\\quad ${N} \\times ${h}`,
    `A = \\mathrm{ReLU}\\bigl(${under('H', N, h)}\\;${under('W_2', h, K)} + ${under('\\mathbf 1', N, '1')}\\;${under('b_2^\\top', '1', K)}\\bigr) \\quad\\text{is}\\quad ${N} \\times ${K}`,
    `\\hat Y = \\mathrm{softmax}(A), \\qquad \\hat y_{nk} = \\frac{e^{a_{nk}}}{\\sum_{j=1}^{K} e^{a_{nj}}} \\quad\\text{is}\\quad ${N} \\times ${K}`,
  ];
}

export const exampleSeed = 433;
/** Most rows and columns of a matrix that is written out. */
export const maxExampleSize = 3;

export interface MatrixExample {
  /** The chosen size, limited to what can be written out. */
  readonly size: NetSize;
  readonly lines: readonly string[];
  /** Ŷ computed neuron by neuron, in TeX, and its largest difference from the formula's. */
  readonly neurons: string;
  readonly maxDifference: number;
}

const column = (values: readonly number[]): number[][] => values.map((value) => [value]);

/** The matrix formula, and the same network computed neuron by neuron. */
export function matrixExample(chosen: NetSize, g: HiddenActivation): MatrixExample {
  const size: NetSize = {
    samples: Math.min(chosen.samples, maxExampleSize),
    features: Math.min(chosen.features, maxExampleSize),
    hidden: Math.min(chosen.hidden, maxExampleSize),
    outputs: Math.min(chosen.outputs, maxExampleSize),
  };
  const { x, net } = exampleNet(size, g, exampleSeed);
  const form = matrixForm(x, net);
  const { y } = countedForward(x, net);
  const maxDifference = Math.max(
    ...form.y.flat().map((value, i) => Math.abs(value - (y.flat()[i] ?? NaN))),
  );
  const names: Readonly<Record<string, string>> = { relu: '\\mathrm{ReLU}', sigmoid: '\\sigma' };
  const gName = names[g] ?? `\\mathrm{${g.replace('-', '\\text{-}')}}`;
  return {
    size,
    lines: [
      `X = ${matrix(x)}, \\quad W_1 = ${matrix(net.w1)}, \\quad b_1 = ${matrix(column(net.b1))}`,
      `W_2 = ${matrix(net.w2)}, \\quad b_2 = ${matrix(column(net.b2))}`,
      `X W_1 + \\mathbf 1 b_1^\\top = ${matrix(form.z1)}`,
      `H = ${gName}(\\cdot) = ${matrix(form.h)}`,
      `H W_2 + \\mathbf 1 b_2^\\top = ${matrix(form.z2)}`,
      `A = \\mathrm{ReLU}(\\cdot) = ${matrix(form.a)}`,
      `\\hat Y = \\mathrm{softmax}(A) = ${matrix(form.y)}`,
    ],
    neurons: matrix(y),
    maxDifference,
  };
}
