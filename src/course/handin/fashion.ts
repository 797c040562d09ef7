/** Implementation question 1: networks on FashionMNIST. */
import { drawing, table, type TableData } from '../answers/blocks.ts';
import { trialLayerSizes } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import {
  depthText,
  layerName,
  mapParameters,
  networkSentence,
  weightShape,
} from '../../figures/network/text.ts';
import { perceptronSvg } from '../../figures/network/svg.ts';
import { initialisationSvg } from '../../figures/initialisation/export.ts';
import { rangeText, remark } from '../../figures/initialisation/text.ts';
import { modelPart } from '../../formats/pytorch/model-parts.ts';
import { count, significant } from '../../base/numbers.ts';
import { nameOf, trialLabel } from '../../text/labels.ts';
import { parameterCount } from '../../document/parameters.ts';
import { plain, see, warning, type ReportBlock } from './blocks.ts';
import { charts, findings, setUp, tables } from './runs.ts';
import type { HandIn, HandInRun, InspectedStart } from './types.ts';

export const runOf = ({ runs }: HandIn, name: string): HandInRun | undefined =>
  runs.find(({ experiment }) => experiment.name === name);

const notRun = (name: string): ReportBlock =>
  warning(`Experiment ${name} has not been run, so its results are missing here.`);

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
  if (trial === null) {
    return [warning('No experiment with this network has been run or inspected.')];
  }
  const sizes = trialLayerSizes(trial);
  const { activation } = trial.model;
  return [
    plain(
      `${networkSentence(sizes, nameOf(activation))} A minibatch has shape B × ${count(sizes[0] ?? 0)}, its output B × ${count(sizes.at(-1) ?? 0)}; depth and width are settings.`,
    ),
    drawing(
      'network',
      'The network. Below the units: the activation, the shape of each linear map’s weight and its number of parameters. B is the batch size.',
      perceptronSvg(sizes, activation),
    ),
    plain('As a PyTorch module, from the program that the lab exports for these trials:'),
    {
      kind: 'code',
      text: modelPart(
        [activation],
        [...new Set(handIn.data.starts.map(({ trial: { init } }) => init.name))],
      ),
    },
    table(networkTable(sizes, activation)),
  ];
}

const networkTable = (
  sizes: readonly number[],
  activation: Trial['model']['activation'],
): TableData => ({
  caption: `The network by layer: ${depthText(sizes)}, ${count(parameterCount(sizes))} parameters`,
  head: ['layer', 'output', 'weight', 'bias', 'parameters', 'activation'],
  texts: [5],
  rows: sizes.map((size, layer) => {
    const hidden = layer > 0 && layer < sizes.length - 1;
    const own =
      layer === 0
        ? ['–', '–', '–']
        : [weightShape(sizes, layer), count(size), count(mapParameters(sizes, layer))];
    return [
      layerName(sizes, layer),
      `B × ${count(size)}`,
      ...own,
      hidden ? nameOf(activation) : layer === 0 ? '–' : 'linear',
    ];
  }),
});

export function i1b({ data: { starts } }: HandIn): ReportBlock[] {
  const [first] = starts;
  if (first === undefined) {
    return [warning('The untrained networks have not been inspected.')];
  }
  const { rows } = first.inspection;
  return [
    plain(
      'Every weight is drawn uniformly from (−d, d) and every bias is zero. Xavier’s rule sets d = √(6 / (nᵢ + nₒ)) for a linear map with nᵢ inputs and nₒ outputs, so that signals keep their scale from layer to layer.',
    ),
    table({
      caption: `Weights of every linear map: smallest and largest value drawn with seed ${first.trial.seed}`,
      head: ['linear map', 'shape', ...starts.map(({ label }) => label)],
      rows: first.inspection.layers.map((layer, at) => [
        String(at + 1),
        `${count(layer.outputs)} × ${count(layer.inputs)}`,
        ...starts.map(({ inspection }) => rangeText(inspection.layers[at]!.weights)),
      ]),
    }),
    table({
      caption: `Standard deviation of every layer’s outputs, over the first ${count(rows)} training images of the first batch; share of exact zeros in brackets`,
      head: ['layer', ...starts.map(({ label }) => label)],
      rows: first.inspection.layers.map((_, at) => [
        at === first.inspection.layers.length - 1 ? 'output' : `hidden ${at + 1}`,
        ...starts.map(({ inspection }) => deviation(inspection.layers[at]!)),
      ]),
    }),
    ...starts.map((start) =>
      drawing(
        `initialisation-${start.label.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')}`,
        `${start.label}: weights (first rows) and outputs (last rows) of every layer before training. The bars omit exact zeros.`,
        initialisationSvg([start], 5),
      ),
    ),
  ];
}

function deviation({ outputValues }: InspectedStart['inspection']['layers'][number]): string {
  const zeros = remark(outputValues);
  return `${significant(outputValues.deviation, 3)}${zeros === '' ? '' : ` (${zeros})`}`;
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
    ...charts(run),
    table(norms),
    ...tables(run),
    see('The findings are in', 'i1e', 'I1e'),
  ];
}

export function i1d(handIn: HandIn): ReportBlock[] {
  const run = runOf(handIn, 'I1d');
  if (run === undefined) return [notRun('I1d')];
  return [...setUp(run), ...charts(run), ...tables(run), see('The findings are in', 'i1e', 'I1e')];
}

/** The paragraph that I1e asks for: before training, and over the epochs. */
export function i1e(handIn: HandIn): ReportBlock[] {
  const parts = (['I1c', 'I1d'] as const).flatMap((name) => {
    const run = runOf(handIn, name);
    const title = name === 'I1c' ? 'Before training (I1c)' : 'Over the epochs (I1d)';
    return [
      { kind: 'heading', text: title } as const,
      ...(run === undefined ? [notRun(name)] : findings(run)),
    ];
  });
  return parts;
}

export function i1f(handIn: HandIn): ReportBlock[] {
  const run = runOf(handIn, 'I1f');
  if (run === undefined) return [notRun('I1f')];
  return [
    ...setUp(run),
    ...charts(run),
    ...tables(run),
    { kind: 'heading', text: 'Findings' },
    ...findings(run),
  ];
}
