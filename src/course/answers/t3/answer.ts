/** The full answer to question T3: the networks of both equations of the assignment. */
import { layOut } from '../../theory/graph/layout.ts';
import { parseNetwork } from '../../theory/graph/parse.ts';
import { equationPresets, type EquationPreset } from '../../theory/graph/presets.ts';
import { nestedEquations, stepEquations } from '../../theory/graph/write.ts';
import { drawing, formulas, heading, prose, text, type Block } from '../blocks.ts';
import { graphSvg } from '../graph-svg.ts';
import { summaryOf } from './text.ts';

/** The first two are the question's; the page adds the others. */
const asked = equationPresets.slice(0, 2);

export const t3Answer = (): Block[] => asked.flatMap(answerOf);

function answerOf({ name, text: equation }: EquationPreset, index: number): Block[] {
  const parsed = parseNetwork(equation);
  if (!parsed.ok) throw new Error(`Equation ${name} cannot be read: ${parsed.problem.message}`);
  const { graph } = parsed;
  const letter = 'ab'[index] ?? '';
  return [
    heading(
      name.replace(
        /^(\(\w\)) (\w)/,
        (_, part: string, first: string) => `${part} ${first.toUpperCase()}`,
      ),
      `T3${letter}`,
    ),
    formulas(...nestedEquations(graph, 'tex')),
    text([summaryOf(graph)]),
    drawing(
      `network-${letter}`,
      `The network of equation (${letter}). Weights are on their edges, biases below their units, activations inside them.`,
      graphSvg(layOut(graph), stepEquations(graph).join('; ')),
    ),
    text(prose`Unit by unit, as in the drawing:`),
    formulas(...stepEquations(graph, 'tex')),
  ];
}
