/** Implementation question 1: networks on FashionMNIST. */
import { drawing, table, type TableData } from '../answers/blocks.ts';
import { trialLayerSizes } from '../../document/parameters.ts';
import { shortForm } from '../../document/network-form.ts';
import type { Trial } from '../../document/schema.ts';
import { networkSentence } from '../../figures/network/text.ts';
import { perceptronSvg } from '../../figures/network/svg.ts';
import { initialisationSvg } from '../../figures/initialisation/export.ts';
import { rangeText } from '../../figures/initialisation/text.ts';
import { count, percent, significant } from '../../base/numbers.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import { nameOf, trialLabel } from '../../text/labels.ts';
import { plain, see, warning, type ReportBlock } from './blocks.ts';
import { codeOf } from './code.ts';
import { discussion } from './own/discussions.ts';
import { charts, notRun, resultsTable, runOf, setUp, tables } from './runs.ts';
import type { HandIn, InspectedStart } from './types.ts';

/** The network that the FashionMNIST runs share; null if there is none yet. */
function networkOf(handIn: HandIn): Trial | null {
  const [start] = handIn.data.starts;
  if (start !== undefined) return start.trial;
  const run = ['I1c', 'I1d', 'I1f']
    .map((name) => runOf(handIn, name))
    .find((each) => each !== undefined);
  return run?.trials[0]?.plan.trial ?? null;
}

export function i1a(handIn: HandIn): ReportBlock[] {
  const trial = networkOf(handIn);
  const model = trial === null ? null : shortForm(trial.model);
  if (trial === null || model === null) {
    return [warning('No experiment with this network has been run or inspected.')];
  }
  const sizes = trialLayerSizes(trial);
  const { activation } = model;
  return [
    plain(
      `${networkSentence(sizes, nameOf(activation))} A minibatch has shape B × ${count(sizes[0] ?? 0)}, its output B × ${count(sizes.at(-1) ?? 0)}. Depth and width are arguments of the module.`,
    ),
    drawing(
      'network',
      'The network. Below the units: the activation, the shape of each linear map’s weight and its number of parameters. B is the batch size.',
      perceptronSvg(sizes, activation),
    ),
    ...codeOf(handIn, 'I1a'),
  ];
}

/** The layers whose histograms are drawn, from 0: the first, the middle and the last hidden one. */
function shownLayers({ inspection }: InspectedStart): ReadonlySet<number> {
  const hidden = inspection.layers.length - 1;
  return new Set([0, Math.ceil(hidden / 2) - 1, hidden - 1].filter((at) => at >= 0));
}

export function i1b(handIn: HandIn): ReportBlock[] {
  const { starts } = handIn.data;
  const [first] = starts;
  if (first === undefined) {
    return [warning('The untrained networks have not been inspected.')];
  }
  const { rows, layers } = first.inspection;
  const across = (of: (layer: Layer) => string) =>
    layers.map((_, at) => starts.map(({ inspection }) => of(inspection.layers[at]!)));
  const ranges = across(({ weights }) => rangeText(weights));
  const outputs = across(deviation);
  return [
    plain(
      'Every weight is drawn uniformly from (−d, d) and every bias is zero. Xavier’s rule sets d = √(6 / (nᵢ + nₒ)) for a linear map with nᵢ inputs and nₒ outputs, so that signals keep their scale from layer to layer.',
    ),
    ...codeOf(handIn, 'I1b'),
    table({
      caption: `Range of the weights that seed ${first.trial.seed} draws for every linear map, and standard deviation σ of its outputs over the first ${count(rows)} training images, with the share of exact zeros in brackets`,
      head: ['map', ...starts.flatMap(({ label }) => [`${label}: weights`, `${label}: σ`])],
      rows: layers.map((_, at) => [
        String(at + 1),
        ...starts.flatMap((_, start) => [ranges[at]![start]!, outputs[at]![start]!]),
      ]),
    }),
    ...starts.map((start) =>
      drawing(
        `initialisation-${start.label.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')}`,
        `${start.label}: weights and outputs of the first, a middle and the last hidden layer before training, without exact zeros.`,
        initialisationSvg([start], shownLayers(start)),
        true,
      ),
    ),
  ];
}

type Layer = Inspection['layers'][number];

function deviation({ outputValues }: Layer): string {
  const { zeros, count: all } = outputValues;
  const share = zeros === 0 ? '' : ` (${percent(zeros / all, 0)})`;
  return `${significant(outputValues.deviation, 3)}${share}`;
}

export function i1c(handIn: HandIn): ReportBlock[] {
  const run = runOf(handIn, 'I1c');
  if (run === undefined) return [notRun('I1c')];
  const layers = Math.max(
    0,
    ...run.trials.map(({ gradientNorms }) => gradientNorms?.activations.length ?? 0),
  );
  const norms: TableData = {
    caption: 'Norm of the gradient of the loss at the output of every hidden layer, ‖∂L/∂a‖',
    head: ['hidden layer', ...run.trials.map(({ plan }) => trialLabel(plan.values))],
    rows: Array.from({ length: layers }, (_, layer) => [
      String(layer + 1),
      ...run.trials.map(({ gradientNorms }) => {
        const value = gradientNorms?.activations[layer];
        return value === undefined ? '–' : significant(value, 4);
      }),
    ]),
  };
  return [
    ...setUp(run),
    ...codeOf(handIn, 'I1c'),
    ...charts(run, { whole: ['gradient-norms'] }),
    table(norms),
    table(resultsTable(run)),
    see('The discussion is in', 'i1e', 'I1e'),
  ];
}

/** The accuracies, and the losses behind them. */
const trainingCharts = { whole: ['accuracy'], half: ['batch-loss', 'loss'] } as const;

export function i1d(handIn: HandIn): ReportBlock[] {
  const run = runOf(handIn, 'I1d');
  if (run === undefined) return [notRun('I1d')];
  return [
    ...setUp(run),
    ...codeOf(handIn, 'I1d'),
    ...charts(run, trainingCharts),
    ...tables(run),
    see('The discussion is in', 'i1e', 'I1e'),
  ];
}

/** The paragraph that I1e asks for: before training, and over the epochs. */
export const i1e = (handIn: HandIn): ReportBlock[] => discussion(handIn, 'I1e');

export function i1f(handIn: HandIn): ReportBlock[] {
  const run = runOf(handIn, 'I1f');
  if (run === undefined) return [notRun('I1f')];
  return [
    ...setUp(run),
    ...codeOf(handIn, 'I1f'),
    ...charts(run, trainingCharts),
    ...tables(run),
    { kind: 'heading', text: 'Discussion' },
    ...discussion(handIn, 'I1f'),
  ];
}
