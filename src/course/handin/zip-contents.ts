/** What the ZIP is made from, and the list of what is in it and what is not. */
import type { Dataset } from '../../protocol/dataset.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import { portableFileName } from '../../document/file-name.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';

/** What the ZIP needs beside the hand-in: a page and the command line have it from other places. */
export interface ZipSources {
  /** What a trial has learnt, by its content hash; null where that is not kept. */
  readonly model: (id: string) => Promise<TrainedModel | null>;
  /** A standalone drawing as a PNG file; null where there is nothing that draws. */
  readonly png: ((svg: string) => Promise<Uint8Array | Blob>) | null;
  /** A dataset that no publisher has, for the programs: a stand-in, or a table of one's own. */
  readonly dataset: (which: DatasetIdentity) => Promise<Dataset>;
  readonly signal?: AbortSignal;
  /** Hears the name of every file before it is read. */
  readonly onFile?: (name: string) => void;
  /** Hears of everything that was wanted and is not in it, as a sentence with the reason. */
  readonly onMissing?: (what: string) => void;
}

export interface ZipEntry {
  /** With its folder, names joined by "/". */
  readonly name: string;
  readonly input: string | Uint8Array | Blob | AsyncIterable<string>;
}

/** A program in the ZIP, as its README names it. */
export interface ZipProgram {
  readonly name: string;
  readonly title: string;
  /** Where the dataset's files come from. */
  readonly files: string;
  /** How far its losses agree with the lab's. */
  readonly agrees: string;
}

export class ZipContents {
  readonly #names = new Set<string>();
  readonly #missing: string[] = [];
  readonly #notes: string[] = [];
  readonly #sources: ZipSources;
  readonly programs: ZipProgram[] = [];

  constructor(sources: ZipSources) {
    this.#sources = sources;
  }

  /** Whether PNGs were asked for. */
  get draws(): boolean {
    return this.#sources.png !== null;
  }

  /** What was wanted and is not in it, a sentence each. */
  get missing(): readonly string[] {
    return this.#missing;
  }

  /** What is not in it and need not be, a sentence each. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Names in a folder, in the order in which they were put in. */
  within(folder: string): string[] {
    return [...this.#names].filter((name) => name.startsWith(`${folder}/`));
  }

  /** An entry under a name of its own: a second "I1d.json" becomes "I1d-2.json", "aux.json" "aux_.json". */
  add(folder: string, file: string, input: ZipEntry['input']): ZipEntry {
    const portable = portableFileName(file);
    const name = this.#own(folder === '' ? portable : `${folder}/${portable}`);
    this.#names.add(name);
    return { name, input };
  }

  note(what: string): void {
    this.#notes.push(what);
  }

  miss(what: string): void {
    this.#missing.push(what);
    this.#sources.onMissing?.(what);
  }

  /** Some systems take names for the same that differ in case only. */
  #own(wanted: string): string {
    const taken = new Set([...this.#names].map((name) => name.toLowerCase()));
    const dot = wanted.lastIndexOf('.');
    const [stem, ending] = [wanted.slice(0, dot), wanted.slice(dot)];
    let name = wanted;
    for (let next = 2; taken.has(name.toLowerCase()); next++) name = `${stem}-${next}${ending}`;
    return name;
  }
}
