/** Question T5 in full, under both labellings of its missing figure. */
import { wirings, type Wiring } from '../../theory/small-net.ts';
import {
  drawing,
  formulas,
  heading,
  prose,
  slip,
  steps,
  table,
  tex,
  text,
  type Block,
} from '../blocks.ts';
import { networkSvg } from '../network-svg.ts';
import { drawingOf } from './drawing.ts';
import { momentumLines } from './momentum.ts';
import { askedValues, solve } from './problem.ts';
import { stepsOf } from './steps.ts';
import { bothWirings, gradientTable, wiringWords } from './tables.ts';

const names: Readonly<Record<Wiring, string>> = {
  'by-neuron': 'Labelled by neuron',
  'by-input': 'Labelled by input',
};

export function t5Answer(): Block[] {
  const solutions = wirings.map((wiring) => solve(askedValues, wiring));
  return [
    slip(
      prose`The question’s figure with the wiring is not at hand. It can be labelled in two usual ways, which give different answers; both are worked here. ${capital(wiringWords['by-neuron'])}; ${wiringWords['by-input']}.`,
    ),
    heading('What is asked, under both labellings'),
    table({ ...bothWirings(solutions), caption: 'The answers to T5, seven significant digits' }),
    ...solutions.flatMap(worked),
  ];
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

function worked(solution: ReturnType<typeof solve>): Block[] {
  const { wiring } = solution.net;
  const all = stepsOf(solution);
  const drawn = drawingOf(
    solution,
    all,
    all.findIndex(({ phase }) => phase === 'loss'),
  );
  const momentum = momentumLines(solution);
  return [
    heading(`${names[wiring]}: forward, back, and one step`),
    drawing(
      `network-${wiring}`,
      `The network ${names[wiring].toLowerCase()}, with the values of the forward pass. In a unit stands its output, above it its sum.`,
      networkSvg(drawn, { width: 460, height: 320 }, all.map(({ title }) => title).join('; ')),
    ),
    steps(all),
    text(
      prose`Beside each derivative stands the two-sided difference of the loss, with ${tex('h = 10^{-5}')}.`,
    ),
    table({
      ...gradientTable(solution),
      caption: `Gradients and updates, ${names[wiring].toLowerCase()}`,
    }),
    heading(`${names[wiring]}: w₅ with momentum`),
    text(
      prose`“Velocity” means one of two things, and the answers differ; the question does not say which. A velocity in steps already holds the rate, one in gradients does not. In steps, as textbooks have it:`,
    ),
    formulas(...momentum.classical),
    text(prose`In gradients, as PyTorch has it:`),
    formulas(...momentum.pytorch),
  ];
}
