/** The settings that the form offers, as data. */
import type { Fields } from '../../../catalog/kinds/fields.ts';
import { inOrder } from '../../../catalog/kinds/members.ts';
import { initMeta } from '../../../catalog/registry/init.meta.ts';
import { defaultMembers } from '../../../catalog/defaults.ts';
import { optimizerMeta } from '../../../catalog/registry/optimizer.meta.ts';
import { defaultLoss } from '../../../catalog/lookup/loss.ts';
import { lossMeta } from '../../../catalog/registry/loss.meta.ts';
import { scheduleMeta } from '../../../catalog/registry/schedule.meta.ts';
import { isSynthetic, standsFor, type Task } from '../../../document/parameters.ts';
import { noiseOf, ownTable } from '../../../catalog/lookup/dataset.ts';
import { activations, datasetNames } from '../../../document/schema.ts';
import { missingRules } from '../../../document/table.ts';
import { capital, nameOf, settingText, settingValueText } from '../../../text/labels.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Common {
  /** Dotted path inside the trial. */
  readonly path: string;
  readonly label: string;
  /** Whether the field spans the form's width. */
  readonly wide?: boolean;
  /** Why to set it, in a sentence. */
  readonly hint?: string;
  /** Whether it cannot be an axis, because it changes what is measured, not what is trained. */
  readonly fixed?: boolean;
}

export interface NumberField extends Common {
  readonly kind: 'number';
  /** Whether an empty field means null. */
  readonly nullable: boolean;
  /** Whether an empty field removes the setting from the document. */
  readonly isOptional?: boolean;
  /** What null means, shown in the empty field; "all" if omitted. */
  readonly empty?: string;
}

export interface ChoiceField extends Common {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  /** What a document without the setting means. */
  readonly preset?: string;
}

export interface InitField extends Common {
  readonly kind: 'init';
}

/** Any of a few names, as a list. */
export interface NamesField extends Common {
  readonly kind: 'names';
  readonly options: readonly Option[];
}

/** Yes or no. */
export interface FlagField extends Common {
  readonly kind: 'flag';
}

/** Several numbers that are one value. */
export interface NumbersField extends Common {
  readonly kind: 'numbers';
  /** Whether an empty field removes the setting from the document. */
  readonly isOptional?: boolean;
}

/** A network that the form does not edit: in a few words. */
export interface NetworkField extends Common {
  readonly kind: 'network';
}

export type Field =
  NumberField | ChoiceField | InitField | FlagField | NamesField | NumbersField | NetworkField;

const option = (value: string): Option => ({ value, label: nameOf(value) });

export const initNames: readonly string[] = inOrder(initMeta);
const optimizerNames: readonly string[] = inOrder(optimizerMeta);

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

/** The document names the table; how it is read can be changed here. */
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
  if (name === ownTable) return tableFields;
  const named = datasetNames.find((each) => each === name);
  const family = named === undefined ? null : standsFor(named);
  const options = datasetNames
    .filter((each) => standsFor(each) === family)
    .map((each) => ({
      value: each,
      label: isSynthetic(each) ? 'stand-in (generated)' : nameOf(each),
    }));
  const noise = named === undefined ? undefined : noiseOf(named);
  return [
    { kind: 'choice', path: 'dataset.name', label: 'Dataset', options, wide: true },
    ...(noise === undefined ? [] : [{ ...rows('dataset.noise', 'Noise'), empty: String(noise) }]),
  ];
}

export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly Field[];
  /** Whether it is collapsed at first. */
  readonly folded?: boolean;
}

/** The optimisers' settings besides name and learning rate: only those that all of them have. */
function optimiserFields(names: readonly unknown[]): Field[] {
  const metas: Readonly<Record<string, { readonly fields: Fields }>> = optimizerMeta;
  const members = names.map((name) => metas[String(name)]?.fields);
  const [first] = members;
  if (first === undefined) return [];
  return Object.entries(first).flatMap(([key, field]): Field[] => {
    if (key === 'learningRate') return [];
    if (!members.every((each) => each !== undefined && Object.hasOwn(each, key))) return [];
    const path = `optimizer.${key}`;
    const label = capital(field.label);
    return [field.kind === 'flag' ? { kind: 'flag', path, label } : number(path, label)];
  });
}

/** The losses of a task. */
const lossesOf = (task: Task): readonly string[] =>
  inOrder(lossMeta).filter(
    (name) => (lossMeta[name].targets === 'class') === (task === 'classification'),
  );

/** The settings of the losses that are named, each once. */
function lossFields(names: readonly unknown[]): Field[] {
  const metas: Readonly<Record<string, { readonly fields: Fields }>> = lossMeta;
  const all = new Map(names.flatMap((name) => Object.entries(metas[String(name)]?.fields ?? {})));
  return [...all].map(([key, field]): Field => {
    const path = `loss.${key}`;
    const label = capital(field.label);
    if (field.kind === 'list')
      return { kind: 'numbers', path, label, fixed: true, isOptional: field.optional === true };
    return field.kind === 'flag' ? { kind: 'flag', path, label } : number(path, label);
  });
}

