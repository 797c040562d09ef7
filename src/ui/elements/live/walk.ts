/** The stages of one step of backpropagation, each with the numbers it shows. */
import { significant } from '../../../base/numbers.ts';
import { stepNumbers, type LayerStep, type StepNumbers } from '../../../lab/live/backprop.ts';
import type { Activation } from '../../../document/schema.ts';
import type { LiveExplanation } from '../../../protocol/live.ts';
import type { LayerParameters } from '../../../torch/layers.ts';

export type Stage =
  | { readonly kind: 'input' }
  | { readonly kind: 'forward' | 'backward' | 'update'; readonly layer: number };

export interface Walk {
  readonly explanation: LiveExplanation;
  readonly numbers: StepNumbers;
  readonly stages: readonly Stage[];
}

export function walkOf(explanation: LiveExplanation, activation: Activation): Walk {
  const { before, inputs, label } = explanation;
  const numbers = stepNumbers(before, activation, inputs, label);
  const layers = [...before.keys()];
  const back = layers.toReversed();
  const stages: Stage[] = [
    { kind: 'input' },
    ...layers.map((layer): Stage => ({ kind: 'forward', layer })),
    ...back.map((layer): Stage => ({ kind: 'backward', layer })),
    ...layers.map((layer): Stage => ({ kind: 'update', layer })),
  ];
  return { explanation, numbers, stages };
}

/** Four significant digits, with a true minus. */
export const written = (value: number): string => significant(value, 4).replace('-', '−');

/** "0.3 · 0.52 − 1.2 · 0.1". */
function sumText(terms: readonly (readonly [number, number])[], bias?: number): string {
  const parts = terms.map(([one, other]) => `${bracketed(one)} · ${bracketed(other)}`);
  return [...parts, ...(bias === undefined ? [] : [bracketed(bias)])].join(' + ');
}

const bracketed = (value: number): string => (value < 0 ? `(${written(value)})` : written(value));

export const stageTitle = (
  stage: Stage,
  { explanation: { before } }: Walk,
): { readonly title: string; readonly about: string } => {
  if (stage.kind === 'input')
    return {
      title: 'The point',
      about:
        'One training point goes in, as the network sees it: minus the mean, divided by the standard deviation.',
    };
  const isLast = stage.layer === before.length - 1;
  const name = isLast ? 'the output' : `layer ${stage.layer + 1}`;
  if (stage.kind === 'forward')
    return isLast
      ? {
          title: 'Forward: the output and its loss',
          about:
            'z = W a + b once more; the softmax turns both sums into probabilities, and the loss is −ln of the right class’s.',
        }
      : {
          title: `Forward: ${name}`,
          about: 'Each unit adds up what comes in, z = W a + b, and passes on a = f(z).',
        };
  if (stage.kind === 'backward')
    return isLast
      ? {
          title: 'Back: the output',
          about:
            'The gradient of softmax and loss together is what was said minus what is right: ∂L/∂z = p − y.',
        }
      : {
          title: `Back: ${name}`,
          about:
            'The gradients of the next layer come back through its weights, ∂L/∂a = Wᵀ ∂L/∂z, and through the activation: ∂L/∂z = ∂L/∂a · f′(z).',
        };
  return {
    title: `Update: ${name}`,
    about:
      '∂L/∂w is the gradient at the weight’s end times the value at its start. From it the optimiser makes the weight’s change.',
  };
};

export interface Line {
  readonly label: string;
  readonly text: string;
}

