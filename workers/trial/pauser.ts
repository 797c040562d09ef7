/** Yields between two pieces of a trial's work, and keeps its training clock. */
import { throwIfAborted } from '../../src/base/errors.ts';
import { yieldToEventLoop } from '../../src/base/event-loop.ts';
import type { Gate } from './gate.ts';

export interface PauserOptions {
  readonly signal?: AbortSignal;
  /** Holds the trial while it is paused; open by default. */
  readonly gate?: Gate;
}

export class Pauser {
  readonly #options: PauserOptions;
  #excluded = 0;

  constructor(options: PauserOptions) {
    this.#options = options;
  }

  /** Milliseconds on the training clock, which stops while the trial is paused and while checkpoints are kept. */
  now(): number {
    return performance.now() - this.#excluded;
  }

  /** Takes milliseconds that have passed off the training clock. */
  exclude(milliseconds: number): void {
    this.#excluded += milliseconds;
  }

  get aborted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  get paused(): boolean {
    return this.#options.gate?.open === false;
  }

  /** Waits while paused. Throws LabError `aborted`. */
  async hold(): Promise<void> {
    const { signal, gate } = this.#options;
    if (gate !== undefined) this.exclude(await gate.pass(signal));
    throwIfAborted(signal);
  }

  /** Lets messages in, and waits while paused. Throws LabError `aborted`. */
  async yieldToEventLoop(): Promise<void> {
    await yieldToEventLoop();
    await this.hold();
  }
}
