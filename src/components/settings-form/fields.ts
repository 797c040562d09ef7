/** The settings that the form offers, as data. */
import { activations, datasetNames, optimizerSchema, initSchema } from '../../experiment/schema.ts';
import { missingRules } from '../../experiment/table.ts';
import { nameOf } from '../../words/words.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Common {
  /** Dotted path inside the trial. */
  readonly path: string;
  readonly label: string;
  /** Whether the field takes the form's whole width. */
  readonly wide?: boolean;
}

export interface NumberField extends Common {
  readonly kind: 'number';
  /** Whether an empty field means null. */
  readonly nullable: boolean;
}

export interface ChoiceField extends Common {
  readonly kind: 'choice';
  readonly options: readonly Option[];
}

export interface InitField extends Common {
  readonly kind: 'init';
}

export type Field = NumberField | ChoiceField | InitField;

const option = (value: string): Option => ({ value, label: nameOf(value) });

export const initNames: readonly string[] = initSchema.options.map(
  (each) => each.entries.name.literal,
);
export const optimizerNames: readonly string[] = optimizerSchema.options.map(
  (each) => each.entries.name.literal,
);

/** The number that an initialisation takes (±d, σ or the gain), and what a new one starts with. */
export const initParameter: Readonly<
  Record<string, { key: string; label: string; start: number }>
> = {
  uniform: { key: 'd', label: '±', start: 0.1 },
  normal: { key: 'std', label: 'σ', start: 0.1 },
  'xavier-uniform': { key: 'gain', label: 'gain', start: 1 },
  'xavier-normal': { key: 'gain', label: 'gain', start: 1 },
};

const number = (path: string, label: string): NumberField => ({
  kind: 'number',
  path,
  label,
  nullable: false,
});

const rows = (path: string, label: string): NumberField => ({
  ...number(path, label),
  nullable: true,
});

/** Which table it is stands in the document; how it is read can be changed here. */
const tableFields: Field[] = [
  {
    kind: 'choice',
    path: 'dataset.table.missing',
    label: 'Missing values',
    options: missingRules.map(option),
  },
  number('dataset.table.testFraction', 'Test share'),
];

/** The dataset of the document and its other form: the real one and its stand-in. */
function datasetFields(name: unknown): Field[] {
  if (name === 'table') return tableFields;
  const family = String(name).startsWith('fashion') ? 'fashion' : 'housing';
  const options = datasetNames
    .filter((each) => each.includes(family))
    .map((each) => ({
      value: each,
      label: each.endsWith('-synthetic') ? 'stand-in (generated)' : nameOf(each),
    }));
  return [{ kind: 'choice', path: 'dataset.name', label: 'Dataset', options, wide: true }];
}

export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly Field[];
}

/** @param datasetName as the document has it, so that it may be anything */
export function fieldGroups(datasetName: unknown): FieldGroup[] {
  return [
    {
      title: 'Data and network',
      fields: [
        ...datasetFields(datasetName),
        number('model.depth', 'Hidden layers'),
        number('model.width', 'Layer width'),
        {
          kind: 'choice',
          path: 'model.activation',
          label: 'Activation',
          options: activations.map(option),
        },
        rows('dataset.trainSize', 'Training rows'),
        { kind: 'init', path: 'init', label: 'Initialisation', wide: true },
      ],
    },
    {
      title: 'Training',
      fields: [
        {
          kind: 'choice',
          path: 'optimizer.name',
          label: 'Optimiser',
          options: optimizerNames.map(option),
        },
        number('optimizer.learningRate', 'Learning rate'),
        number('batchSize', 'Batch size'),
        number('epochs', 'Epochs'),
        number('seed', 'Seed'),
      ],
    },
  ];
}
