/** What the code for another page asks of `<a2-experiment>`, and how attributes say it. */
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

/** A preset by its name, or a document, which the code has to carry. */
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

/** The value true is an attribute without one. */
export type Attribute = readonly [name: string, value: string | true];

/** The file beside the page that holds the document. */
export const documentFileName = ({ experiment }: { readonly experiment: Experiment }): string =>
  portableFileName(`${experiment.name}.json`);

export const nameOfSubject = (subject: EmbedSubject): string =>
  subject.kind === 'preset' ? subject.name : subject.experiment.name;

export const titleOfSubject = (subject: EmbedSubject): string =>
  subject.kind === 'preset' ? subject.title : subject.experiment.title;

/** All that differs from what the element does by itself, in a fixed order. */
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

/** With what says which experiment it is, as far as an attribute can. */
export function elementAttributes(subject: EmbedSubject, options: EmbedOptions): Attribute[] {
  const rest = optionAttributes(options);
  if (subject.kind === 'preset') return [['preset', subject.name], ...rest];
  if (subject.carried === 'file') return [['src', documentFileName(subject)], ...rest];
  return rest;
}

/** The document without what is empty. */
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
