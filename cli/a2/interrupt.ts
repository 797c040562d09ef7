/** Ctrl-C and similar signals: the first stops the work and keeps what is finished, the second ends the program. */
import { exitCodes, Interrupted } from './problem.ts';

/** SIGHUP comes with a closed terminal or connection, SIGBREAK from Ctrl-Break on Windows. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const;

/**
 * Milliseconds within which two signals count as one: under npx a Ctrl-C arrives twice, from the terminal
 * and forwarded by npm.
 */
const once = 300;

/** Listens for signals until `dispose`; the first one aborts `signal`. */
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

  readonly #heard = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (this.signal.aborted) {
      // A closed terminal sends SIGHUP twice, from the shell and from the system: no second request to stop.
      if (signal !== 'SIGHUP' && now - this.#at > once) process.exit(exitCodes.interrupted);
      return;
    }
    this.#at = now;
    this.#controller.abort(new Interrupted('Stopped.'));
  };
}
