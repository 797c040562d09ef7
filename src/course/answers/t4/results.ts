/** The tables and sentences of T4's numerical example. */
import type { ChartModel, ChartSpec } from '../../../figures/charts/model.ts';
import { stepFrom } from '../../theory/least-squares/descent.ts';
import {
  gradientAt,
  minimiser,
  type Problem,
  type Spectrum,
  type Vector,
} from '../../theory/least-squares/problem.ts';
import { matrix, num } from '../../theory/tex.ts';
import { significant } from '../../../base/numbers.ts';
import type { TableData } from '../blocks.ts';

const shown = (value: number): string => significant(value, 7);

/** The results of loop and closed form, and their relative difference. */
export const agreement = (
  names: readonly string[],
  loop: Vector,
  closed: Vector,
  best: Vector,
): TableData => ({
  caption: apart(loop, closed),
  head: ['Weight', 'Loop', 'Closed form', 'Minimiser'],
  rows: names.map((name, i) => [name, shown(loop[i]!), shown(closed[i]!), shown(best[i]!)]),
});

/** ‖a − b‖ / ‖a‖ in words. */
function apart(loop: Vector, closed: Vector): string {
  const difference = Math.hypot(...loop.map((each, i) => each - closed[i]!));
  const relative = difference / (Math.hypot(...loop) || 1);
  if (!Number.isFinite(relative)) return 'The weights have overflowed float64.';
  if (relative === 0) return 'Loop and closed form are equal, bit for bit.';
  return `Loop and closed form have a relative difference of ${significant(relative, 2)}, due to rounding.`;
}

/** Whether gradient descent converges with a step size, and how fast, from the spectrum. */
export function behaviour({ limit, largest, eigenvalues }: Spectrum, rate: number): string {
  if (limit === Infinity) return 'X is zero: no step changes the weights.';
  const least = eigenvalues.find((value) => value > 0) ?? largest;
  const ratio = rate / limit;
  const condition = `λ_max is ${significant(largest, 4)}, the smallest positive eigenvalue ${significant(least, 4)}, the condition number ${significant(largest / least, 3)}`;
  if (ratio > 1) return `Diverges: α is ${significant(ratio, 3)} times the limit. ${condition}.`;
  if (ratio === 1)
    return `Neither converges nor diverges: at the limit, the error oscillates forever. ${condition}.`;
  // αλ/N of the directions of least and largest λ; a step multiplies their error by 1 − αλ/N. αλ_max/N = 2·ratio.
  const taken = [(2 * ratio * least) / largest, 2 * ratio];
  const slow = Math.max(...taken.map((share) => Math.abs(1 - share)));
  // log1p, because 1 − share would lose a share far below 1.
  const decay = Math.min(
    ...taken.map((share) => (share < 1 ? -Math.log1p(-share) : -Math.log(share - 1))),
  );
  const steps = Math.log(10) / decay;
  return `Converges: in the slowest direction, each step multiplies the error by ${significant(slow, 4)}; after ${significant(Math.max(1, steps), 3)} steps, a tenth is left. ${condition}.`;
}

export function lossSpec(steps: number): ChartSpec {
  const four = (value: number) => significant(value, 4);
  return {
    id: 'descent',
    title: 'Loss above its minimum, by step',
    xLabel: 'step',
    yLabel: 'L(w_k) − L(w*)',
    xRange: [0, Math.max(1, steps)],
    scale: 'log',
    switchable: true,
    zeroBand: true,
    markers: steps <= 60,
    format: four,
    short: four,
    tick: (value) => significant(value, 3),
    references: [],
    promise: 'The loss of every iterate',
    better: 'low',
  };
}

/** @param losses above the minimum, from w₀ on */
export const lossModel = (losses: readonly number[], steps: number): ChartModel => ({
  x: Array.from({ length: steps + 1 }, (_, k) => k),
  groups: [{ id: 'descent', label: 'descent', style: { colour: 6, marker: 'circle' } }],
  lines: [
    {
      group: 'descent',
      name: '',
      dashed: false,
      values: Array.from({ length: steps + 1 }, (_, k) => {
        const loss = losses[k];
        return loss !== undefined && Number.isFinite(loss) ? loss : null;
      }),
    },
  ],
});

const column = (vector: Vector): string => matrix(vector.map((value) => [value]));

/** The products, the gradient and the first two steps, in TeX. */
export function handLines(problem: Problem, start: Vector, rate: number): string[] {
  const { gram, moment, rows } = problem;
  const first = stepFrom(problem, start, rate);
  const second = stepFrom(problem, first, rate);
  return [
    `X^\\top X = ${matrix(gram.to2DArray())} \\qquad X^\\top y = ${column(moment)}`,
    `w_0 = ${column(start)} \\qquad \\nabla L(w_0) = \\frac{1}{${num(rows)}}\\left(X^\\top X w_0 - X^\\top y\\right) = ${column(gradientAt(problem, start))}`,
    `w_1 = w_0 - ${num(rate)}\\,\\nabla L(w_0) = ${column(first)} \\qquad w_2 = ${column(second)}`,
    `w^* = ${column(minimiser(problem))}`,
  ];
}
