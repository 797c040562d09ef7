/** The full answer to question T5, under both labellings of its missing figure. */
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
      prose`The question’s figure with the wiring is unavailable. Two labellings are common and give different answers; both are worked here. ${capital(wiringWords['by-neuron'])}; ${wiringWords['by-input']}.`,
    ),
    heading('Answers under both labellings'),
    table({ ...bothWirings(solutions), caption: 'The answers to T5, to seven significant digits' }),
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
    heading(`${names[wiring]}: forward pass, backward pass and one step`),
    drawing(
      `network-${wiring}`,
      `The network ${names[wiring].toLowerCase()}, with the values of the forward pass. Each unit shows its output, with its weighted sum above.`,
      networkSvg(drawn, { width: 460, height: 320 }, all.map(({ title }) => title).join('; ')),
    ),
    steps(all),
    text(
      prose`The table compares each derivative with the two-sided difference of the loss at ${tex('h = 10^{-5}')}.`,
    ),
    table({
      ...gradientTable(solution),
      caption: `Gradients and updates, ${names[wiring].toLowerCase()}`,
    }),
    heading(`${names[wiring]}: w₅ with momentum`),
    text(
      prose`“Velocity” can mean two things, and the question does not say which; the answers differ. A velocity in steps includes the learning rate, one in gradients does not. In steps, as in textbooks:`,
    ),
    formulas(...momentum.classical),
    text(prose`In gradients, as in PyTorch:`),
    formulas(...momentum.pytorch),
  ];
}
