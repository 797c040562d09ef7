/** Sends events through a callback of another thread, in order and no faster than it handles them. */

import type { Callback } from '../../src/protocol/worker-api.ts';

export class EventPump<Event> {
  readonly #callback: Callback<Event>;
  #last: Promise<unknown> = Promise.resolve();

  /** The pump keeps the callback: a Comlink proxy that is collected never answers. */
  constructor(callback: Callback<Event>) {
    this.#callback = callback;
  }

  /** Sends an event once the previous one was handled; resolves when this one is sent. */
  async send(event: Event): Promise<void> {
    await this.#last;
    this.#last = Promise.resolve(this.#callback(event));
  }

  /** Resolves when every event was handled. */
  async drain(): Promise<void> {
    await this.#last;
  }
}
