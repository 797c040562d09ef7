/** Options of `<a2-experiment>` in embed code, and their attributes. */
import { portableFileName } from '../../document/file-name.ts';
import type { Experiment } from '../../document/schema.ts';

export interface EmbedOptions {
  /** '' leaves it to the element. */
  readonly engine: string;
  readonly workers: number | null;
  readonly autorun: '' | 'gesture' | 'visible';
  readonly readonly: boolean;
  readonly compact: boolean;
  /** '' follows the page around it. */
  readonly theme: '' | 'light' | 'dark' | 'system';
  readonly data: '' | 'real' | 'stand-in';
  readonly seed: number | null;
  readonly lock: readonly string[];
  readonly predict: string;
  /** Of an iframe, in px. */
  readonly height: number;
}

export const plainOptions: EmbedOptions = {
  engine: '',
  workers: null,
  autorun: '',
  readonly: false,
  compact: false,
  theme: '',
  data: '',
  seed: null,
  lock: [],
  predict: '',
  height: 640,
};

/** A preset by name, or a document, which the code must include. */
export type EmbedSubject =
  | { readonly kind: 'preset'; readonly name: string; readonly title: string }
  | {
      readonly kind: 'document';
      readonly experiment: Experiment;
      /** Its link, as `linkOf` makes it. */
      readonly link: string;
      /** In the page itself, or in a file beside it. */
      readonly carried: 'inside' | 'file';
    };

/** `true` stands for an attribute without a value. */
export type Attribute = readonly [name: string, value: string | true];

/** The file beside the page that holds the document. */
export const documentFileName = ({ experiment }: { readonly experiment: Experiment }): string =>
  portableFileName(`${experiment.name}.json`);

export const nameOfSubject = (subject: EmbedSubject): string =>
  subject.kind === 'preset' ? subject.name : subject.experiment.name;

export const titleOfSubject = (subject: EmbedSubject): string =>
  subject.kind === 'preset' ? subject.title : subject.experiment.title;

/** Attributes for all options that differ from the element's defaults, in a fixed order. */
export function optionAttributes(options: EmbedOptions): Attribute[] {
  const all: readonly (readonly [string, string | boolean])[] = [
    ['engine', options.engine],
    ['workers', options.workers === null ? '' : String(options.workers)],
    ['autorun', options.autorun],
    ['data', options.data],
    ['seed', options.seed === null ? '' : String(options.seed)],
    ['lock', options.lock.join(', ')],
    ['predict', options.predict],
    ['readonly', options.readonly],
    ['compact', options.compact],
    ['theme', options.theme],
  ];
  return all.flatMap(([name, value]): Attribute[] =>
    value === '' || value === false ? [] : [[name, value]],
  );
}

/** The option attributes, plus the one that names the experiment if an attribute can. */
export function elementAttributes(subject: EmbedSubject, options: EmbedOptions): Attribute[] {
  const rest = optionAttributes(options);
  if (subject.kind === 'preset') return [['preset', subject.name], ...rest];
  if (subject.carried === 'file') return [['src', documentFileName(subject)], ...rest];
  return rest;
}

/** The document without empty fields. */
export function writtenDocument(experiment: Experiment): Record<string, unknown> {
  const { question, notes, axes, trial, classroom, ...rest } = experiment;
  return {
    ...rest,
    ...(question === '' ? {} : { question }),
    ...(notes.length === 0 ? {} : { notes }),
    trial,
    ...(axes.length === 0 ? {} : { axes }),
    ...(classroom === undefined ? {} : { classroom }),
  };
}
