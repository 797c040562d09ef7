/** Parts (a) to (e) of question T4, step by step. Nothing here depends on numbers. */
import { html, type TemplateResult } from 'lit';
import { m, mm } from '../../../components/math/math.ts';

const steps = (...lines: readonly string[]): TemplateResult =>
  html`<div class="steps">${lines.map((line) => mm(line))}</div>`;

export const derivation = (): TemplateResult => html`
  <section>
    <h2>The loss</h2>
    ${mm('L(X, w, y) = \\frac{1}{2N}\\,\\lVert Xw - y \\rVert^2')}
  </section>
  <section>
    <h2>(a) Shapes</h2>
    <p>
      N is the number of samples and D the number of features of each. Row n of X holds sample n, so
      X is N × D. A prediction is a weighted sum of the features of one sample, so there is one
      weight a feature: w is D × 1. Then Xw is N × 1, a prediction for each sample, and what it is
      compared with, y, must be N × 1 as well.
    </p>
    ${steps('\\underbrace{X}_{N \\times D}\\;\\underbrace{w}_{D \\times 1} - \\underbrace{y}_{N \\times 1} \\in \\mathbb{R}^{N \\times 1}')}
  </section>
  <section>
    <h2>(b) Gradient and minimiser</h2>
    <p>Write the norm as a product, multiply out, and differentiate by w:</p>
    ${steps(
      'L = \\frac{1}{2N}(Xw - y)^\\top (Xw - y) = \\frac{1}{2N}\\left(w^\\top X^\\top X w - 2\\,w^\\top X^\\top y + y^\\top y\\right)',
      '\\nabla_w L = \\frac{1}{2N}\\left(2\\,X^\\top X w - 2\\,X^\\top y\\right) = \\frac{1}{N}\\,X^\\top (Xw - y)',
    )}
    <p>
      The second derivative XᵀX / N is positive semi-definite, so the loss is convex and every point
      without slope is a minimum:
    </p>
    ${steps(
      'X^\\top X\\,w^* = X^\\top y',
      'w^* = (X^\\top X)^{-1} X^\\top y \\quad\\text{where } X^\\top X \\text{ is invertible}',
    )}
    <p>
      It is invertible when the columns of X are linearly independent. Else there are many
      minimisers, and the pseudo-inverse ${m('w^* = X^{+} y')} gives the one of least norm.
    </p>
  </section>
  <section>
    <h2>(c) The first two steps of gradient descent</h2>
    ${steps(
      'w_1 = w_0 - \\alpha\\,\\nabla L(w_0) = w_0 - \\frac{\\alpha}{N}\\,X^\\top (X w_0 - y)',
      'w_2 = w_1 - \\frac{\\alpha}{N}\\,X^\\top (X w_1 - y)',
    )}
    <p>With M for the matrix that every step multiplies by, both in terms of w₀:</p>
    ${steps(
      'M = I - \\frac{\\alpha}{N}\\,X^\\top X',
      'w_1 = M w_0 + \\frac{\\alpha}{N}\\,X^\\top y',
      'w_2 = M w_1 + \\frac{\\alpha}{N}\\,X^\\top y = M^2 w_0 + \\frac{\\alpha}{N}\\,(M + I)\\,X^\\top y',
    )}
  </section>
  <section>
    <h2>(d) After k steps</h2>
    <p>Each step multiplies by M and adds the same vector, so by induction:</p>
    ${steps(
      'w_k = \\left(I - \\frac{\\alpha}{N} X^\\top X\\right)^{k} w_0 + \\frac{\\alpha}{N} \\sum_{i=0}^{k-1} \\left(I - \\frac{\\alpha}{N} X^\\top X\\right)^{i} X^\\top y',
    )}
    <p>
      Along an eigenvector of XᵀX with eigenvalue λ the distance to the minimum shrinks by
      ${m('1 - \\alpha\\lambda/N')} a step. All of these lie within (−1, 1) exactly where
    </p>
    ${steps('0 < \\alpha < \\frac{2N}{\\lambda_{\\max}(X^\\top X)}')}
    <p>and beyond that limit the steps grow without end.</p>
  </section>
  <section>
    <h2>(e) Pseudo-code</h2>
    <pre class="code">
input: X (N × D), y (N × 1), w (D × 1), step α, number of steps k
repeat k times
    r ← X·w − y            <span class="soft">residuals, N × 1</span>
    g ← (1/N)·Xᵀ·r         <span class="soft">gradient, D × 1</span>
    w ← w − α·g
return w</pre>
  </section>
`;
