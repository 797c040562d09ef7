/** The inputs of the ZIP, and the record of what it contains and what it lacks. */
import type { Dataset } from '../../protocol/dataset.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import { portableFileName } from '../../document/file-name.ts';
import type { StudentProgram } from '../programs/types.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';

/** What the ZIP needs besides the hand-in; page and command line supply it differently. */
export interface ZipSources {
  /** A trial's trained model, by content hash; null if it is not stored. */
  readonly model: (id: string) => Promise<TrainedModel | null>;
  /** Renders a standalone SVG to a PNG file; null if no renderer is available. */
  readonly png: ((svg: string) => Promise<Uint8Array | Blob>) | null;
  /** A dataset that is not published, for the programs: a stand-in, or the student's own table. */
  readonly dataset: (which: DatasetIdentity) => Promise<Dataset>;
  readonly signal?: AbortSignal;
  /** Called with the name of every file before it is read. */
  readonly onFile?: (name: string) => void;
  /** Called for every expected file that is missing, with a sentence that gives the reason. */
  readonly onMissing?: (what: string) => void;
}

export interface ZipEntry {
  /** Path in the ZIP, with "/" as separator. */
  readonly name: string;
  readonly input: string | Uint8Array | Blob | AsyncIterable<string>;
}

/** A program in the ZIP, as its README names it. */
export interface ZipProgram {
  readonly name: string;
  readonly title: string;
  /** Sentence on where the dataset's files come from. */
  readonly files: string;
  /** Sentence on how far its losses agree with the lab's. */
  readonly agrees: string;
}

export class ZipContents {
  readonly #names = new Set<string>();
  readonly #missing: string[] = [];
  readonly #notes: string[] = [];
  readonly #sources: ZipSources;
  readonly programs: ZipProgram[] = [];
  /** The questions' programs. */
  readonly code: StudentProgram[] = [];

  constructor(sources: ZipSources) {
    this.#sources = sources;
  }

  /** Whether the figures are also rendered to PNG. */
  get draws(): boolean {
    return this.#sources.png !== null;
  }

  /** Expected but missing files, one sentence each. */
  get missing(): readonly string[] {
    return this.#missing;
  }

  /** Files that are absent for a good reason, one sentence each. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Names in a folder, in insertion order. */
  within(folder: string): string[] {
    return [...this.#names].filter((name) => name.startsWith(`${folder}/`));
  }

  /** An entry with a unique, portable name: a second "I1d.json" becomes "I1d-2.json", "aux.json" "aux_.json". */
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

  /** Compares without case, because some file systems do. */
  #own(wanted: string): string {
    const taken = new Set([...this.#names].map((name) => name.toLowerCase()));
    const dot = wanted.lastIndexOf('.');
    const [stem, ending] = [wanted.slice(0, dot), wanted.slice(dot)];
    let name = wanted;
    for (let next = 2; taken.has(name.toLowerCase()); next++) name = `${stem}-${next}${ending}`;
    return name;
  }
}
