/** Ctrl-C: the first ends the work and keeps what is finished, the second ends the program. */
import { exitCodes, Interrupted } from './problem.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Milliseconds within which two signals are one: under npx a Ctrl-C arrives twice, from the terminal
 * and passed on by npm.
 */
const once = 300;

/** Listens until it is disposed of; `signal` is aborted by the first Ctrl-C. */
export class Interrupt {
  readonly #controller = new AbortController();
  #at = 0;

  constructor() {
    for (const signal of signals) process.on(signal, this.#heard);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  dispose(): void {
    for (const signal of signals) process.off(signal, this.#heard);
  }

  readonly #heard = (): void => {
    const now = performance.now();
    if (this.signal.aborted) {
      if (now - this.#at > once) process.exit(exitCodes.interrupted);
      return;
    }
    this.#at = now;
    this.#controller.abort(new Interrupted('Stopped.'));
  };
}
