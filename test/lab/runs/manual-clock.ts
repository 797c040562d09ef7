/** A clock that a test moves. */
import type { Clock } from '../../../src/lab/ports/clock.ts';

export class ManualClock implements Clock {
  #now = 0;

  now(): number {
    return this.#now;
  }

  /** Timers do not fire: the test calls what they would. */
  every(): () => void {
    return () => undefined;
  }

  pass(ms: number): void {
    this.#now += ms;
  }
}
