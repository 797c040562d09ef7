/**
 * Which processes still live, as far as their heartbeats show. No clock is shared between machines: a process counts
 * as dead once its heartbeat has not changed for a while of the observer's own clock. Time in which nobody looked
 * does not count, so that a machine that wakes up takes nobody for dead.
 */
import type { Clock } from '../ports/clock.ts';

/** A process's heartbeat changes this often, in ms. */
export const beatMs = 1000;
/** Ms without a change after which it counts as dead. */
export const staleMs = 5000;
/** At most this much counts between two looks, in ms. */
const maxLook = 2000;
/** A look is good for this long, in ms: a process may hold thousands of names. */
const lookMs = 100;

interface Seen {
  content: string | null;
  /** Since it was seen to change, in ms. */
  unchanged: number;
  at: number;
}

export class Heartbeats {
  readonly #clock: Clock;
  readonly #read: (holder: string) => Promise<string | null>;
  readonly #seen = new Map<string, Seen>();

  /** @param read a holder's heartbeat; null if there is none, which counts as unchanged */
  constructor(clock: Clock, read: (holder: string) => Promise<string | null>) {
    this.#clock = clock;
    this.#read = read;
  }

  /** Looks at a heartbeat, and says whether its process counts as dead. */
  async isStale(holder: string): Promise<boolean> {
    const last = this.#seen.get(holder);
    if (last !== undefined && this.#clock.now() - last.at < lookMs) {
      return last.unchanged >= staleMs;
    }
    const content = await this.#read(holder);
    const now = this.#clock.now();
    const seen = this.#seen.get(holder);
    if (seen === undefined || seen.content !== content) {
      this.#seen.set(holder, { content, unchanged: 0, at: now });
      return false;
    }
    seen.unchanged += Math.min(now - seen.at, maxLook);
    seen.at = now;
    return seen.unchanged >= staleMs;
  }

  forget(holder: string): void {
    this.#seen.delete(holder);
  }
}
