/** How many rows are predicted so far, on standard error: redrawn on a terminal, now and then a line elsewhere. */
import { counted, percent } from '../../../src/base/numbers.ts';
import { spaced } from '../terminal.ts';

/** Minimum milliseconds between two reports. */
const periods = { terminal: 100, lines: 10_000 } as const;

/** The members of a stream that are used. */
export interface ProgressStream {
  readonly isTTY: boolean;
  write(text: string): unknown;
}

export class RowProgress {
  readonly #stream: ProgressStream;
  readonly #terminal: boolean;
  readonly #now: () => number;
  #shownAt: number;
  #isShown = false;

  /** @param now in milliseconds, for tests */
  constructor(stream: ProgressStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#terminal = stream.isTTY && process.env.TERM !== 'dumb';
    this.#now = now;
    this.#shownAt = now();
  }

  /** @param fraction of the file that was read; null if unknown */
  show(rows: number, fraction: number | null): void {
    const now = this.#now();
    if (now - this.#shownAt < (this.#terminal ? periods.terminal : periods.lines)) return;
    this.#shownAt = now;
    const share = fraction === null ? '' : `, ${percent(fraction, 0)} of the file`;
    const text = spaced(`${counted(rows, 'row')} predicted${share} …`);
    this.#stream.write(this.#terminal ? `\r${text}\u001b[K` : `${text}\n`);
    this.#isShown = true;
  }

  /** Clears the line, so that the next output takes its place. */
  end(): void {
    if (this.#terminal && this.#isShown) this.#stream.write('\r\u001b[K');
    this.#isShown = false;
  }
}
