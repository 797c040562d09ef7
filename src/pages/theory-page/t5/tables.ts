/** The tables of question T5. */
import { html, type TemplateResult } from 'lit';
import { centralDifference } from '../../../theory/central.ts';
import { forward, type SmallNet } from '../../../theory/small-net.ts';
import { indexed, short } from '../text.ts';
import type { Solution } from './problem.ts';

const seven = (value: number | undefined): string => short(value ?? NaN, 7);

/** @param solutions one for each labelling: by neuron, by input */
export function bothWirings(solutions: readonly Solution[]): TemplateResult {
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
  return html`
    <div class="scroll" role="region" aria-label="Answers under both labellings" tabindex="0">
      <table>
        <caption>
          Seven significant digits
        </caption>
        <thead>
          <tr>
            <th scope="col" class="start">asked</th>
            <th scope="col">by neuron</th>
            <th scope="col">by input</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, value]) =>
              html`<tr>
                <th scope="row" class="start">${name}</th>
                ${solutions.map((solution) => html`<td>${seven(value(solution))}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

export function gradientTable({ net, sample, backward, w, b }: Solution): TemplateResult {
  const difference = (key: 'w' | 'b', i: number): number =>
    centralDifference((moved) => {
      const other: SmallNet = { ...net, [key]: net[key].with(i, moved) };
      return forward(other, sample).loss;
    }, net[key][i] ?? NaN);
  const row = (key: 'w' | 'b', i: number): TemplateResult =>
    html`<tr>
      <th scope="row" class="start">${indexed(key, i + 1)}</th>
      <td>${seven(net[key][i])}</td>
      <td>${seven((key === 'w' ? backward.dw : backward.db)[i])}</td>
      <td>${seven(difference(key, i))}</td>
      <td>${seven((key === 'w' ? w : b)[i])}</td>
    </tr>`;
  return html`
    <div class="scroll" role="region" aria-label="Gradients" tabindex="0">
      <table>
        <caption class="visually-hidden">
          Gradients and updates
        </caption>
        <thead>
          <tr>
            <th scope="col" class="start">parameter</th>
            <th scope="col">before</th>
            <th scope="col">gradient</th>
            <th scope="col">by differences</th>
            <th scope="col">after SGD</th>
          </tr>
        </thead>
        <tbody>
          ${net.w.map((_, i) => row('w', i))} ${net.b.map((_, i) => row('b', i))}
        </tbody>
      </table>
    </div>
  `;
}
