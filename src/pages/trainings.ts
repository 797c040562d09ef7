/** Whether anything trains in this tab, on whichever page: nothing may interrupt it then. */
import type { LabRun } from './lab.ts';

export class Trainings {
  readonly #listeners = new Set<() => void>();
  #under = 0;

  /** Whether a run is under way; a paused one is. */
  get active(): boolean {
    return this.#under > 0;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Counts the run from its start to its end. */
  watch<T extends LabRun>(run: T): T {
    let counted = false;
    const stop = run.subscribe(({ status }) => {
      const active = status === 'preparing' || status === 'running';
      if (active !== counted) this.#count(active ? 1 : -1);
      counted = active;
      if (!active && status !== 'idle') stop();
    });
    return run;
  }

  #count(change: number): void {
    this.#under += change;
    for (const listener of [...this.#listeners]) listener();
  }
}