/** The sums of one unit in full. */
export function unitLines(stage: Stage, unit: number, walk: Walk): Line[] {
  if (stage.kind === 'input') return [];
  const { explanation, numbers } = walk;
  const { before } = explanation;
  const step = numbers.layers[stage.layer]!;
  const parameters = before[stage.layer]!;
  const isLast = stage.layer === before.length - 1;
  const z = written(step.z[unit]!);
  if (stage.kind === 'forward') {
    const terms = weightsOf(parameters, unit).map((w, at) => [w, step.inputs[at]!] as const);
    const sum = `${sumText(terms, parameters.bias[unit])} = ${z}`;
    const lines: Line[] = [{ label: 'z = Σ w · a + b', text: sum }];
    if (!isLast)
      return [...lines, { label: 'a = f(z)', text: `f(${z}) = ${written(step.a[unit]!)}` }];
    const powers = step.z.map((each) => `e^${bracketed(each)}`);
    const p = `${powers[unit]} / (${powers.join(' + ')}) = ${written(step.a[unit]!)}`;
    const { label, loss } = numbers;
    return [
      ...lines,
      { label: 'p = softmax(z)', text: p },
      { label: 'L = −ln p', text: `−ln ${written(step.a[label]!)} = ${written(loss)}` },
    ];
  }
  if (stage.kind === 'backward') {
    if (isLast) {
      const y = unit === numbers.label ? 1 : 0;
      return [
        {
          label: '∂L/∂z = p − y',
          text: `${written(step.a[unit]!)} − ${y} = ${written(step.gradZ[unit]!)}`,
        },
      ];
    }
    const next = numbers.layers[stage.layer + 1]!;
    const after = before[stage.layer + 1]!;
    const terms = next.gradZ.map(
      (gradient, at) => [after.weight[at * after.inputs + unit]!, gradient] as const,
    );
    const gradA = written(step.gradA![unit]!);
    return [
      { label: '∂L/∂a = Σ w · ∂L/∂z', text: `${sumText(terms)} = ${gradA}` },
      {
        label: '∂L/∂z = ∂L/∂a · f′(z)',
        text: `${bracketed(step.gradA![unit]!)} · ${written(step.slope![unit]!)} = ${written(step.gradZ[unit]!)}`,
      },
    ];
  }
  return [
    {
      label: '∂L/∂w = ∂L/∂z · a',
      text: `${bracketed(step.gradZ[unit]!)} · ${bracketed(step.inputs[0]!)} = ${written(step.gradW[unit]![0]!)} for the first weight`,
    },
  ];
}

export interface StageTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** All units of a stage; for an update, all weights of one unit. */
export function stageTable(
  stage: Stage,
  unit: number,
  walk: Walk,
  names: readonly string[],
): StageTable {
  const { explanation, numbers } = walk;
  if (stage.kind === 'input')
    return {
      head: ['input', 'value'],
      rows: explanation.inputs.map((value, at) => [names[at] ?? `x${at + 1}`, written(value)]),
    };
  const step = numbers.layers[stage.layer]!;
  const isLast = stage.layer === explanation.before.length - 1;
  if (stage.kind === 'forward') return forwardTable(step, isLast);
  if (stage.kind === 'backward') return backwardTable(step);
  const [before, after] = [explanation.before[stage.layer]!, explanation.after[stage.layer]!];
  const row = (name: string, old: number, gradient: number, now: number) => [
    name,
    written(old),
    written(gradient),
    written(now - old),
    written(now),
  ];
  const [old, now] = [weightsOf(before, unit), weightsOf(after, unit)];
  return {
    head: ['weight', 'before', 'gradient', 'change', 'after'],
    rows: [
      ...old.map((w, at) => row(`w${at + 1}`, w, step.gradW[unit]![at]!, now[at]!)),
      row('b', before.bias[unit]!, step.gradZ[unit]!, after.bias[unit]!),
    ],
  };
}

const forwardTable = ({ z, a }: LayerStep, isLast: boolean): StageTable => ({
  head: [isLast ? 'class' : 'unit', 'z', isLast ? 'p' : 'a'],
  rows: z.map((value, unit) => [String(unit + 1), written(value), written(a[unit]!)]),
});

const backwardTable = ({ gradA, slope, gradZ }: LayerStep): StageTable =>
  gradA === null || slope === null
    ? {
        head: ['class', '∂L/∂z'],
        rows: gradZ.map((value, unit) => [String(unit + 1), written(value)]),
      }
    : {
        head: ['unit', '∂L/∂a', 'f′(z)', '∂L/∂z'],
        rows: gradZ.map((value, unit) => [
          String(unit + 1),
          written(gradA[unit]!),
          written(slope[unit]!),
          written(value),
        ]),
      };

const weightsOf = ({ inputs, weight }: LayerParameters, unit: number): number[] => [
  ...weight.subarray(unit * inputs, (unit + 1) * inputs),
];
