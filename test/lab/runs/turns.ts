/** Lets several programs work on one disk, one operation at a time, in an order that a test draws. */
import type { FolderFiles, OpenFile } from '../../../src/lab/ports/file-system.ts';

type Turn = () => void;

export class Turns {
  /** By program; those that are not here have ended, or compute. */
  readonly #waiting = new Map<number, Turn>();
  #programs = 0;
  readonly #next: (count: number) => number;

  /** @param next draws one of so many */
  constructor(next: (count: number) => number) {
    this.#next = next;
  }

  /** Runs a program to its end on files whose every operation waits for its turn. */
  async run(files: FolderFiles, program: (files: FolderFiles) => Promise<void>): Promise<void> {
    const number = this.#programs++;
    this.#live.add(number);
    try {
      await program(this.#inTurn(files, number));
    } finally {
      this.#live.delete(number);
      this.#choose();
    }
  }

  readonly #live = new Set<number>();

  #wait(number: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#choose();
    });
  }

  /** Once all wait, so that the order does not depend on how fast they compute. */
  #choose(): void {
    if (this.#live.size === 0 || this.#waiting.size < this.#live.size) return;
    const numbers = [...this.#waiting.keys()].toSorted((a, b) => a - b);
    const number = numbers[this.#next(numbers.length)]!;
    const turn = this.#waiting.get(number)!;
    this.#waiting.delete(number);
    turn();
  }

  #inTurn(files: FolderFiles, number: number): FolderFiles {
    const turn = async <T>(work: () => Promise<T>): Promise<T> => {
      await this.#wait(number);
      return work();
    };
    const opened = (file: OpenFile): OpenFile => ({
      write: (bytes) => turn(() => file.write(bytes)),
      sync: () => turn(() => file.sync()),
      close: () => turn(() => file.close()),
    });
    return {
      place: files.place,
      read: (path) => turn(() => files.read(path)),
      size: (path) => turn(() => files.size(path)),
      list: (path) => turn(() => files.list(path)),
      makeFolder: (path) => turn(() => files.makeFolder(path)),
      create: async (path) => opened(await turn(() => files.create(path))),
      overwrite: (path, bytes) => turn(() => files.overwrite(path, bytes)),
      rename: (from, to) => turn(() => files.rename(from, to)),
      remove: (path) => turn(() => files.remove(path)),
      syncFolder: (path) => turn(() => files.syncFolder(path)),
    };
  }
}
