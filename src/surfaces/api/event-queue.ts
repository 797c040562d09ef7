/** A queue of events between a run and the `for await` that consumes them. */
import type { ExperimentEvent } from './events.ts';

/** Of these, only the latest is queued. */
const replaceable: ReadonlySet<ExperimentEvent['type']> = new Set(['progress', 'dataset']);

interface Waiter {
  readonly resolve: (result: IteratorResult<ExperimentEvent>) => void;
  readonly reject: (error: unknown) => void;
}

export class EventQueue implements AsyncIterableIterator<ExperimentEvent> {
  readonly #events: ExperimentEvent[] = [];
  /** Pending calls of `next`, in order. */
  readonly #waiters: Waiter[] = [];
  #ended = false;
  #failure: { readonly error: unknown } | null = null;
  /** Called when the consumer stops early. */
  readonly #onReturn: () => void;

  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
  }

  push(event: ExperimentEvent): void {
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) {
      waiter.resolve({ done: false, value: event });
      return;
    }
    const last = this.#events.at(-1);
    if (last?.type === event.type && replaceable.has(event.type)) this.#events.pop();
    this.#events.push(event);
  }

  end(): void {
    this.#ended = true;
    for (const { resolve } of this.#waiters.splice(0)) resolve({ done: true, value: undefined });
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.#ended = true;
    for (const { reject } of this.#waiters.splice(0)) reject(error);
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
      this.#waiters.push({ resolve, reject });
    });
  }

  /** Called when a `for await` ends by break, return or an exception. */
  return(): Promise<IteratorResult<ExperimentEvent>> {
    if (!this.#ended) this.#onReturn();
    this.#events.length = 0;
    this.#ended = true;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
