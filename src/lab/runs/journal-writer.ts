/** Appends to a writer's own journal, each line on the device before it counts as written. */
import { journalLine, type JournalEntry } from '../../formats/artefact/journal.ts';
import type { Bytes } from '../ports/artefacts.ts';
import type { FolderFiles, OpenFile } from '../ports/file-system.ts';
import { placeOf, storeProblem } from './problem.ts';
import { randomName } from './random-name.ts';
import { quietly } from './quietly.ts';

export const journalFolder = 'journal';

export const journalPath = (writer: string): string => `${journalFolder}/${writer}.jsonl`;

export class JournalWriter {
  readonly #files: FolderFiles;
  #file: OpenFile | null = null;
  #path = '';
  #name: string | null;
  /** Lines that are not on the device yet. */
  readonly #pending: Bytes[] = [];
  #writing: Promise<void> = Promise.resolve();

  /** @param name of its file; a random one */
  constructor(files: FolderFiles, name: string) {
    this.#files = files;
    this.#name = name;
  }

  /**
   * Resolves once the entry is on the device, with all before it. Throws LabError `store` if it could not be written;
   * it is then written with the next one, in another file, since the line in this one may be torn.
   */
  async append(...entries: readonly JournalEntry[]): Promise<void> {
    // An entry that is none must not stand in the way of those behind it.
    this.#pending.push(...entries.map(journalLine));
    const written = this.#writing.then(() => this.#flush());
    this.#writing = quietly(written);
    await written;
  }

  /** Writes what is pending, if it can, and closes the file. */
  async close(): Promise<void> {
    try {
      await this.append();
    } finally {
      await this.#end();
    }
  }

  async #flush(): Promise<void> {
    const lines = [...this.#pending];
    if (lines.length === 0) return;
    try {
      this.#file ??= await this.#begin();
      const bytes = new Uint8Array(lines.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const line of lines) {
        bytes.set(line, at);
        at += line.length;
      }
      await this.#file.write(bytes);
      await this.#file.sync();
      this.#pending.splice(0, lines.length);
    } catch (error) {
      await this.#end();
      throw storeProblem(error, 'written', placeOf(this.#files, this.#path));
    }
  }

  async #begin(): Promise<OpenFile> {
    this.#path = journalPath(this.#name ?? randomName());
    this.#name = null;
    const file = await this.#files.create(this.#path);
    try {
      await this.#files.syncFolder(journalFolder);
    } catch (error) {
      await quietly(file.close());
      throw error;
    }
    return file;
  }

  async #end(): Promise<void> {
    if (this.#file !== null) await quietly(this.#file.close());
    this.#file = null;
  }
}
