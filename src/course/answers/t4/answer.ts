/** The full answer to question T4: the derivation, and a numerical example within and beyond the limit. */
import { chartSvg } from '../../../figures/charts/svg.ts';
import { closedForm, iterates } from '../../theory/least-squares/descent.ts';
import {
  lossAt,
  minimiser,
  problemOf,
  spectrumOf,
  type Problem,
} from '../../theory/least-squares/problem.ts';
import { parseTable } from '../../theory/least-squares/table.ts';
import { pretty } from '../../theory/graph/write.ts';
import { significant } from '../../../base/numbers.ts';
import { drawing, formulas, heading, prose, table, tex, text, type Block } from '../blocks.ts';
import { samples } from './demo-data.ts';
import { derivation } from './derivation.ts';
import { agreement, behaviour, handLines, lossModel, lossSpec } from './results.ts';

const steps = 20;
/** Step sizes as a share of the limit 2N/λ_max: one below, one above. */
const shares = { within: 0.4, beyond: 1.1 };

export function t4Answer(): Block[] {
  const { text: typed } = samples[0]!;
  const parsed = parseTable(typed);
  if (!parsed.ok) throw new Error(`The example of T4 cannot be read: ${parsed.message}`);
  const problem = problemOf(parsed.x, parsed.y, parsed.features);
  const spectrum = spectrumOf(problem);
  const start = Array.from({ length: parsed.features }, () => 0);
  const names = start.map((_, i) => pretty(`w${i + 1}`));
  const rate = spectrum.limit * shares.within;
  const path = iterates(problem, start, rate, steps);
  const closed = closedForm(problem, start, rate, path.length - 1);
  return [
    ...derivation,
    heading('Numerical example'),
    text(
      prose`A small table with ${problem.rows} samples, ${problem.features} features and a target:`,
    ),
    { kind: 'code', text: typed },
    formulas(...handLines(problem, start, rate)),
    text(
      prose`Here ${tex('2N/\\lambda_{\\max}')} is ${significant(spectrum.limit, 5)}. With α = ${significant(rate, 5)}: ${behaviour(spectrum, rate)} After ${path.length - 1} steps:`,
    ),
    table(agreement(names, path.at(-1)!, closed, minimiser(problem))),
    text(
      prose`With α = ${significant(spectrum.limit * shares.beyond, 5)}: ${behaviour(spectrum, spectrum.limit * shares.beyond)}`,
    ),
    descent(problem, start, rate, 'within', 'below the limit'),
    descent(problem, start, spectrum.limit * shares.beyond, 'beyond', 'above the limit'),
  ];
}

function descent(
  problem: Problem,
  start: readonly number[],
  rate: number,
  name: string,
  where: string,
): Block {
  const least = lossAt(problem, minimiser(problem));
  // Rounding may give a loss slightly below the minimum.
  const losses = iterates(problem, start, rate, steps).map((w) =>
    Math.max(0, lossAt(problem, w) - least),
  );
  return drawing(
    `descent-${name}`,
    `The loss above its minimum over ${steps} steps of gradient descent with α = ${significant(rate, 5)}, ${where}.`,
    chartSvg(lossSpec(steps), lossModel(losses, steps), { width: 400, height: 250 }),
    true,
  );
}
