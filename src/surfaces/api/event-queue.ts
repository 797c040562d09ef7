/** Events between the one who makes them and the one who takes them in a `for await`. */
import type { ExperimentEvent } from './events.ts';

/** Of these only the latest counts while nobody takes them. */
const replaceable: ReadonlySet<ExperimentEvent['type']> = new Set(['progress', 'dataset']);

interface Taker {
  readonly resolve: (result: IteratorResult<ExperimentEvent>) => void;
  readonly reject: (error: unknown) => void;
}

export class EventQueue implements AsyncIterableIterator<ExperimentEvent> {
  readonly #events: ExperimentEvent[] = [];
  /** Whoever waits for an event that is not there yet, in their order. */
  readonly #takers: Taker[] = [];
  #ended = false;
  #failure: { readonly error: unknown } | null = null;
  /** What to do when the one who takes them leaves early. */
  readonly #left: () => void;

  constructor(left: () => void) {
    this.#left = left;
  }

  push(event: ExperimentEvent): void {
    const taker = this.#takers.shift();
    if (taker !== undefined) {
      taker.resolve({ done: false, value: event });
      return;
    }
    const last = this.#events.at(-1);
    if (last?.type === event.type && replaceable.has(event.type)) this.#events.pop();
    this.#events.push(event);
  }

  end(): void {
    this.#ended = true;
    for (const { resolve } of this.#takers.splice(0)) resolve({ done: true, value: undefined });
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.#ended = true;
    for (const { reject } of this.#takers.splice(0)) reject(error);
  }

  next(): Promise<IteratorResult<ExperimentEvent>> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#failure !== null) {
      const { error } = this.#failure;
      this.#failure = null;
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.#takers.push({ resolve, reject });
    });
  }

  /** Called by a `for await` that is left by break, return or an exception. */
  return(): Promise<IteratorResult<ExperimentEvent>> {
    if (!this.#ended) this.#left();
    this.#events.length = 0;
    this.#ended = true;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
