/** Parts (a) to (e) of question T4, step by step, independent of any numbers. */
import { formulas, heading, prose, tex, text, type Block } from '../blocks.ts';

export const derivation: readonly Block[] = [
  heading('The loss'),
  formulas('L(X, w, y) = \\frac{1}{2N}\\,\\lVert Xw - y \\rVert^2'),
  heading('(a) Shapes', 'T4a'),
  text(prose`N is the number of samples and D the number of features of each. Row n of X holds sample n, so
    X is N × D. A prediction is a weighted sum of the features of one sample, so there is one
    weight per feature: w is D × 1. Then Xw is N × 1, one prediction per sample, and the target y
    that it is compared with must also be N × 1.`),
  formulas(
    '\\underbrace{X}_{N \\times D}\\;\\underbrace{w}_{D \\times 1} - \\underbrace{y}_{N \\times 1} \\in \\mathbb{R}^{N \\times 1}',
  ),
  heading('(b) Gradient and minimiser', 'T4b'),
  text(prose`Write the norm as a product, expand it, and differentiate with respect to w:`),
  formulas(
    'L = \\frac{1}{2N}(Xw - y)^\\top (Xw - y) = \\frac{1}{2N}\\left(w^\\top X^\\top X w - 2\\,w^\\top X^\\top y + y^\\top y\\right)',
    '\\nabla_w L = \\frac{1}{2N}\\left(2\\,X^\\top X w - 2\\,X^\\top y\\right) = \\frac{1}{N}\\,X^\\top (Xw - y)',
  ),
  text(prose`The second derivative XᵀX / N is positive semi-definite, so the loss is convex and every point
    where the gradient is zero is a minimum:`),
  formulas(
    'X^\\top X\\,w^* = X^\\top y',
    'w^* = (X^\\top X)^{-1} X^\\top y \\quad\\text{where } X^\\top X \\text{ is invertible}',
  ),
  text(prose`XᵀX is invertible when the columns of X are linearly independent. Otherwise there are infinitely many
    minimisers, and the pseudo-inverse ${tex('w^* = X^{+} y')} gives the one with the smallest norm.`),
  heading('(c) The first two steps of gradient descent', 'T4c'),
  formulas(
    'w_1 = w_0 - \\alpha\\,\\nabla L(w_0) = w_0 - \\frac{\\alpha}{N}\\,X^\\top (X w_0 - y)',
    'w_2 = w_1 - \\frac{\\alpha}{N}\\,X^\\top (X w_1 - y)',
  ),
  text(
    prose`Let M be the matrix that every step multiplies by. In terms of w₀, the two steps are:`,
  ),
  formulas(
    'M = I - \\frac{\\alpha}{N}\\,X^\\top X',
    'w_1 = M w_0 + \\frac{\\alpha}{N}\\,X^\\top y',
    'w_2 = M w_1 + \\frac{\\alpha}{N}\\,X^\\top y = M^2 w_0 + \\frac{\\alpha}{N}\\,(M + I)\\,X^\\top y',
  ),
  heading('(d) After k steps', 'T4d'),
  text(prose`Each step multiplies by M and adds the same vector, so by induction:`),
  formulas(
    'w_k = \\left(I - \\frac{\\alpha}{N} X^\\top X\\right)^{k} w_0 + \\frac{\\alpha}{N} \\sum_{i=0}^{k-1} \\left(I - \\frac{\\alpha}{N} X^\\top X\\right)^{i} X^\\top y',
  ),
  text(prose`Along an eigenvector of XᵀX with eigenvalue λ > 0, each step multiplies the distance to the minimum by
    ${tex('1 - \\alpha\\lambda/N')}. All these factors lie in (−1, 1) if and only if`),
  formulas('0 < \\alpha < \\frac{2N}{\\lambda_{\\max}(X^\\top X)}'),
  text(prose`Above that limit, the steps grow without bound.`),
  heading('(e) Pseudo-code', 'T4e'),
  {
    kind: 'code',
    text: `input: X (N × D), y (N × 1), w (D × 1), step α, number of steps k
repeat k times
    r ← X·w − y            # residuals, N × 1
    g ← (1/N)·Xᵀ·r         # gradient, D × 1
    w ← w − α·g
return w`,
  },
];
