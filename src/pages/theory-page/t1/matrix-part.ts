/** Part (c) of question T1: the map in matrix form, its shapes, and an example in numbers. */
import { html, type TemplateResult } from 'lit';
import { m, mm } from '../../../components/math/math.ts';
import { matrix, whole } from '../../../components/math/numbers.ts';
import type { HiddenActivation } from '../../../theory/activation.ts';
import { exampleNet } from '../../../theory/example-net.ts';
import { countedForward } from '../../../theory/instrumented.ts';
import type { NetSize } from '../../../theory/operations.ts';
import { matrixForm } from '../../../theory/two-layer.ts';
import { significant } from '../../../words/format.ts';

const seed = 433;
const most = 3;

const column = (values: readonly number[]): number[][] => values.map((value) => [value]);

/** Names with the chosen sizes under them. */
export function shapes({ samples, features, hidden, outputs }: NetSize): TemplateResult {
  const [n, d, k] = [samples, features, outputs].map(whole);
  const h = whole(hidden);
  const under = (what: string, rows: string, columns: string): string =>
    `\\underbrace{${what}}_{${rows} \\times ${columns}}`;
  const N = n ?? '';
  const D = d ?? '';
  const K = k ?? '';
  return html`
    ${mm('\\hat Y = \\mathrm{softmax}\\Bigl(\\mathrm{ReLU}\\bigl(g(X W_1 + \\mathbf 1 b_1^\\top)\\, W_2 + \\mathbf 1 b_2^\\top\\bigr)\\Bigr)')}
    ${mm(`H = g\\bigl(${under('X', N, D)}\\;${under('W_1', D, h)} + ${under('\\mathbf 1', N, '1')}\\;${under('b_1^\\top', '1', h)}\\bigr) \\quad\\text{is}\\quad ${N} \\times ${h}`)}
    ${mm(`A = \\mathrm{ReLU}\\bigl(${under('H', N, h)}\\;${under('W_2', h, K)} + ${under('\\mathbf 1', N, '1')}\\;${under('b_2^\\top', '1', K)}\\bigr) \\quad\\text{is}\\quad ${N} \\times ${K}`)}
    ${mm(`\\hat Y = \\mathrm{softmax}(A), \\qquad \\hat y_{nk} = \\frac{e^{a_{nk}}}{\\sum_{j=1}^{K} e^{a_{nj}}} \\quad\\text{is}\\quad ${N} \\times ${K}`)}
    <p>
      The column of ones ${m('\\mathbf 1 \\in \\mathbb R^{N \\times 1}')} writes the same bias into
      the row of every sample; programs call it broadcasting and never store the ones. Softmax goes
      along each row, so every row of ${m('\\hat Y')} sums to 1.
    </p>
  `;
}

/** The formula and the neurons one by one, on the same numbers. */
export function example(size: NetSize, g: HiddenActivation): TemplateResult {
  const small: NetSize = {
    samples: Math.min(size.samples, most),
    features: Math.min(size.features, most),
    hidden: Math.min(size.hidden, most),
    outputs: Math.min(size.outputs, most),
  };
  const { x, net } = exampleNet(small, g, seed);
  const form = matrixForm(x, net);
  const { y } = countedForward(x, net);
  const apart = Math.max(
    ...form.y.flat().map((value, i) => Math.abs(value - (y.flat()[i] ?? NaN))),
  );
  const gName =
    g === 'relu'
      ? '\\mathrm{ReLU}'
      : g === 'sigmoid'
        ? '\\sigma'
        : `\\mathrm{${g.replace('-', '\\text{-}')}}`;
  return html`
    <p class="text">
      ${small.samples} × ${small.features} numbers through ${small.hidden} hidden neurons to
      ${small.outputs} outputs, drawn with seed ${seed}; sizes follow the sliders up to ${most}.
    </p>
    ${mm(`X = ${matrix(x)}, \\quad W_1 = ${matrix(net.w1)}, \\quad b_1 = ${matrix(column(net.b1))}`)}
    ${mm(`W_2 = ${matrix(net.w2)}, \\quad b_2 = ${matrix(column(net.b2))}`)}
    ${mm(`X W_1 + \\mathbf 1 b_1^\\top = ${matrix(form.z1)}`)}
    ${mm(`H = ${gName}(\\cdot) = ${matrix(form.h)}`)}
    ${mm(`H W_2 + \\mathbf 1 b_2^\\top = ${matrix(form.z2)}`)}
    ${mm(`A = \\mathrm{ReLU}(\\cdot) = ${matrix(form.a)}`)}
    ${mm(`\\hat Y = \\mathrm{softmax}(A) = ${matrix(form.y)}`)}
    <p class="text">
      Neuron by neuron, without any matrix, the same net gives ${m(matrix(y))}; the largest
      difference is ${apart === 0 ? 'exactly 0' : significant(apart, 2)}. The lab’s tests put the
      same nets through its WebAssembly engine too.
    </p>
  `;
}