const scheduleNames: readonly string[] = inOrder(scheduleMeta);

/** The settings of the schedules that are named, each once; a warm-up is before any of them. */
function scheduleFields(names: readonly unknown[]): Field[] {
  const metas: Readonly<Record<string, { readonly fields: Fields }>> = scheduleMeta;
  const members = names.flatMap((name) => Object.entries(metas[String(name)]?.fields ?? {}));
  const own = [...new Map(members)].map(([key, field]): Field => {
    const path = `schedule.${key}`;
    const several = members.filter(([other]) => other === key).length > 1;
    const label = capital((several ? field.short : undefined) ?? field.label);
    if (field.kind === 'list') return { kind: 'numbers', path, label, fixed: true };
    return field.kind === 'flag' ? { kind: 'flag', path, label } : number(path, label);
  });
  return [...own, ...warmupFields];
}

const warmupFields: readonly Field[] = ['epochs', 'factor'].map((key) => ({
  ...number(`schedule.warmup.${key}`, capital(settingText(`schedule.warmup.${key}`))),
  isOptional: true,
}));

/** The initialisation's number, if it is a separate axis; otherwise the row of `init` has it. */
const initAxes = (varied: readonly string[]): Field[] =>
  varied
    .filter((path) => path.startsWith('init.') && path !== 'init.name')
    .map((path) => number(path, capital(settingText(path))));

/** It changes what is measured, not what is trained. */
const measured = (path: string) => ({
  path,
  label: capital(settingText(path)),
  wide: true,
  fixed: true,
});

export interface FormState {
  /** As the document has it, so possibly invalid. */
  readonly datasetName: unknown;
  /** From the document or its axis. */
  readonly optimisers: readonly unknown[];
  /** Of the dataset, if that is known. */
  readonly task?: Task | null;
  /** Names of the loss, and of the schedule, likewise. */
  readonly losses?: readonly unknown[];
  readonly schedules?: readonly unknown[];
  /** Paths of the axes. */
  readonly varied: readonly string[];
  /** Metrics that a document may ask for, of its task. */
  readonly metrics?: readonly string[];
  /** The setting that holds whole networks; null where the short form's settings are fields of their own. */
  readonly network?: 'model' | 'model.layers' | null;
}

const networkFields = (network: 'model' | 'model.layers' | null): Field[] =>
  network === null
    ? [
        number('model.depth', 'Hidden layers'),
        number('model.width', 'Layer width'),
        {
          kind: 'choice',
          path: 'model.activation',
          label: 'Activation',
          options: activations.map(option),
        },
      ]
    : [
        {
          kind: 'network',
          path: network,
          label: 'Network',
          wide: true,
          fixed: true,
          hint: 'A list of layers. To change it, choose “Open as document”.',
        },
      ];

export function fieldGroups({
  datasetName,
  optimisers,
  task = null,
  losses = [],
  schedules = [],
  varied,
  metrics = [],
  network = null,
}: FormState): FieldGroup[] {
  return [
    {
      title: 'Data and network',
      fields: [
        ...datasetFields(datasetName),
        ...networkFields(network),
        rows('dataset.trainSize', 'Training rows'),
        rows('dataset.testSize', 'Test rows'),
        {
          ...rows('dataset.validation', 'Validation rows'),
          empty: 'none',
          wide: true,
          hint: 'Held out from the end of the training part to choose the best trial. Selecting on the test set is optimistic.',
        },
        { kind: 'init', path: 'init', label: 'Initialisation', wide: true },
        ...initAxes(varied),
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
        ...(task === null
          ? []
          : [
              {
                kind: 'choice',
                path: 'loss.name',
                label: 'Loss',
                options: lossesOf(task).map((value) => ({
                  value,
                  label: settingValueText('loss.name', value),
                })),
                preset: defaultLoss(task),
              } as const,
            ]),
        {
          kind: 'choice',
          path: 'schedule.name',
          label: 'Schedule',
          options: scheduleNames.map((value) => ({
            value,
            label: settingValueText('schedule.name', value),
          })),
          preset: defaultMembers.schedule,
        },
        number('batchSize', 'Batch size'),
        number('epochs', 'Epochs'),
        number('seed', 'Seed'),
      ],
    },
    { title: 'Optimiser details', fields: optimiserFields(optimisers), folded: true },
    {
      title: 'Gradient clipping',
      folded: true,
      fields: ['clip.norm', 'clip.value'].map((path) => ({
        ...rows(path, capital(settingText(path))),
        empty: 'none',
      })),
    },
    { title: 'Loss details', fields: lossFields(losses), folded: true },
    { title: 'Schedule details', fields: scheduleFields(schedules), folded: true },
    {
      title: 'What is measured',
      folded: true,
      fields: [
        ...['measure.batchLosses', 'measure.gradientNorms'].map((path): Field => ({
          kind: 'flag',
          ...measured(path),
        })),
        ...(metrics.length === 0
          ? []
          : [
              {
                kind: 'names',
                ...measured('measure.metrics'),
                options: metrics.map(option),
                hint: 'Measured on all parts after every epoch, in addition to the standard metrics.',
              } as const,
            ]),
      ],
    },
  ];
}
