/** T4 by hand: the products, the gradient and the first two steps for the typed table. */
import { html, type TemplateResult } from 'lit';
import { m, mm } from '../../../../ui/elements/math/math.ts';
import { handLines } from '../../../answers/t4/results.ts';
import { num } from '../../../theory/tex.ts';
import '../../../elements/theory-try/element.ts';
import { toleranceOf, type Ask } from '../../../elements/theory-try/element.ts';
import { stepFrom } from '../../../theory/least-squares/descent.ts';
import { gradientAt, type Problem, type Vector } from '../../../theory/least-squares/problem.ts';

/** Most features for an exercise by hand. */
export const maxByHand = 3;

/** @param key identifies the numbers; other numbers are another question */
export function byHand(problem: Problem, start: Vector, rate: number, key: string): TemplateResult {
  const { rows } = problem;
  const gradient = gradientAt(problem, start);
  const first = stepFrom(problem, start, rate);
  const asks = (name: string, tex: (i: number) => string, values: Vector): Ask[] =>
    values.map((value, i) => ({
      label: `${name}, component ${i + 1}`,
      tex: tex(i + 1),
      value,
      tolerance: toleranceOf(value),
    }));
  return html`
    <section>
      <h2>By hand, with these numbers</h2>
      <a2-theory-try
        question=${`T4 ${key}`.slice(0, 400)}
        .asks=${[
          ...asks('gradient at the start', (i) => `g_{${i}}`, gradient),
          ...asks('weights after one step', (i) => `w_{1,${i}}`, first),
        ]}
        .hints=${[
          html`The step size is ${m(`\\alpha = ${num(rate)}`)}, and ${m(`N = ${num(rows)}`)}.`,
          html`First compute ${m('X^\\top X')} and ${m('X^\\top y')}; the remaining steps need only
          these.`,
          html`Then ${m('g = (X^\\top X\\,w_0 - X^\\top y)/N')} and ${m('w_1 = w_0 - \\alpha g')}.`,
        ]}
      >
        <div class="answer steps">${handLines(problem, start, rate).map((line) => mm(line))}</div>
      </a2-theory-try>
    </section>
  `;
}
