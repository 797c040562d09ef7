/** The answer to question T5 under the chosen labelling and velocity, and briefly under the others. */
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
  type Prose,
} from '../blocks.ts';
import type { Choices, Velocity } from '../choices.ts';
import { networkSvg } from '../network-svg.ts';
import { drawingOf } from './drawing.ts';
import { momentumLines } from './momentum.ts';
import { askedValues, solve } from './problem.ts';
import { stepsOf, type MarkedStep } from './steps.ts';
import { answersTable, bothWirings, maxDifference, wiringWords } from './tables.ts';
import { significant } from '../../../base/numbers.ts';

const names: Readonly<Record<Wiring, string>> = {
  'by-neuron': 'by neuron',
  'by-input': 'by input',
};

type Solution = ReturnType<typeof solve>;

/** The answer as chosen. */
export function t5Answer({ wiring, velocity, others }: Choices): Block[] {
  const solution = solve(askedValues, wiring);
  const elsewhere =
    others === 'appendix' ? ' The answers under the other readings are in the appendix.' : '';
  return [
    slip(
      prose`The question’s figure with the wiring is missing. The weights are taken as labelled ${wiringWords[wiring]}. “Current velocity” may or may not include the learning rate; here it ${velocity === 'classical' ? 'does' : 'does not, as in PyTorch'}.${elsewhere}`,
    ),
    drawing(
      `network-${wiring}`,
      `The network, labelled ${names[wiring]}, with the values of the forward pass. Each unit shows its output, with its weighted sum above.`,
      drawnAt(solution),
    ),
    heading('Output and loss', 'T5-output'),
    steps(stepsIn(solution, forwardPhases)),
    heading('Gradients and the updated parameters', 'T5-update'),
    steps(stepsIn(solution, ['back', 'update'])),
    heading('w₅ with momentum', 'T5-momentum'),
    ...momentum(solution, velocity),
    heading('Answers'),
    table(answersTable(solution, velocity)),
    text(
      prose`Each derivative agrees with the two-sided difference of the loss at ${tex('h = 10^{-5}')} within ${significant(maxDifference(solution), 1)}.`,
    ),
  ];
}

/** What the answer would be under the labelling and the velocity that were not chosen. */
export function t5Others({ wiring }: Choices): Block[] {
  const solutions = wirings.map((each) => solve(askedValues, each));
  const other = solutions.find(({ net }) => net.wiring !== wiring)!;
  const sums = stepsOf(other).filter(({ phase }) => phase === 'sums' || phase === 'out');
  return [
    text(
      prose`With the weights labelled ${wiringWords[other.net.wiring]}, the sums are different, and every step from there follows as above:`,
    ),
    formulas(...sums.flatMap(({ lines }) => lines)),
    ...(['classical', 'pytorch'] as const).flatMap((each) =>
      solutions.flatMap((solution) => [
        text(prose`${meanings[each]} labelled ${names[solution.net.wiring]}:`),
        formulas(...momentumLines(solution)[each]),
      ]),
    ),
    table({ ...bothWirings(solutions), caption: 'The answers to T5 under all readings' }),
  ];
}

const meanings: Readonly<Record<Velocity, Prose>> = {
  classical: prose`With the learning rate included in the velocity, as in textbooks,`,
  pytorch: prose`With a velocity in units of the gradient, as in PyTorch,`,
};

const momentum = (solution: Solution, velocity: Velocity): Block[] => [
  text(prose`${meanings[velocity]} one step with momentum gives:`),
  formulas(...momentumLines(solution)[velocity]),
];

const forwardPhases = ['sums', 'hidden', 'out', 'output', 'loss'] as const;

const stepsIn = (solution: Solution, phases: readonly MarkedStep['phase'][]): MarkedStep[] =>
  stepsOf(solution).filter(({ phase }) => phases.includes(phase));

/** The network with the values of its forward pass. */
function drawnAt(solution: Solution): string {
  const all = stepsOf(solution);
  const drawn = drawingOf(
    solution,
    all,
    all.findIndex(({ phase }) => phase === 'loss'),
  );
  return networkSvg(
    drawn,
    { width: 460, height: 320 },
    all.map(({ title: what }) => what).join('; '),
  );
}
